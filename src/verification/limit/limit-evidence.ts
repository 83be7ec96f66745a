import { StudentSequence } from "../confidence-sequence/student-sequence.ts";
import { extrapolationWeights } from "../ladder/extrapolation.ts";
import { LadderEvidence } from "../ladder/ladder-evidence.ts";
import type { ReadObservable } from "../sequential/evidence.ts";
import type { Looks } from "../sequential/looks.ts";

/**
 * Units before the first look. A unit is a mean over many columns and so nearly Gaussian, but at error levels near 1e-5
 * the mean of a few of them still shows the skewness; from here on the t-statistic does not. A budget below it buys one
 * look, at its end; below 14 units, at α of 1e-3 or less, the interval is unbounded and decides nothing.
 */
export const burnIn = 64;

export const limitLooks: Looks = { first: burnIn, growth: 1.25, step: 16, leap: 2 };

/** One point of a limit claim in numbers alone. */
export interface LimitProblem {
  readonly observable: string;
  /** Ladder of sizes, ascending. */
  readonly sizes: readonly number[];
  /** The formula at each size's realised problem. */
  readonly theoryAtSizes: readonly number[];
  /** q of the finite-size bias c·size^(−q). */
  readonly finiteSizeExponent: number;
  /** Absolute equivalence margin. */
  readonly margin: number;
  /** Absolute bound on what the extrapolation leaves of the bias, numerical error of theory included. */
  readonly residualBias: number;
  /** This point's share of the familywise error. */
  readonly alpha: number;
  /** Units after which the point stays undecided. */
  readonly mostUnits: number;
}

/** What a limit reads of every replicate. */
export function limitReads({ observable }: Pick<LimitProblem, "observable">): readonly ReadObservable[] {
  return [{ name: observable, form: "number" }];
}

/**
 * The evidence on a limit: the intercepts Σ_s w_s·(observed_s − theory_s), whose mean is the error of the formula in the
 * limit up to the residual bias, are to lie within ± margin.
 */
export function limitEvidence(problem: LimitProblem): LadderEvidence<StudentSequence> {
  const { observable, sizes, theoryAtSizes, finiteSizeExponent, margin, residualBias, alpha, mostUnits } = problem;
  return new LadderEvidence({
    reads: limitReads(problem),
    value: (observations, s) => (observations[observable] as number) - theoryAtSizes[s],
    weights: extrapolationWeights(sizes, finiteSizeExponent),
    weightsWithoutSmallest: sizes.length < 3 ? null : extrapolationWeights(sizes.slice(1), finiteSizeExponent),
    accepted: [-margin, margin],
    residualBias,
    // Tuned alike for every budget: tuned for a few units, the interval would be bounded at a few units.
    sequence: () => new StudentSequence(alpha, Math.min(burnIn, mostUnits), 2 * burnIn),
  });
}
