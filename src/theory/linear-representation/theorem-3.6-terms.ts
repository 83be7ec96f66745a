import { invalidInput } from "../../foundation/errors.ts";
import { between0And, conditionNumberOf, nonNegative, positive, sineOf, unitStep, wholeNumber } from "./domains.ts";

/** A step of KFAC on two fresh Gaussian batches, as Theorem 3.6 sees it. */
export interface FiniteBatchSetting {
  /** d, with k ≤ d. */
  readonly inputs: number;
  /** k, with k ≤ d_Y. */
  readonly features: number;
  /** d_Y. */
  readonly outputs: number;
  /** n, samples of each of the two batches. */
  readonly batchSize: number;
  /** δ in (0, 1): the bounds hold with probability of at least 1 − δ, all together. */
  readonly failureProbability: number;
  /** s = dist(G, G⋆) in [0, 1). */
  readonly distance: number;
  /** η_G in [0, 1]; η_F is 1. */
  readonly eta: number;
  /** σ_ε² ≥ 0. */
  readonly noiseVariance: number;
  /** σ_min(F⋆) > 0, for orthonormal rows of G⋆. */
  readonly smallestHeadSingularValue: number;
  /** λ_min(Σ) > 0. */
  readonly smallestEigenvalue: number;
  /** κ(Σ) ≥ 1. */
  readonly conditionNumber: number;
}

/** What the proof of Theorem 3.6 bounds, each in its paper's symbol's place. */
export interface FiniteBatchTerms {
  /** κ̂ ≥ κ(Σ̂), of either batch. */
  readonly sampleConditionNumber: number;
  /** q = (κ̂ − 1)/(2√κ̂) ≥ ‖P⊥Σ̂Gᵀ(GΣ̂Gᵀ)⁻¹‖. */
  readonly leakage: number;
  /** a = √(1 − s²) − sq ≤ σ_min(A), A = G⋆Σ̂Gᵀ(GΣ̂Gᵀ)⁻¹. */
  readonly alignment: number;
  /** σ_F ≤ σ_min(F_LS): Lemma B.5. */
  readonly headSingularValue: number;
  /** e ≥ ‖F⁺N₁‖, N₁ the noise in F_LS. */
  readonly headNoise: number;
  /** ν ≥ ‖F⁺N₂‖, N₂ the noise in the step of G. */
  readonly stepNoise: number;
  /** (1 − η)s + ην ≥ ‖ḠP⊥‖: Proposition B.6. */
  readonly orthogonalPart: number;
  /** β ≥ ‖(Ḡ − G)Gᵀ‖/η. */
  readonly drift: number;
  /** 1 − 2ηβ ≤ λ_min(ḠḠᵀ): Proposition B.7. At most 0 where that says nothing. */
  readonly smallestRowEigenvalue: number;
}

/**
 * The terms of Theorem 3.6 with explicit constants; ℓ = ln(5/δ), P⊥ = I − G⋆ᵀG⋆.
 *
 * Derivation. Five events fail with probability e^−ℓ = δ/5 each. For the n × d Gaussian W of either batch,
 * σ_min(W) ≥ r = √n − √d − √(2ℓ), twice, and for the first σ_max(W) ≤ √n + √d + √(2ℓ): so κ̂ = κ(Σ)(σ_max/r)², and all
 * singular values of XGᵀ are at least √λ_min(Σ)·r. For the noise, Gaussian in a k-dimensional space of samples or in a
 * d-dimensional one, ‖d_Y × k‖ ≤ √d_Y + √k + √(2ℓ) and ‖k × d‖ ≤ √k + √d + √(2ℓ).
 * - F_LS = F⋆A + N₁, A = G⋆Gᵀ + G⋆(I − GᵀG)Σ̂Gᵀ(GΣ̂Gᵀ)⁻¹. The first singular values are at least √(1 − s²); the rest is at
 *   most s times the tangent of the largest angle between w and Σ̂w, q (Kantorovich). Hence a, and
 *   σ_F = σ_min(F⋆)a − ‖N₁‖ with ‖N₁‖ ≤ σ_ε(√d_Y + √k + √(2ℓ))/(√λ_min r); e = ‖N₁‖/σ_F.
 * - Ḡ = (1 − η)G + ηF⁺(F⋆G⋆ + N₂), ν = σ_ε(√d + √k + √(2ℓ))/(σ_F √λ_min r).
 * - F⁺F⋆ = (I − F⁺N₁)A⁻¹ and G⋆Gᵀ = A − Δ, ‖Δ‖ ≤ sq, so that ‖F⁺F⋆G⋆Gᵀ − I‖ ≤ sq/a + e(1 + sq/a); with ν more it is β.
 *   ḠḠᵀ ⪰ I + η(DGᵀ + GDᵀ), D = (Ḡ − G)/η.
 * No κ(F⋆) enters. Rounding is some 16ε beside what a difference of roots loses near the end of the domain.
 *
 * Source: Lemma B.5, Propositions B.6 and B.7 of Zhang et al. 2025, arXiv 2502.01763, with constants made explicit.
 *
 * @throws AsymptopiaError `invalid-input` naming the member; also where the batch, the distance or the noise is such that
 *   r, a or σ_F is not above 0: the theorem then says nothing.
 */
