import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import {
  checkFiniteBatch,
  type FiniteBatchSetting,
  type FiniteBatchTerms,
  finiteBatchTerms,
} from "./theorem-3.6-terms.ts";

/** The bound of Theorem 3.6 and what it is made of. */
export interface KfacDistanceBound {
  /** [(1 − η)s + ην]/√(1 − 2ηβ): dist(G₊, G⋆) is at most that with probability of at least 1 − δ. */
  readonly bound: number;
  readonly terms: FiniteBatchTerms;
}

/**
 * An upper bound on dist(G₊, G⋆) after one KFAC step on two fresh batches of n, with probability of at least 1 − δ, for
 * any Σ and κ(F⋆): [(1 − η)s + ην]/√(1 − 2ηβ), in the terms of `finiteBatchTerms`.
 *
 * Derivation: orthonormalising multiplies ḠP⊥ by (ḠḠᵀ)^-½, so that dist₊ ≤ ‖ḠP⊥‖/√λ_min(ḠḠᵀ). It needs 2ηβ < 1 alone;
 * the paper's form (1 − .9η)s + … needs β ≤ .1, and for it see `kfacBasinBound`. It is not cut off at 1.
 *
 * Source: Theorem 3.6 of Zhang et al. 2025, arXiv 2502.01763, with constants made explicit.
 *
 * @throws AsymptopiaError `invalid-input` naming the member, as `finiteBatchTerms` and where 2ηβ ≥ 1: the theorem then
 *   says nothing.
 */
export function kfacDistanceBound(setting: FiniteBatchSetting): KfacDistanceBound {
  const terms = finiteBatchTerms(setting);
  const { eta, batchSize } = setting;
  if (!(terms.smallestRowEigenvalue > 0)) {
    const accepted = "so large, and distance so small, that 2ηβ is below 1";
    throw new AsymptopiaError(
      "invalid-input",
      `batchSize must be ${accepted}: with ${batchSize} samples it is ${2 * eta * terms.drift}`,
      { field: "batchSize", value: batchSize, accepted },
    );
  }
  return { bound: terms.orthogonalPart / Math.sqrt(terms.smallestRowEigenvalue), terms };
}

/** The conditions under which `kfacBasinBound` holds. */
export interface KfacBasin {
  /** 1/(25√κ(Σ)), the largest distance. */
  readonly distance: number;
  /** The least batch size, a real number. */
  readonly batchSize: number;
}

/**
 * A basin in which Theorem 3.6 applies with β ≤ .1: s ≤ 1/(25√κ(Σ)), n ≥ 8d + 16ℓ and
 * n ≥ 5·10⁴(d + d_Y + 2ℓ)σ_ε²/(σ_min(F⋆)² λ_min(Σ)), ℓ = ln(5/δ).
 *
 * Derivation: the second gives √d + √(2ℓ) ≤ √n/2, hence κ̂ ≤ 9κ(Σ), q ≤ 1.5√κ(Σ), sq ≤ .06 and a ≥ .939. The third gives
 * σ_ε/(√λ_min r) ≤ 2σ_min(F⋆)/√(5·10⁴(d + d_Y + 2ℓ)); a sum of three roots is at most √(3(d + d_Y + 2ℓ)) as k ≤ d and
 * k ≤ d_Y, so that ‖N₁‖ ≤ .0155σ_min(F⋆), σ_F ≥ .923σ_min(F⋆), e ≤ .0168, ν ≤ .0168 and β ≤ .0986.
 *
 * @throws AsymptopiaError `invalid-input` naming the member.
 */
export function kfacBasin(setting: Omit<FiniteBatchSetting, "distance" | "batchSize" | "eta">): KfacBasin {
  checkFiniteBatch({ ...setting, distance: 0, batchSize: 1, eta: 0 });
  const { inputs, outputs, noiseVariance, smallestHeadSingularValue, smallestEigenvalue, conditionNumber } = setting;
  const logarithm = Math.log(5 / setting.failureProbability);
  const share = noiseVariance / smallestEigenvalue / smallestHeadSingularValue / smallestHeadSingularValue;
  return {
    distance: 1 / (25 * Math.sqrt(conditionNumber)),
    batchSize: Math.max(8 * inputs + 16 * logarithm, 5e4 * (inputs + outputs + 2 * logarithm) * share),
  };
}

/**
 * (1 − .9η)s + 11ησ_ε√((d + ℓ)/n)/(σ_min(F⋆)√λ_min(Σ)), the simple form of Theorem 3.6 within `kfacBasin`; ℓ = ln(5/δ).
 *
 * Derivation: with 2ηβ ≤ .2η the first term is Lemma B.8 with a = .9, b = .2. For the second, √d + √k + √(2ℓ) ≤
 * √(6(d + ℓ)), so that ν/√.8 ≤ 5.94σ_ε√((d + ℓ)/n)/(σ_min(F⋆)√λ_min(Σ)): the constant 6 would do.
 *
 * @throws AsymptopiaError `invalid-input` naming the member, also for a setting outside of the basin.
 */
export function kfacBasinBound(setting: FiniteBatchSetting): number {
  checkFiniteBatch(setting);
  const basin = kfacBasin(setting);
  const { distance, batchSize, eta, inputs, noiseVariance, smallestEigenvalue, smallestHeadSingularValue } = setting;
  if (!(distance <= basin.distance)) throw invalidInput("distance", distance, `at most ${basin.distance}`);
  if (!(batchSize >= basin.batchSize)) throw invalidInput("batchSize", batchSize, `at least ${basin.batchSize}`);
  const logarithm = Math.log(5 / setting.failureProbability);
  const noise = Math.sqrt((noiseVariance / smallestEigenvalue) * ((inputs + logarithm) / batchSize));
  return (1 - 0.9 * eta) * distance + (11 * eta * noise) / smallestHeadSingularValue;
}
