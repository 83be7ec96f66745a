import { existsSync } from "node:fs";
import { join } from "node:path";

/** Whether a report's folder holds the page of measured error rates. */
export function isCalibrated(directory: string): boolean {
  return existsSync(join(directory, "calibration.md"));
}
