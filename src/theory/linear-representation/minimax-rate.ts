import { conditionNumberOf, wholeNumber } from "./domains.ts";

/** What the best step size makes of a condition number. */
export interface MinimaxRate {
  /** (κ − 1)/(κ + 1), the factor by which a step multiplies the distance in the worst direction; to 2ε. */
  readonly rate: number;
  /** 1 − rate = 2/(κ + 1), to ε: where κ is large, this has the digits that the rate has not. */
  readonly gap: number;
  /** ηλ_max = 2κ/(κ + 1), the step size that reaches it, in the unit 1/λ_max; to 2ε. */
  readonly stepSize: number;
}

/**
 * The least local rate of gradient descent over all step sizes: min over η of max over λ in [λ_min, λ_max] of |1 − ηλ|,
 * reached at η = 2/(λ_min + λ_max), where both ends weigh the same.
 *
 * For AMGD at Σ = I, κ is the condition number of F⋆ᵀF⋆, and rateᵀ is the limit as s̄ → 0 of inf over η, sup over starts
 * at a distance up to s̄, of dist_T/dist₀. For other Σ and one-sided preconditioning see `localRate`.
 *
 * Source: Proposition 3.5 of Zhang et al. 2025, arXiv 2502.01763, with the sharp constant.
 *
 * @param conditionNumber κ ≥ 1, a ratio of eigenvalues (not of singular values of F⋆).
 * @throws AsymptopiaError `invalid-input` naming the argument.
 */
export function minimaxRate(conditionNumber: number): MinimaxRate {
  conditionNumberOf("conditionNumber", conditionNumber);
  return {
    rate: (conditionNumber - 1) / (conditionNumber + 1),
    gap: 2 / (conditionNumber + 1),
    stepSize: 2 / (1 + 1 / conditionNumber),
  };
}

/**
 * ((κ − 1)/(κ + 1))ᵀ, T = `steps`, to a relative error of (4 + 4T/κ)ε for κ ≥ 3 and 4Tε below: the sharp factor of T
 * steps of gradient descent at the best step size. It underflows to 0.
 *
 * @throws AsymptopiaError `invalid-input` naming the argument.
 */
export function minimaxContraction(conditionNumber: number, steps: number): number {
  const { rate, gap } = minimaxRate(conditionNumber);
  return powerOfRate(rate, gap, wholeNumber("steps", steps, 0));
}

/** rateᵀ by way of the logarithm of 1 − gap where that is the more accurate of the two; 1 for T = 0. */
export function powerOfRate(rate: number, gap: number, steps: number): number {
  return rate < 0.5 ? rate ** steps : Math.exp(steps * Math.log1p(-gap));
}
