import { invalidInput } from "../../foundation/errors.ts";

/** @throws AsymptopiaError `invalid-input` naming `alpha` unless 0 < α < 1. */
export function checkErrorProbability(alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) throw invalidInput("alpha", alpha, "a number strictly between 0 and 1");
}

/** @throws AsymptopiaError `invalid-input` naming `field` unless `value` is finite and above 0. */
export function checkPositive(field: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw invalidInput(field, value, "a finite number above 0");
}

/** @throws AsymptopiaError `invalid-input` naming `field` unless `value` is finite and at least 0. */
export function checkNonNegative(field: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw invalidInput(field, value, "a finite number, at least 0");
}
