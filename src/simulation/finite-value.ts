import { AsymptopiaError } from "../foundation/errors.ts";

/**
 * `value` itself.
 *
 * @param field Parameter of the point whose function gave it, such as `teacher`.
 * @throws AsymptopiaError `non-finite` if it is NaN or infinite; `at` is where the function was asked.
 */
export function finiteValue(field: string, value: number, at: number): number {
  if (Number.isFinite(value)) return value;
  throw new AsymptopiaError("non-finite", `the ${field}'s value at ${at} is ${value}`, {
    field,
    value,
    accepted: "a function with finite values and derivatives",
  });
}
