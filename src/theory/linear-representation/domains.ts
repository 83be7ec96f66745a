import { invalidInput } from "../../foundation/errors.ts";

/** `value` itself, if it is finite and above 0. */
export function positive(field: string, value: number): number {
  if (!(value > 0 && Number.isFinite(value))) throw invalidInput(field, value, "a finite number above 0");
  return value;
}

/** `value` itself, if it is finite and at least 0. */
export function nonNegative(field: string, value: number): number {
  if (!(value >= 0 && Number.isFinite(value))) throw invalidInput(field, value, "a finite number of at least 0");
  return value;
}

/** `value` itself, if it lies strictly between 0 and `end`. */
export function between0And(field: string, value: number, end: number): number {
  if (!(value > 0 && value < end)) throw invalidInput(field, value, `a number above 0 and below ${end}`);
  return value;
}

/** `value` itself, if it is a whole number of at least `least`. */
export function wholeNumber(field: string, value: number, least: number): number {
  if (!(Number.isSafeInteger(value) && value >= least)) {
    throw invalidInput(field, value, `a whole number of at least ${least}`);
  }
  return value;
}

/** The number of steps of a trajectory that is kept whole: `value` itself, if it is a whole number up to 10 million. */
export function trajectorySteps(field: string, value: number): number {
  if (!(Number.isInteger(value) && value >= 0 && value <= 1e7)) {
    throw invalidInput(field, value, "a whole number from 0 to 10000000");
  }
  return value;
}

/** A ratio of extremes: `value` itself, if it is finite and at least 1. */
export function conditionNumberOf(field: string, value: number): number {
  if (!(value >= 1 && Number.isFinite(value))) throw invalidInput(field, value, "a finite number of at least 1");
  return value;
}

/** The sine of a largest principal angle: `value` itself, if it is at least 0 and below 1. */
export function sineOf(field: string, value: number): number {
  if (!(value >= 0 && value < 1)) throw invalidInput(field, value, "a number of at least 0 and below 1");
  return value;
}

/** A step size up to the full one: `value` itself, if it is in [0, 1]. */
export function unitStep(field: string, value: number): number {
  if (!(value >= 0 && value <= 1)) throw invalidInput(field, value, "a number from 0 to 1");
  return value;
}

/** x = ηλ, from its factors' names: what the recursion of gradient descent depends on. */
export function scaledStep(eta: number, eigenvalue: number): number {
  nonNegative("eta", eta);
  positive("eigenvalue", eigenvalue);
  const x = eta * eigenvalue;
  if (!Number.isFinite(x)) throw invalidInput("eta", eta, `so small that eta·eigenvalue, ${x}, is finite`);
  return x;
}
