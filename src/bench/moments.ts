import { invalidInput } from "../foundation/errors.ts";
import { type Correlation, correlations } from "./time-to-accuracy.ts";

/** A correlation over replicates of one sampler. */
export interface Moments {
  readonly correlation: Correlation;
  readonly replicates: number;
  readonly mean: number;
  /** Of a single replicate, unbiased. Its relative standard error is about √(2/(replicates − 1)). */
  readonly variance: number;
}

/**
 * The moments of the correlations that the replicates show.
 *
 * @throws AsymptopiaError `invalid-input` for less than two replicates.
 */
export function momentsOf(replicates: readonly Readonly<Record<string, number>>[]): Moments[] {
  const count = replicates.length;
  if (count < 2) throw invalidInput("replicates", count, "two replicates at least");
  return correlations
    .filter((correlation) => replicates.every((values) => values[correlation] !== undefined))
    .map((correlation) => {
      const values = replicates.map((record) => record[correlation]);
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      return { correlation, replicates: count, mean, variance: squares / (count - 1) };
    });
}

/** The variances alone, for a plan. */
export function variancesOf(moments: readonly Moments[]): Partial<Record<Correlation, number>> {
  return Object.fromEntries(moments.map(({ correlation, variance }) => [correlation, variance]));
}
