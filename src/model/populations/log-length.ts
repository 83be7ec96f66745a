/**
 * log(high/low), the length of [low, high] on the logarithmic axis, for 0 < low ≤ high. Relative error: a few units in
 * the last place, also where both ends nearly agree; some hundred where the quotient overflows.
 */
export function logLength(low: number, high: number): number {
  const ratio = high / low;
  if (ratio < 2) return Math.log1p((high - low) / low);
  return ratio < Number.POSITIVE_INFINITY ? Math.log(ratio) : Math.log(high) - Math.log(low);
}

/**
 * (1 − e^{−x})/x for x ≥ 0, the mean of e^{−x·u} over u in [0, 1]; 1 at x = 0. Relative error: a few units in the last
 * place.
 */
export function meanDecay(x: number): number {
  return x === 0 ? 1 : -Math.expm1(-x) / x;
}
