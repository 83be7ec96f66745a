import type { Quantity } from "../../foundation/quantity.ts";
import { moment } from "../populations/moment.ts";
import { correlation } from "./correlation.ts";
import { type CheckedSetting, checkSetting, type OneStepSetting, worst } from "./setting.ts";

const eps = Number.EPSILON;

/**
 * Limit of the correlation between β⋆ and β_SGD = Xᵀy/n, the direction of one full-batch gradient step:
 * α⋆m₁/√(α⋆²m₂ + φm₁(s² + σ_ε²)). It has the sign of α⋆ and is exactly 0 where α⋆ is.
 *
 * `status` is `ok` where the estimated absolute error is at most 1e-11 and the moments are `ok`.
 *
 * Source: Lemma 3.10 of Zhang et al. 2025, arXiv 2502.01763.
 *
 * @throws AsymptopiaError `invalid-input` where a member of `setting` is outside its domain.
 */
export function sgdCorrelation(setting: OneStepSetting): Quantity {
  const checked = checkSetting(setting);
  return correlation(innerProduct(checked), squaredNorm(checked));
}

/** Limit of ⟨β⋆, β_SGD⟩: α⋆m₁. Source and errors as for `sgdCorrelation`. */
export function sgdInnerProduct(setting: OneStepSetting): Quantity {
  return innerProduct(checkSetting(setting));
}

/**
 * Limit of ‖β_SGD‖²: α⋆²(m₂ + φm₁²) + φm₁u² with u² = s² − α⋆²m₁ + σ_ε², which is α⋆²m₂ + φm₁(s² + σ_ε²), a sum of
 * positive terms. Source and errors as for `sgdCorrelation`.
 */
export function sgdSquaredNorm(setting: OneStepSetting): Quantity {
  return squaredNorm(checkSetting(setting));
}

function innerProduct({ moments, mean }: CheckedSetting): Quantity {
  const { value: alpha, error: alphaError } = moments.derivativeMean;
  const value = alpha * mean.value;
  const error = alphaError * mean.value + Math.abs(alpha) * mean.error + eps * Math.abs(value);
  return { value, error, status: worst(moments, mean) };
}

function squaredNorm({ population, phi, noiseVariance, moments, mean }: CheckedSetting): Quantity {
  const { value: alpha, error: alphaError } = moments.derivativeMean;
  const second = moment(population, 2);
  const power = moments.secondMoment.value + noiseVariance;
  const signal = alpha * alpha * second.value;
  const noise = phi * mean.value * power;
  const error =
    (2 * Math.abs(alpha) + alphaError) * alphaError * second.value +
    alpha * alpha * second.error +
    phi * (mean.error * power + mean.value * moments.secondMoment.error) +
    4 * eps * (signal + noise);
  return { value: signal + noise, error, status: worst(moments, mean, second) };
}
