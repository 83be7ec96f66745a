import { invalidInput } from "../foundation/errors.ts";

/**
 * The quantile of `values` at `level`, linear between order statistics: 0 gives the smallest value, 1 the largest.
 *
 * @throws AsymptopiaError `invalid-input` for no values, or for some that are not finite.
 */
export function quantile(values: readonly number[], level: number): number {
  if (values.length === 0) throw invalidInput("values", [], "at least one number");
  const bad = values.find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw invalidInput("values", bad, "finite numbers");
  const sorted = [...values].sort((a, b) => a - b);
  const position = level * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
