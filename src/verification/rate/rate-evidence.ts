import { StudentSequence } from "../confidence-sequence/student-sequence.ts";
import { LadderEvidence } from "../ladder/ladder-evidence.ts";
import { slopeWeights } from "../ladder/slope.ts";
import type { ReadObservable } from "../sequential/evidence.ts";
import type { Looks } from "../sequential/looks.ts";

/** Units before the first look; logarithms of errors are nearly Gaussian as they come. */
export const rateBurnIn = 32;

export const rateLooks: Looks = { first: rateBurnIn, growth: 1.25, step: 8 };

/** One point of a rate claim in numbers alone. */
export interface RateProblem {
  readonly observable: string;
  /** Ladder of sizes, ascending, at least four. */
  readonly sizes: readonly number[];
  readonly exponent: number;
  readonly logPower: number;
  readonly margin: number;
  readonly residualBias: number;
  readonly sense: "equal" | "at-least";
  readonly alpha: number;
  readonly mostUnits: number;
}

/** What a rate reads of every replicate: a number that has a logarithm. */
export function rateReads({ observable }: Pick<RateProblem, "observable">): readonly ReadObservable[] {
  return [{ name: observable, form: "positive" }];
}

/**
 * The evidence on an exponent. Where the observable is size^(−γ)·log(size)^p times a positive variable whose law tends to
 * one that does not depend on the size, the least-squares slope of −log(observable/log(size)^p) on log(size) has a mean
 * that tends to γ, and it has one value for each draw of the ladder. Its mean is to lie within γ ± margin, or above
 * γ − margin where only a bound on the order is claimed.
 */
export function rateEvidence(problem: RateProblem): LadderEvidence<StudentSequence> {
  const { observable, sizes, exponent, logPower, margin, residualBias, sense, alpha, mostUnits } = problem;
  return new LadderEvidence({
    reads: rateReads(problem),
    value: (observations, s) =>
      (logPower === 0 ? 0 : logPower * Math.log(Math.log(sizes[s]))) - Math.log(observations[observable] as number),
    weights: slopeWeights(sizes),
    weightsWithoutSmallest: slopeWeights(sizes.slice(1)),
    accepted: [exponent - margin, sense === "equal" ? exponent + margin : Number.POSITIVE_INFINITY],
    residualBias,
    // Tuned alike for every budget, as that of a limit is.
    sequence: () => new StudentSequence(alpha, Math.min(rateBurnIn, mostUnits), 2 * rateBurnIn),
  });
}
