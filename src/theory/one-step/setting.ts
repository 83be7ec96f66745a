import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Activation } from "../../model/activation.ts";
import type { Population } from "../../model/population.ts";
import { gaussianMoments } from "../gaussian/gaussian-moments.ts";
import { moment } from "../populations/moment.ts";

/** What the limits need to know of the teacher's link σ⋆ at z ~ N(0, m₁), m₁ = ∫ τ dH. */
export interface TeacherMoments {
  /** α⋆ = E σ⋆′(z). */
  readonly derivativeMean: Quantity;
  /** s² = E σ⋆(z)². */
  readonly secondMoment: Quantity;
}

/**
 * One gradient step on n samples of y = σ⋆(β⋆ᵀx) + ε with x ~ N(0, Σ) in d dimensions and β⋆ ~ N(0, I/d) independent
 * of x, as n and d grow with d/n → φ. The link is given as such, or through its moments.
 */
export type OneStepSetting = Sampling & ({ readonly teacher: Activation } | { readonly moments: TeacherMoments });

interface Sampling {
  /** Spectral distribution H of Σ. */
  readonly population: Population;
  /** Aspect ratio φ, above 0. */
  readonly phi: number;
  /** σ_ε², at least 0, in the unit of y². */
  readonly noiseVariance: number;
}

/** A setting after its checks, with m₁. */
export interface CheckedSetting extends Sampling {
  readonly moments: TeacherMoments;
  readonly mean: Quantity;
}

/**
 * @throws AsymptopiaError `invalid-input` for a member outside its domain, and for moments with s² < α⋆²m₁ beyond their
 *   errors: no link has them at this population.
 */
export function checkSetting(setting: OneStepSetting): CheckedSetting {
  const { population, phi, noiseVariance } = setting;
  if (!(phi > 0 && Number.isFinite(phi))) throw invalidInput("phi", phi, "a finite number above 0");
  if (!(noiseVariance >= 0 && Number.isFinite(noiseVariance))) {
    throw invalidInput("noiseVariance", noiseVariance, "a finite number of at least 0");
  }
  const mean = moment(population, 1);
  const moments = "teacher" in setting ? gaussianMoments(setting.teacher, mean.value) : setting.moments;
  checkMoments(moments, mean);
  return { population, phi, noiseVariance, moments, mean };
}

function checkMoments(moments: TeacherMoments, mean: Quantity): void {
  const alpha = moments.derivativeMean.value;
  if (!Number.isFinite(alpha)) throw invalidInput("moments.derivativeMean", alpha, "a finite number");
  const second = moments.secondMoment.value;
  if (!(second >= 0 && Number.isFinite(second))) {
    throw invalidInput("moments.secondMoment", second, "a finite number of at least 0");
  }
  const least = alpha * alpha * mean.value;
  if (second < least * (1 - 1e-9) - residualError(moments, mean)) {
    throw invalidInput("moments.secondMoment", second, `at least derivativeMean²·m₁ = ${least} (Cauchy and Schwarz)`);
  }
}

/**
 * u² = s² − α⋆²m₁ + σ_ε²: the variance of y that β⋆ᵀx does not explain linearly, plus the squared mean of y. The
 * difference is at least 0 by Cauchy and Schwarz, and 0 for a linear teacher, where rounding may leave it below.
 */
export function unexplainedVariance({ moments, noiseVariance, mean }: CheckedSetting): Quantity {
  const alpha = moments.derivativeMean.value;
  const value = Math.max(0, moments.secondMoment.value - alpha * alpha * mean.value) + noiseVariance;
  return { value, error: residualError(moments, mean) + Number.EPSILON * value, status: worst(moments, mean) };
}

function residualError({ derivativeMean, secondMoment }: TeacherMoments, mean: Quantity): number {
  const alpha = Math.abs(derivativeMean.value);
  const rounding = 4 * Number.EPSILON * (secondMoment.value + alpha * alpha * mean.value);
  const ofAlpha = (2 * alpha + derivativeMean.error) * mean.value * derivativeMean.error;
  return secondMoment.error + ofAlpha + alpha * alpha * mean.error + rounding;
}

/** `ok` where all that enters is. */
export function worst(moments: TeacherMoments, ...others: readonly Quantity[]): Quantity["status"] {
  const all = [moments.derivativeMean, moments.secondMoment, ...others];
  return all.every(({ status }) => status === "ok") ? "ok" : "inaccurate";
}
