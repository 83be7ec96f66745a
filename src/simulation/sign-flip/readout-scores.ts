import erf from "@stdlib/math-base-special-erf";
import type { ClassLaw } from "./sign-flip-task.ts";

/** How a readout does on the population: no test samples are drawn. */
export interface ReadoutScores {
  /** Mean of y·wᵀx over its standard deviation given the class, as in training. */
  readonly margin: number;
  /** The same with the spurious sign flipped. */
  readonly oodMargin: number;
  /** P(sign wᵀx = y) = Φ(margin). */
  readonly accuracy: number;
  readonly oodAccuracy: number;
  /** E(y − wᵀx)². */
  readonly squaredError: number;
  readonly oodSquaredError: number;
}

export function readoutScores(weights: Float64Array, law: ClassLaw): ReadoutScores {
  const variance = weights.reduce((sum, weight, i) => sum + (weight * law.deviations[i]) ** 2, 0);
  const along = (means: Float64Array) => weights.reduce((sum, weight, i) => sum + weight * means[i], 0);
  const [mean, flipped] = [along(law.means), along(law.flippedMeans)];
  const margin = mean / Math.sqrt(variance);
  const oodMargin = flipped / Math.sqrt(variance);
  return {
    margin,
    oodMargin,
    accuracy: normalDistribution(margin),
    oodAccuracy: normalDistribution(oodMargin),
    squaredError: (1 - mean) ** 2 + variance,
    oodSquaredError: (1 - flipped) ** 2 + variance,
  };
}

/** Φ, to an absolute error of a few ε. */
export function normalDistribution(at: number): number {
  return (1 + erf(at / Math.SQRT2)) / 2;
}
