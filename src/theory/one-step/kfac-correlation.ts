import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { type SilversteinSolution, solveSilverstein } from "../silverstein/solve.ts";
import { correlation } from "./correlation.ts";
import { type CheckedSetting, checkSetting, type OneStepSetting, unexplainedVariance, worst } from "./setting.ts";
import { sgdCorrelation } from "./sgd-correlation.ts";

const eps = Number.EPSILON;

/** `lambda`: damping λ of the input covariance's estimate, above 0, in the unit of an eigenvalue. */
export type DampedOneStepSetting = OneStepSetting & { readonly lambda: number };

/**
 * Limit of the correlation between β⋆ and β_KFAC = (Σ̂ + λ)⁻¹Xᵀy/n, the direction of one damped KFAC step:
 * α⋆(1 − λm)/√(α⋆²(1 − 2λm + λ²m′) + φu²(m − λm′)) with m, m′ the Stieltjes transform of the sample spectrum and its
 * derivative at −λ, and u² = s² − α⋆²m₁ + σ_ε². It has the sign of α⋆ and is exactly 0 where α⋆ is. As λ → ∞ it tends
 * to `sgdCorrelation`, which it is to all digits for λ above 1e20 times the largest eigenvalue and φ.
 *
 * Nothing cancels here: with D = df₁ − df₂ at the effective ridge κ, 1 − λm = df₁, 1 − 2λm + λ²m′ = df₂ + φκ′D² and
 * m − λm′ = κ′D/κ. `status` is `ok` where the estimated absolute error is at most 1e-11 and all inputs are `ok`.
 *
 * Source: Lemma 3.12 of Zhang et al. 2025, arXiv 2502.01763.
 *
 * @throws AsymptopiaError `invalid-input` where a member of `setting` is outside its domain, and what
 *   `solveSilverstein` throws.
 */
export function kfacCorrelation(setting: DampedOneStepSetting): Quantity {
  const checked = checkDamped(setting);
  const largest = checked.population.quantile(1) * Math.max(1, checked.phi);
  // Here the squares below would lose their digits to underflow first.
  if (checked.lambda > 1e20 * largest) return sgdCorrelation(checked);
  const solution = solveSilverstein(checked.population, checked.phi, checked.lambda);
  return correlation(innerProduct(checked, solution), squaredNorm(checked, solution));
}

/** Limit of ⟨β⋆, β_KFAC⟩: α⋆(1 − λm). Source and errors as for `kfacCorrelation`. */
export function kfacInnerProduct(setting: DampedOneStepSetting): Quantity {
  const checked = checkDamped(setting);
  return innerProduct(checked, solveSilverstein(checked.population, checked.phi, checked.lambda));
}

/** Limit of ‖β_KFAC‖²: α⋆²(1 − 2λm + λ²m′) + φu²(m − λm′). Source and errors as for `kfacCorrelation`. */
export function kfacSquaredNorm(setting: DampedOneStepSetting): Quantity {
  const checked = checkDamped(setting);
  return squaredNorm(checked, solveSilverstein(checked.population, checked.phi, checked.lambda));
}

function checkDamped(setting: DampedOneStepSetting): CheckedSetting & { readonly lambda: number } {
  const { lambda } = setting;
  if (!(lambda > 0 && Number.isFinite(lambda))) throw invalidInput("lambda", lambda, "a finite number above 0");
  return { ...checkSetting(setting), lambda };
}

function innerProduct({ moments }: CheckedSetting, { degreesOfFreedom }: SilversteinSolution): Quantity {
  const { value: alpha, error: alphaError } = moments.derivativeMean;
  const value = alpha * degreesOfFreedom.value;
  const error = alphaError * degreesOfFreedom.value + Math.abs(alpha) * degreesOfFreedom.error + eps * Math.abs(value);
  return { value, error, status: worst(moments, degreesOfFreedom) };
}

function squaredNorm(setting: CheckedSetting, solution: SilversteinSolution): Quantity {
  const { phi, moments } = setting;
  const { value: alpha, error: alphaError } = moments.derivativeMean;
  const { kappa, kappaDerivative, squaredDegreesOfFreedom, degreesOfFreedomGap: gap } = solution;
  const rest = unexplainedVariance(setting);

  const excess = phi * kappaDerivative.value * gap.value * gap.value;
  const signal = squaredDegreesOfFreedom.value + excess;
  const signalError =
    squaredDegreesOfFreedom.error + excess * (relative(kappaDerivative) + 2 * relative(gap) + 4 * eps);

  const perVariance = (phi * kappaDerivative.value * gap.value) / kappa.value;
  const perVarianceError = perVariance * (relative(kappaDerivative) + relative(gap) + relative(kappa) + 4 * eps);

  const value = alpha * alpha * signal + rest.value * perVariance;
  const error =
    (2 * Math.abs(alpha) + alphaError) * alphaError * signal +
    alpha * alpha * signalError +
    rest.error * perVariance +
    rest.value * perVarianceError +
    4 * eps * value;
  const status = worst(moments, rest, kappa, kappaDerivative, squaredDegreesOfFreedom, gap);
  return { value, error, status };
}

/** Relative error of a quantity above 0. */
function relative({ value, error }: Quantity): number {
  return error / value;
}
