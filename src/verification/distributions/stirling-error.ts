/** Coefficients of x⁻¹, x⁻³, …: B₂ₖ/(2k(2k − 1)). */
const SERIES = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** From here on the truncated series is right to 1e-18. */
const SERIES_FROM = 16;

/**
 * What Stirling's formula leaves of the log-gamma function:
 *
 *   δ(x) = log Γ(x) − [(x − ½) log x − x + ½ log 2π],
 *
 * for x ≥ ½. Absolute error at most 4e-15. Ratios of gamma functions are taken through δ, since differences of log Γ
 * at arguments near 1e7 lose eight digits.
 *
 * Source: NIST DLMF 5.11.1; below 16 the recurrence δ(x) = δ(x + 1) + artanh(t)/t − 1 with t = 1/(2x + 1).
 */
export function stirlingError(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < SERIES_FROM; at += 1) {
    const t = 1 / (2 * at + 1);
    shift += Math.atanh(t) / t - 1;
  }
  const inverse = 1 / at;
  const square = inverse * inverse;
  let sum = 0;
  for (let k = SERIES.length - 1; k >= 0; k -= 1) sum = sum * square + SERIES[k];
  return shift + sum * inverse;
}
