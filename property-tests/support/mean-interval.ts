import { studentMixtureHalfWidth, tunedRho } from "../../src/verification/confidence-sequence/student-mixture.ts";
import { RunningSample } from "../../src/verification/sample.ts";

export interface MeanInterval {
  readonly centre: number;
  readonly halfWidth: number;
}

/**
 * The interval for the mean that the verdicts use, at the size of the sample.
 *
 * For Gaussian summands it misses the mean with probability at most `alpha`. A skewness γ multiplies the probability of
 * the worse side by about exp(γ·x³/(3·√n)), x being the half-width in standard errors: Cramér's correction for
 * studentised means (Jing, Shao and Wang, Ann. Probab. 31 (2003), 2167–2215).
 */
export function meanInterval(sample: readonly number[], alpha: number): MeanInterval {
  const summary = new RunningSample();
  for (const value of sample) summary.add(value);
  return { centre: summary.mean, halfWidth: studentMixtureHalfWidth(summary, alpha, tunedRho(sample.length, alpha)) };
}
