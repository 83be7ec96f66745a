import { invalidInput } from "../../foundation/errors.ts";
import type { Problem } from "../experiment.ts";
import { streamCost } from "../stream-cost.ts";
import type { OwnSettingParameters } from "./own-setting-parameters.ts";
import { dimension } from "./own-setting-problem.ts";

/** @throws AsymptopiaError `invalid-input`, field `size`, unless it is a whole number from 10 to 10,000. */
export function realiseOwnSetting(point: OwnSettingParameters, size: number): Problem<OwnSettingParameters> {
  if (!Number.isInteger(size) || size < dimension || size > 10_000) {
    throw invalidInput("size", size, `a whole number from ${dimension} to 10000`);
  }
  const { hidden: h, steps } = point;
  return { point, size, realised: point, shape: { n: size, d: dimension, h, steps } };
}

/** Eight streams, the draws and so many training runs, in units of 10⁶ operations; small arrays count as 10⁴ a step. */
export function ownSettingCost({ shape: { n, d, h, steps } }: Problem<OwnSettingParameters>, runs: number): number {
  const step = 8 * n * d * h + 30 * n * h + 10_000;
  return 8 * streamCost + (20 * n * d + runs * steps * step) / 1e6;
}
