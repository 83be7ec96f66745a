/** More replicates of a small size than this for one of the largest bring next to nothing. */
const mostPerUnit = 16;

/** How much more work, for the same variance, units may need that are smaller. */
const allowance = 1.05;

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
 * How many replicates of each size make a unit, from 1 to 16, one being the fewest.
 *
 * Σ w_s²σ_s²/n_s is smallest at a given cost Σ n_s·c_s for n_s ∝ |w_s|σ_s/√c_s (Neyman's allocation, with σ_s² ∝
 * size^(−v)). Such n_s at many scales are rounded to whole numbers and kept from 1 to 16; of these units the cheapest is
 * taken whose cost times variance is within 5 % of the least. The scale that has one replicate at the smallest share would
 * not do: a weight near 0, as in the middle of a slope, would have all others at 16.
 *
 * The numbers are chosen from what is known before the data, so that units stay independent and alike and the confidence
 * sequence stays what it is; a wrong guess makes the interval wider, never wrong.
 */
export function replicatesPerUnit({ sizes, weights, costs, varianceExponent }: AllocationProblem): readonly number[] {
  // Deviations relative to that at the smallest size: size^(−v) itself could underflow.
  const deviations = sizes.map((size, s) => Math.abs(weights[s]) * (size / sizes[0]) ** (-varianceExponent / 2));
  const shares = deviations.map((deviation, s) => deviation / Math.sqrt(costs[s]));
  const units = scales(shares)
    .map((scale) => shares.map((share) => Math.min(mostPerUnit, Math.max(1, Math.round(share * scale)))))
    .filter((counts) => Math.min(...counts) === 1)
    .map((counts) => {
      const cost = counts.reduce((sum, count, s) => sum + count * costs[s], 0);
      const variance = counts.reduce((sum, count, s) => sum + deviations[s] ** 2 / count, 0);
      return { counts, cost, price: cost * variance };
    });
  const least = Math.min(...units.map(({ price }) => price));
  const good = units.filter(({ price }) => price <= allowance * least);
  return good.reduce((cheapest, unit) => (unit.cost < cheapest.cost ? unit : cheapest)).counts;
}

/** The scales at which one of the shares is a whole number from 1 to 16; 0 where all shares are 0. */
function scales(shares: readonly number[]): readonly number[] {
  const positive = shares.filter((share) => share > 0);
  if (positive.length === 0) return [0];
  return positive.flatMap((share) => Array.from({ length: mostPerUnit }, (_, i) => (i + 1) / share));
}
