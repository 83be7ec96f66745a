import { existsSync } from "node:fs";
import { join } from "node:path";

/** Whether a report's folder holds the page of measured error rates. */
export function isCalibrated(directory: string): boolean {
  return existsSync(join(directory, "calibration.md"));
}

/** Where the measured error rates of skewed draws are to be found, to end a sentence; `link` is null where there are none. */
export function measuredAt(link: string | null): string {
  return link === null
    ? "`asymptopia calibrate` measures by how much"
    : `see [the calibration](${link}), skewed units at the error probability of a point`;
}
