import type { LadderFinding } from "../ladder/ladder-evidence.ts";
import { type LimitProblem, limitEvidence, limitLooks } from "../limit/limit-evidence.ts";
import { SequentialJudge } from "../sequential/sequential-judge.ts";

/** A judge of a limit as a plan makes it, of units with one replicate of each size unless told otherwise. */
export function limitJudge(
  problem: LimitProblem,
  perUnit: readonly number[] = problem.sizes.map(() => 1),
): SequentialJudge<LadderFinding> {
  const { sizes, mostUnits } = problem;
  return new SequentialJudge(
    { sizes, perUnit, looks: limitLooks, mostUnits, declaredFaults: [] },
    limitEvidence(problem),
  );
}

/** Half of the width of an interval. */
export function halfWidthOf([low, high]: readonly [number, number]): number {
  return (high - low) / 2;
}