export function finiteBatchTerms(setting: FiniteBatchSetting): FiniteBatchTerms {
  const { inputs, features, outputs, batchSize, distance: s, eta, noiseVariance, conditionNumber } = setting;
  checkFiniteBatch(setting);
  const tail = Math.sqrt(2 * Math.log(5 / setting.failureProbability));
  const spread = Math.sqrt(inputs) + tail;
  const lowest = Math.sqrt(batchSize) - spread;
  if (!(lowest > 0)) throw invalidInput("batchSize", batchSize, `above (√d + √(2 ln(5/δ)))² = ${spread * spread}`);
  const sampleConditionNumber = conditionNumber * ((Math.sqrt(batchSize) + spread) / lowest) ** 2;
  const leakage = (sampleConditionNumber - 1) / (2 * Math.sqrt(sampleConditionNumber));
  const alignment = Math.sqrt((1 - s) * (1 + s)) - s * leakage;
  if (!(alignment > 0)) throw invalidInput("distance", s, `below ${1 / Math.hypot(1, leakage)}, where a vanishes`);

  const perEntry = Math.sqrt(noiseVariance / setting.smallestEigenvalue) / lowest;
  const ofHead = perEntry * (Math.sqrt(outputs) + Math.sqrt(features) + tail);
  const headSingularValue = setting.smallestHeadSingularValue * alignment - ofHead;
  if (!(headSingularValue > 0)) {
    const most = noiseVariance * ((setting.smallestHeadSingularValue * alignment) / ofHead) ** 2;
    throw invalidInput("noiseVariance", noiseVariance, `below ${most}, where the bound on σ_min(F) vanishes`);
  }
  const headNoise = ofHead / headSingularValue;
  const stepNoise = (perEntry * (Math.sqrt(inputs) + Math.sqrt(features) + tail)) / headSingularValue;
  const mixed = (s * leakage) / alignment;
  const drift = mixed + headNoise * (1 + mixed) + stepNoise;
  return {
    sampleConditionNumber,
    leakage,
    alignment,
    headSingularValue,
    headNoise,
    stepNoise,
    orthogonalPart: (1 - eta) * s + eta * stepNoise,
    drift,
    smallestRowEigenvalue: 1 - 2 * eta * drift,
  };
}

/** @throws AsymptopiaError `invalid-input` naming the member that is outside its domain. */
export function checkFiniteBatch(setting: FiniteBatchSetting): void {
  wholeNumber("features", setting.features, 1);
  wholeNumber("inputs", setting.inputs, setting.features);
  wholeNumber("outputs", setting.outputs, setting.features);
  wholeNumber("batchSize", setting.batchSize, 1);
  between0And("failureProbability", setting.failureProbability, 1);
  sineOf("distance", setting.distance);
  unitStep("eta", setting.eta);
  nonNegative("noiseVariance", setting.noiseVariance);
  positive("smallestHeadSingularValue", setting.smallestHeadSingularValue);
  positive("smallestEigenvalue", setting.smallestEigenvalue);
  conditionNumberOf("conditionNumber", setting.conditionNumber);
}
