/**
 * log(high/low), the length of [low, high] on the logarithmic axis, for 0 < low ≤ high, to a few units in the last
 * place. The quotient itself would lose all digits where both ends nearly agree and would overflow where they are far
 * apart.
 */
export function logLength(low: number, high: number): number {
  return high < 2 * low ? Math.log1p((high - low) / low) : Math.log(high) - Math.log(low);
}

/**
 * (1 − e^{−x})/x for x ≥ 0, the mean of e^{−x·u} over u in [0, 1]; 1 at x = 0. Relative error: a few units in the last
 * place.
 */
export function meanDecay(x: number): number {
  return x === 0 ? 1 : -Math.expm1(-x) / x;
}
