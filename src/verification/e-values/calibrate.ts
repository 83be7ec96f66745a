/**
 * log e of the e-value that a p-value is worth, given log(1/p) ≥ 0.
 *
 * e = (1 − p + p·ln p)/(p·ln²p) is the calibrator κ·p^(κ−1) averaged over κ in (0, 1): for every law under which p is
 * super-uniform the mean of e is at most 1. It costs a factor ln²p where the best there could be, 1/p, would cost all.
 * At p = 1 it is ½.
 *
 * Source: V. Vovk and R. Wang, "E-values: calibration, combination and applications", Annals of Statistics 49 (2021).
 */
export function logCalibrated(logInverseP: number): number {
  const l = Math.max(0, logInverseP);
  if (l === Number.POSITIVE_INFINITY) return l;
  // In l it is (exp(l) − 1 − l)/l² = Σ_k l^k/(k+2)!; for small l the closed form is 0/0.
  if (l < 1e-4) return Math.log(0.5 + l / 6 + l ** 2 / 24);
  return l + Math.log(-Math.expm1(-l) - l * Math.exp(-l)) - 2 * Math.log(l);
}

/** log of the mean of e-values, given their logarithms: an e-value for what all their null hypotheses have in common. */
export function logMean(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  if (!Number.isFinite(largest)) return largest;
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0) / logs.length);
}
