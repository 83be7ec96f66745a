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
 * The factor nearest to the bound as it is by which the bound could be tightened and the same data would refute it: a
 * bound above may shrink to below the k-th largest ratio, one below may grow to above the k-th smallest, k being the
 * fewest violations that refute. Null where no number of violations does.
 *
 * @param sorted The ratios in ascending order.
 * @param refutes Whether so many violations would; monotone.
 */
export function tightestRefuted(
  sorted: Float64Array,
  direction: "at-most" | "at-least",
  refutes: (violations: number) => boolean,
): number | null {
  if (!refutes(sorted.length)) return null;
  let low = 0;
  let high = sorted.length;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (refutes(middle)) high = middle;
    else low = middle;
  }
  return direction === "at-most" ? sorted[sorted.length - high] : sorted[high - 1];
}
