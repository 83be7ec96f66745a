import { invalidInput } from "../../foundation/errors.ts";

/** @throws AsymptopiaError `invalid-input` unless `u` is in [0, 1]: the domain of every quantile function. */
export function requireProbability(u: number): void {
  if (!(u >= 0 && u <= 1)) throw invalidInput("u", u, "a number from 0 to 1");
}
