import { invalidInput } from "../../foundation/errors.ts";

/** Largest shape parameter (a, b, or half the degrees of freedom) for which the accuracy is tested. */
export const LARGEST_SHAPE = 1e8;

/** Lowest logarithm of a tail whose quantile is computed without an overflow on the way. */
export const LOWEST_LOG_TAIL = -1e290;

/** @throws AsymptopiaError `invalid-input` unless `value` is a shape parameter in [1/2, 1e8]. */
export function requireShape(field: string, value: number): void {
  requireWithin(field, value, 0.5, LARGEST_SHAPE);
}

/** @throws AsymptopiaError `invalid-input` unless `value` is in [low, high]; NaN never is. */
export function requireWithin(field: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high)) throw invalidInput(field, value, `a number from ${low} to ${high}`);
}

/** @throws AsymptopiaError `invalid-input` unless `value` is in the open interval (0, 1). */
export function requireProbability(field: string, value: number): void {
  if (!(value > 0 && value < 1)) throw invalidInput(field, value, "a number strictly between 0 and 1");
}

/** @throws AsymptopiaError `invalid-input` unless `value` is below 0 and not below `lowest`: the logarithm of a tail. */
export function requireLogTail(field: string, value: number, lowest: number): void {
  if (!(value < 0 && value >= lowest)) throw invalidInput(field, value, `a number below 0, from ${lowest} on`);
}
