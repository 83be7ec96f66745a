import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { type DenseMatrix, multiply } from "../../linalg/index.ts";
import { checkedCovariance } from "./covariance.ts";
import { nonNegative, wholeNumber } from "./domains.ts";
import { sinesBetween } from "./principal-angles.ts";
import { finiteMatrix, orthogonalPart, rowBasis } from "./row-basis.ts";

/** A new task on a representation that was learned elsewhere. */
export interface TransferSetting {
  /** Ĝ, k′ × d, of full row rank; only its row space matters. */
  readonly features: DenseMatrix;
  /** F⋆, d_Y × k, of the new task. */
  readonly teacherHead: DenseMatrix;
  /** G⋆, k × d, of full row rank. */
  readonly teacherFeatures: DenseMatrix;
  /** Σ, d × d, of the new task's Gaussian inputs. */
  readonly covariance: DenseMatrix;
  /** n, samples of the new task; above k′ + 1. */
  readonly samples: number;
  /** σ_ε² ≥ 0, of each output. */
  readonly noiseVariance: number;
}

/** The expected excess risk E ‖F̂Ĝx − F⋆G⋆x‖², summed over outputs, and its parts. */
export interface TransferRisk {
  /** bias + (bias + σ_ε²d_Y) k′/(n − k′ − 1). */
  readonly risk: Quantity;
  /** B, the risk of the best head on Ĝ: 0 exactly where row(Ĝ) contains row(M). */
  readonly bias: Quantity;
  /** (B + σ_ε²d_Y) k′/(n − k′ − 1), what it costs to fit the head. */
  readonly variance: Quantity;
  /** ‖F⋆‖_F² λ_max(Σ) dist(Ĝ, G⋆)² ≥ B, for orthonormal rows of G⋆; for k′ = k. */
  readonly biasBound?: Quantity;
}

/**
 * The expected excess risk of least squares on the features Ĝx, for a new task y = F⋆G⋆x + ε with n samples of Gaussian
 * x; exact at every n > k′ + 1: B + (B + σ_ε²d_Y) k′/(n − k′ − 1).
 *
 * Derivation: with M = F⋆G⋆ and F∞ = MΣĜᵀ(ĜΣĜᵀ)⁻¹, the residual (M − F∞Ĝ)x is Gaussian and uncorrelated with z = Ĝx, so
 * independent of it, and joins the noise: a total variance of B + σ_ε²d_Y with B = tr (M − F∞Ĝ)Σ(M − F∞Ĝ)ᵀ. Fitting
 * multiplies it by E tr S(ZᵀZ)⁻¹ = k′/(n − k′ − 1), the mean of an inverse Wishart matrix. B is ‖M L(I − Π)‖_F² for
 * Σ = L Lᵀ and Π the projection on row(ĜL), which is how it is computed: what is small is not found as a difference of
 * what is large. Then ‖F⋆(G⋆ − AĜ)‖ with the A that projects G⋆ orthogonally bounds it.
 *
 * B has a relative error of the order √d·ε·κ(Σ) and an absolute one of the order (d·ε·κ(ĜL)‖ML‖_F)²; a status is `ok` for
 * errors up to 1e-11 beside max(1, value).
 *
 * Source: Lemma 3.7 of Zhang et al. 2025, arXiv 2502.01763, in exact form.
 *
 * @throws AsymptopiaError `invalid-input` naming the member, also for dependent rows.
 */
export function transferRisk(setting: TransferSetting): TransferRisk {
  const { features, teacherHead, teacherFeatures, covariance, samples, noiseVariance } = setting;
  nonNegative("noiseVariance", noiseVariance);
  const representation = rowBasis("features", features);
  const { rows: used, columns: d } = representation.basis;
  wholeNumber("samples", samples, used + 2);
  const teacher = rowBasis("teacherFeatures", teacherFeatures);
  if (teacherFeatures.columns !== d) {
    throw invalidInput("teacherFeatures.columns", teacherFeatures.columns, `${d}, as features has`);
  }
  finiteMatrix("teacherHead", teacherHead);
  if (teacherHead.columns !== teacherFeatures.rows) {
    throw invalidInput(
      "teacherHead.columns",
      teacherHead.columns,
      `${teacherFeatures.rows}, as many as teacherFeatures has rows`,
    );
  }
  const { factor, largest, relativeError } = checkedCovariance(covariance, d);

  const head = multiply(teacherHead, teacher.mixing);
  const target = multiply(head, multiply(teacher.basis, factor));
  const seen = rowBasis("features", multiply(representation.basis, factor));
  const residual = orthogonalPart(target, seen.basis);
  const bias = sumOfSquares(residual);
  // A direction of the row space that is off by an angle α leaves α·‖ML‖.
  const off = 8 * d * Number.EPSILON * (seen.condition + representation.condition) * Math.sqrt(sumOfSquares(target));
  const biasError = 4 * relativeError * bias + off * (2 * Math.sqrt(bias) + off);

  const ratio = used / (samples - used - 1);
  const variance = (bias + noiseVariance * teacherHead.rows) * ratio;
  const varianceError = biasError * ratio + 4 * Number.EPSILON * variance;
  const risk = bias + variance;
  const parts = {
    risk: quantity(risk, biasError + varianceError + Number.EPSILON * risk),
    bias: quantity(bias, biasError),
    variance: quantity(variance, varianceError),
  };
  if (used !== teacherFeatures.rows) return parts;
  const distance = sinesBetween(representation, teacher)[0];
  const scale = sumOfSquares(head) * largest;
  const bound = scale * distance.value ** 2;
  const boundError = scale * distance.error * (2 * distance.value + distance.error) + relativeError * bound;
  return { ...parts, biasBound: quantity(bound, boundError) };
}

/**
 * σ_ε²d_Y d/(n − d − 1), the expected excess risk of least squares on the d inputs themselves, without a representation;
 * exact at every n > d + 1 for Gaussian inputs and every Σ. To 4ε.
 *
 * @throws AsymptopiaError `invalid-input` naming the member.
 */
export function fromScratchRisk(setting: {
  readonly inputs: number;
  readonly outputs: number;
  readonly samples: number;
  readonly noiseVariance: number;
}): number {
  const { inputs, outputs, samples, noiseVariance } = setting;
  nonNegative("noiseVariance", noiseVariance);
  wholeNumber("inputs", inputs, 1);
  wholeNumber("outputs", outputs, 1);
  wholeNumber("samples", samples, inputs + 2);
  return noiseVariance * outputs * (inputs / (samples - inputs - 1));
}

function sumOfSquares({ data }: DenseMatrix): number {
  return data.reduce((sum, entry) => sum + entry * entry, 0);
}

function quantity(value: number, error: number): Quantity {
  if (!Number.isFinite(value)) throw invalidInput("noiseVariance", value, "so small that the risk is finite");
  return { value, error, status: error <= 1e-11 * Math.max(1, value) ? "ok" : "inaccurate" };
}
