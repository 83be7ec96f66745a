import type { RateTest } from "../../claims/tests.ts";
import { toFailure } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import { replicatesPerUnit } from "../ladder/allocation.ts";
import { ladderEstimate, reducedEstimate } from "../ladder/ladder-estimate.ts";
import { slopeWeights } from "../ladder/slope.ts";
import type { Stopped } from "../plan/claim-plan.ts";
import { failureVerdict } from "../plan/failure-verdict.ts";
import type { JudgedPoint, PointContext } from "../plan/judged-point.ts";
import { replicateCost } from "../plan/sized-point.ts";
import { stoppedVerdict } from "../plan/stopped-verdict.ts";
import type { Verdict } from "../results/verdict.ts";
import { SequentialJudge } from "../sequential/sequential-judge.ts";
import { rateEvidence, rateLooks } from "./rate-evidence.ts";
import type { RatePoint } from "./rate-result.ts";

/** One point of a rate claim on its way to a verdict. */
export function prepareRatePoint(context: PointContext, test: RateTest, point: Parameters): JudgedPoint<RatePoint> {
  try {
    return judgedPoint(context, test, point);
  } catch (thrown) {
    const failure = toFailure(thrown, "invalid-claim");
    return {
      assignments: [],
      verdict: () => failureVerdict(failure),
      work: () => 0,
      result: () => ({
        parameters: point,
        verdict: failureVerdict(failure),
        estimate: null,
        interval: null,
        withoutSmallestSize: null,
        skewness: null,
        replicates: 0,
        declaredFaults: 0,
        sizes: [],
        failure,
      }),
    };
  }
}

function judgedPoint(context: PointContext, test: RateTest, point: Parameters): JudgedPoint<RatePoint> {
  const { claim, budget } = context;
  const { experiment, sizes } = claim;
  const { logPower = 0, sense = "equal" } = test;
  const problems = sizes.map((size) => experiment.realise(point, size));
  const costs = problems.map((problem) => replicateCost(claim, problem));
  // Relative fluctuations of an error mostly do not depend on the size.
  const perUnit = replicatesPerUnit({ sizes, weights: slopeWeights(sizes), costs, varianceExponent: 0 });
  const costPerUnit = costs.reduce((sum, cost, s) => sum + perUnit[s] * cost, 0);
  const mostUnits = Math.floor(budget.workPerPoint / costPerUnit);
  const judge = new SequentialJudge(
    { sizes, perUnit, looks: context.looks ?? rateLooks, mostUnits, declaredFaults: claim.faults?.codes ?? [] },
    rateEvidence({ ...test, sizes, logPower, sense, alpha: context.alpha, mostUnits }),
  );
  const verdict = (stopped: Stopped): Verdict => stoppedVerdict(judge, stopped);
  return {
    assignments: [
      {
        experiment,
        modules: context.modules,
        point,
        problems: new Map(problems.map((problem) => [problem.size, problem])),
        judge,
      },
    ],
    verdict,
    work: () => judge.units * costPerUnit,
    result(stopped) {
      const { units, declaredFaults, finding, fault } = judge.result();
      const whole = ladderEstimate(finding, 0, test.residualBias);
      return {
        parameters: point,
        verdict: verdict(stopped),
        estimate: whole?.estimate ?? null,
        interval: whole?.interval ?? null,
        withoutSmallestSize: reducedEstimate(finding.withoutSmallest, 0, test.residualBias),
        skewness: finding.skewness,
        replicates: units,
        declaredFaults,
        sizes: problems.map((problem, s) => {
          const { mean, standardError, replicates } = finding.sizes[s];
          const enough = replicates >= 2;
          return {
            size: problem.size,
            shape: problem.shape,
            replicates,
            // What a replicate contributes is minus its logarithm.
            geometricMean: enough && Math.exp(-mean) < Number.POSITIVE_INFINITY ? Math.exp(-mean) : null,
            standardErrorOfLog: enough ? standardError : null,
          };
        }),
        ...(fault === undefined
          ? {}
          : { failure: { ...fault.failure, key: context.replicateKey(fault.size, fault.replicate) } }),
      };
    },
  };
}
