/** More replicates of a small size than this for one of the largest bring next to nothing. */
const mostPerUnit = 16;

export interface AllocationProblem {
  readonly sizes: readonly number[];
  /** w_s of the combination Σ w_s·mean_s. */
  readonly weights: readonly number[];
  /** Work of one replicate of each size. */
  readonly costs: readonly number[];
  /** v of the guess that a replicate's variance is proportional to size^(−v). */
  readonly varianceExponent: number;
}

/**
 * How many replicates of each size make a unit, the fewest being one.
 *
 * Σ w_s²σ_s²/n_s is smallest at a given cost Σ n_s·c_s for n_s ∝ |w_s|σ_s/√c_s (Neyman's allocation, with σ_s² ∝
 * size^(−v)); rounded to whole numbers, at most 16. It is chosen from what is known before the data, so that units stay
 * independent and alike and the confidence sequence stays what it is; a wrong guess makes the interval wider, never wrong.
 */
export function replicatesPerUnit({ sizes, weights, costs, varianceExponent }: AllocationProblem): readonly number[] {
  const wanted = sizes.map((size, s) => Math.abs(weights[s]) * Math.sqrt(size ** -varianceExponent / costs[s]));
  const fewest = Math.min(...wanted.filter((share) => share > 0));
  return wanted.map((share) => Math.min(mostPerUnit, Math.max(1, Math.round(share / fewest))));
}
