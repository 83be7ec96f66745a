import type { Claim } from "../../claims/claim.ts";
import { AsymptopiaError, toFailure } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import type { Problem } from "../../simulation/experiment.ts";
import { verdictOverPoints } from "../combine-verdicts.ts";
import { mostTrials } from "../confidence-sequence/bernoulli.ts";
import type { JudgedSize, PointResult } from "../results/point-result.ts";
import type { Verdict } from "../results/verdict.ts";
import type { Evidence } from "../sequential/evidence.ts";
import type { Looks } from "../sequential/looks.ts";
import { SequentialJudge } from "../sequential/sequential-judge.ts";
import type { Stopped } from "./claim-plan.ts";
import { failureVerdict } from "./failure-verdict.ts";
import type { JudgedPoint, PointContext } from "./judged-point.ts";
import { stoppedVerdict } from "./stopped-verdict.ts";

/** How a kind judges one size. */
export interface SizeTest<Finding> {
  readonly looks: Looks;
  /** Evidence at an error probability of its own; `most` is the number of replicates that the budget allows. */
  evidence(problem: Problem, alpha: number, most: number): Evidence<Finding>;
}

/** A point whose result is a verdict and a finding for each size. */
export type SizedPoint<Finding> = PointResult & { readonly sizes: readonly (JudgedSize & Finding)[] };

/**
 * A point of a claim about finite sizes: each size has a judge of its own, with an equal share of the point's error
 * probability and of its work, and the statement is to hold at every one.
 */
export function sizedPoint<Finding>(
  context: PointContext,
  point: Parameters,
  test: SizeTest<Finding>,
): JudgedPoint<SizedPoint<Finding>> {
  const { claim, budget, modules } = context;
  const { experiment, sizes } = claim;
  try {
    const judged = sizes.map((size) => {
      const problem = experiment.realise(point, size);
      const cost = replicateCost(claim, problem);
      // A budget in seconds has no number of its own.
      const most = Math.min(mostTrials, Math.floor(budget.workPerPoint / sizes.length / cost));
      const judge = new SequentialJudge(
        {
          sizes: [size],
          perUnit: [1],
          looks: context.looks ?? test.looks,
          mostUnits: most,
          declaredFaults: claim.faults?.codes ?? [],
        },
        test.evidence(problem, context.alpha / sizes.length, most),
      );
      return { problem, cost, judge };
    });
    const verdictAt = (index: number, stopped: Stopped): Verdict => stoppedVerdict(judged[index].judge, stopped);
    const verdict = (stopped: Stopped): Verdict =>
      verdictOverPoints(judged.map((_, index) => verdictAt(index, stopped)));
    return {
      assignments: judged.map(({ problem, judge }) => ({
        experiment,
        modules,
        point,
        problems: new Map([[problem.size, problem]]),
        judge,
      })),
      verdict,
      work: () => judged.reduce((sum, { judge, cost }) => sum + judge.units * cost, 0),
      result(stopped) {
        const results = judged.map(({ judge }) => judge.result());
        const fault = results.find((result) => result.fault !== undefined)?.fault;
        return {
          parameters: point,
          verdict: verdict(stopped),
          sizes: results.map((result, index) => ({
            size: judged[index].problem.size,
            shape: judged[index].problem.shape,
            verdict: verdictAt(index, stopped),
            replicates: result.units,
            declaredFaults: result.declaredFaults,
            ...result.finding,
          })),
          ...(fault === undefined
            ? {}
            : { failure: { ...fault.failure, key: context.replicateKey(fault.size, fault.replicate) } }),
        };
      },
    };
  } catch (thrown) {
    const failure = toFailure(thrown, "invalid-claim");
    return {
      assignments: [],
      verdict: () => failureVerdict(failure),
      work: () => 0,
      result: () => ({ parameters: point, verdict: failureVerdict(failure), sizes: [], failure }),
    };
  }
}

/**
 * Nominal work of one replicate. A budget divided by anything but a positive number is no budget.
 *
 * @throws AsymptopiaError `invalid-claim`, field `experiment.cost`.
 */
export function replicateCost({ experiment }: Pick<Claim, "experiment">, problem: Problem): number {
  const cost = experiment.cost(problem);
  if (cost > 0 && Number.isFinite(cost)) return cost;
  throw new AsymptopiaError("invalid-claim", `experiment ${experiment.id} costs ${cost} at size ${problem.size}`, {
    field: "experiment.cost",
    value: cost,
    accepted: "a number above 0",
  });
}
