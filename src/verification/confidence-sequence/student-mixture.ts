/**
 * Time-uniform confidence sequence for the mean of i.i.d. Gaussian observations of unknown variance.
 *
 * For a candidate mean μ put S = Σ(xᵢ − μ) and V = Σ(xᵢ − μ)². Mixing the likelihood ratio over the effect size
 * (mean − μ)/σ ~ N(0, 1/ρ) and over σ by the right Haar measure dσ/σ gives
 *
 *   E_n(μ) = √(ρ/(n+ρ)) · (1 − S²/((n+ρ)·V))^(−n/2),
 *
 * a non-negative martingale with mean 1 at the true μ in the filtration of the scale-invariant statistics. By Ville's
 * inequality P(∃n: E_n(μ) ≥ 1/α) ≤ α, so the set {μ: E_n(μ) < 1/α}, an interval around the sample mean, covers the
 * mean at all n at once with probability at least 1 − α, whatever rule stops the sampling, and at whatever n one looks.
 * (The rule may use the observations' scale, which that filtration does not know: the bound is on the union over n, not
 * on E at a stopping time.)
 *
 * Exact for Gaussian observations at every n; for others only asymptotically, which is why the callers feed it means
 * over many columns and do not look before a burn-in.
 *
 * Source: T. L. Lai, Annals of Statistics 4 (1976) 265–280, for the mixture over the effect size; H. Wang and A. Ramdas,
 * "Anytime-valid t-tests and confidence sequences for Gaussian means with unknown variance", Sequential Analysis 44
 * (2025) 56–110, for Ville's inequality in the reduced filtration.
 */

/** What the confidence sequence needs to know of the data: count, mean and Σ(xᵢ − mean)². */
export interface SampleSummary {
  readonly count: number;
  readonly mean: number;
  readonly sumOfSquares: number;
}

/**
 * Half-width of the interval around the sample mean; Infinity while the data cannot exclude any mean (in particular for
 * fewer than two observations).
 *
 * @param alpha Error probability over all n together, in (0, 1).
 * @param rho Precision ρ > 0 of the effect size's mixing law; see `tunedRho`.
 */
export function studentMixtureHalfWidth(sample: SampleSummary, alpha: number, rho: number): number {
  const n = sample.count;
  if (n < 2) return Number.POSITIVE_INFINITY;
  // E_n < 1/α  ⇔  S² < gap·(n+ρ)·V  ⇔  (mean − μ)² < gap·(n+ρ)·Q / (n·(n − gap·(n+ρ))), V = Q + n·(mean − μ)².
  const gap = -Math.expm1((2 * Math.log(alpha) + Math.log(rho / (n + rho))) / n);
  const slack = n - gap * (n + rho);
  if (slack <= 0) return Number.POSITIVE_INFINITY;
  return Math.sqrt((gap * (n + rho) * sample.sumOfSquares) / (n * slack));
}

/** log E_n(μ): the logarithm of the evidence against the mean μ. */
export function studentMixtureLogEvidence(sample: SampleSummary, mean: number, rho: number): number {
  const n = sample.count;
  if (n < 2) return 0;
  const deviation = sample.mean - mean;
  const total = sample.sumOfSquares + n * deviation * deviation;
  // Observations that all equal μ carry no evidence against it.
  if (total === 0) return 0.5 * Math.log(rho / (n + rho));
  const share = (n * n * deviation * deviation) / ((n + rho) * total);
  return 0.5 * Math.log(rho / (n + rho)) - (n / 2) * Math.log1p(-share);
}

/**
 * The ρ that makes the interval narrowest at `count` observations, to 1 % of ρ.
 *
 * Any ρ gives a valid sequence; it must be chosen before the data. Golden-section search on log ρ of the squared
 * half-width at unit sample variance, which is unimodal.
 */
export function tunedRho(count: number, alpha: number): number {
  const width = (logRho: number): number =>
    studentMixtureHalfWidth({ count, mean: 0, sumOfSquares: count - 1 }, alpha, Math.exp(logRho));
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(1e-3);
  let high = Math.log(count);
  while (high - low > 0.01) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    // At large ρ the interval may be unbounded; an unbounded pair lies right of the minimum.
    if (width(left) <= width(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}
