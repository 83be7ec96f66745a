import type { BoundFinding } from "./bound-result.ts";

/**
 * Quantiles of observed/bound.
 *
 * @param sorted The ratios in ascending order.
 */
export function slackOf(
  sorted: Float64Array,
  direction: "at-most" | "at-least",
  failureRate: number,
): BoundFinding["slack"] {
  if (sorted.length === 0) return null;
  return {
    smallest: sorted[0],
    median: orderStatistic(sorted, 0.5),
    atFailureRate: orderStatistic(sorted, direction === "at-most" ? 1 - failureRate : failureRate),
    largest: sorted[sorted.length - 1],
  };
}

/** The smallest value with at least the share p of the sample at or below it. */
function orderStatistic(sorted: Float64Array, p: number): number {
  return sorted[Math.max(0, Math.ceil(p * sorted.length - 1e-9) - 1)];
}

/**
 * Where the factors c > 0 end with which the same data refute c·bound. With k the fewest violations that refute, a bound
 * above is refuted with every factor below the k-th largest of them and none from there on, one below with every factor
 * above the k-th smallest and none up to there; 0 says that all of a bound below are. Null where no factor is refuted, or
 * where all are whatever the ratios.
 *
 * The factor is read off the data, but that adds no error: of two factors the tighter bound implies the looser one, so
 * that some true statement is refuted only if the tightest true one is.
 *
 * @param sorted In ascending order, per replicate the factor of its bound that it just does not violate: observed/bound,
 *   rounding allowed for.
 * @param refutes Whether so many violations among these ratios do; monotone.
 */
export function tightestRefuted(
  sorted: Float64Array,
  direction: "at-most" | "at-least",
  refutes: (violations: number) => boolean,
): number | null {
  if (sorted.length === 0 || !refutes(sorted.length) || refutes(0)) return null;
  let low = 0;
  let high = sorted.length;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (refutes(middle)) high = middle;
    else low = middle;
  }
  if (direction === "at-least") return Math.max(0, sorted[high - 1]);
  const largest = sorted[sorted.length - high];
  return largest > 0 ? largest : null;
}
