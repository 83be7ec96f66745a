/**
 * Asymptotic confidence sequence for the mean of i.i.d. observations of positive, finite, unknown variance.
 *
 * The sub-Gaussian boundary u of `subgaussian-mixture.ts` in the intrinsic time n of standardised observations, with the
 * sample's standard deviation s in place of σ:
 *
 *   half-width = s · u(n)/n = s · √((n+ρ)·log((n+ρ)/(ρα²)))/n,
 *
 * which is s·√(2(nτ²+1)/(n²τ²) · log(√(nτ²+1)/α)) in the variable τ² = 1/ρ of the source. The sums of such observations
 * can be coupled with a Brownian motion so closely that the difference is of smaller order than the half-width.
 *
 * What α covers: the excursions of that Brownian motion, at all n together. It is not the error probability at any finite
 * sample size, which may be larger, and is larger the more skewed the observations are; it becomes right as the first look
 * moves to infinity (with ρ in proportion). Hence the burn-in, before which nothing is excluded. It does not make up for
 * skewness: at every n from 200 to 3000, standard log-normal observations (skewness 6.2) excluded their mean in 6.5, 2.9
 * and .7 % of sequences at α = 5, 1 and .1 %, and Gaussian ones in 2.9, .5 and .05 %. Observations in a known range have an
 * exact sequence: `bounded-mean.ts`.
 *
 * Source: I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy and A. Ramdas, "Time-uniform central limit theory and
 * asymptotic confidence sequences", Annals of Statistics 52 (2024) 2613–2640.
 */
import { checkErrorProbability, checkPositive } from "./check-arguments.ts";
import type { SampleSummary } from "./student-mixture.ts";
import { subgaussianBoundary } from "./subgaussian-mixture.ts";

/** Observations below which the sequence excludes nothing. */
export const asymptoticBurnIn = 200;

/**
 * Half-width of the asymptotic interval around the sample mean; Infinity below `asymptoticBurnIn` observations, and while
 * all observations are equal, which says nothing of the variance: a rare value may not have come yet.
 *
 * @param alpha Error probability over all n together, in (0, 1), in the limit described above.
 * @param rho ρ > 0, in observations; `subgaussianRho(n, alpha)` makes the interval narrow at n. To be chosen before the
 *   data.
 * @throws AsymptopiaError `invalid-input` for `alpha` or `rho` outside its domain.
 */
export function asymptoticMixtureHalfWidth(sample: SampleSummary, alpha: number, rho: number): number {
  checkErrorProbability(alpha);
  checkPositive("rho", rho);
  const { count, sumOfSquares } = sample;
  if (count < asymptoticBurnIn || sumOfSquares === 0) return Number.POSITIVE_INFINITY;
  return (Math.sqrt(sumOfSquares / (count - 1)) * subgaussianBoundary(count, alpha, rho)) / count;
}
