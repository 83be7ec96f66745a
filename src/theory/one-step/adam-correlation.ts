import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { integrateAgainst } from "../populations/integrate-against.ts";
import { checkSetting, type OneStepSetting, worst } from "./setting.ts";
import { sgdCorrelation } from "./sgd-correlation.ts";

/** √(2/π), the correlation of a Gaussian with its sign. */
const signCorrelation = Math.sqrt(2 / Math.PI);

/** Where Σ's eigenvectors are: along the coordinates, or independent of them and uniform. */
export const eigenbases = ["coordinates", "haar"] as const;

export type Eigenbasis = (typeof eigenbases)[number];

/**
 * Limit of the correlation between β⋆ and the signs of β_SGD = Xᵀy/n, which is the direction of Adam's first step (and of
 * sign descent): unlike the SGD step it depends on where Σ's eigenvectors are.
 *
 * - Along the coordinates: √(2/π) ∫ α⋆τ/√(α⋆²τ² + φτ(s² + σ_ε²)) dH(τ).
 * - In a Haar eigenbasis: √(2/π) times `sgdCorrelation`.
 *
 * Derivation: a coordinate j of β_SGD is, given all others, Gaussian with mean α⋆τⱼβ⋆ⱼ and variance τⱼ(s² + σ_ε²)/n in the
 * limit, β⋆ⱼ ~ N(0, 1/d); and E[sign(u)b] = √(2/π)·E[ub]/√E[u²] for jointly Gaussian u, b. In a Haar basis every
 * coordinate has the same law, with the average moments, those of the SGD step. As φ → 0 the first tends to √(2/π) and
 * SGD to m₁/√m₂, so that signs are better exactly where m₁/√m₂ < √(2/π): at strong anisotropy, up to a factor that is
 * bounded away from 1 whatever the number of samples.
 *
 * `status` is `ok` where the estimated absolute error is at most 1e-11 and all inputs are `ok`.
 *
 * @param setting the teacher's link, population, aspect ratio and noise, as for `sgdCorrelation`.
 * @throws AsymptopiaError `invalid-input` naming the member.
 */
export function adamCorrelation(setting: OneStepSetting, eigenbasis: Eigenbasis): Quantity {
  if (!eigenbases.includes(eigenbasis)) {
    throw invalidInput("eigenbasis", eigenbasis, `a place of eigenvectors: ${eigenbases.join(", ")}`);
  }
  if (eigenbasis === "haar") {
    const { value, error, status } = sgdCorrelation(setting);
    return { value: signCorrelation * value, error: signCorrelation * error + Number.EPSILON, status };
  }
  const { population, phi, noiseVariance, moments, mean } = checkSetting(setting);
  const { value: alpha, error: alphaError } = moments.derivativeMean;
  const total = moments.secondMoment.value + noiseVariance;
  if (alpha === 0) {
    // √(2/π)·|α⋆|∫ √τ dH/√(φ(s² + σ_ε²)) bounds it from above, and the root's mean is at most √m₁.
    const error = alphaError === 0 ? 0 : Math.min(1, alphaError * Math.sqrt(mean.value / (phi * total)));
    return { value: 0, error, status: worst(moments) === "ok" && error <= 1e-11 ? "ok" : "inaccurate" };
  }
  // A quotient of roots, since α⋆² may underflow.
  const power = (Math.sqrt(phi * total) / alpha) ** 2;
  // The integrand √(τ/(τ + power)), with its sign apart, changes by at most half of the power's relative error.
  const average = integrateAgainst(population, (tau) => (tau === 0 ? 0 : Math.sqrt(tau / (tau + power))));
  const relative =
    Math.abs(alphaError / alpha) +
    moments.secondMoment.error / (2 * Math.max(moments.secondMoment.value, Number.MIN_VALUE)) +
    4 * Number.EPSILON;
  const value = Math.sign(alpha) * signCorrelation * average.value;
  const error = signCorrelation * average.error + Math.abs(value) * relative;
  const ok = worst(moments, average) === "ok" && error <= 1e-11;
  return { value, error: Math.min(2, error), status: ok ? "ok" : "inaccurate" };
}
