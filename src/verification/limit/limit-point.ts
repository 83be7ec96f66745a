import type { CompiledFormula } from "../../claims/formula/compile.ts";
import { formulaInputs } from "../../claims/formula/formula-inputs.ts";
import type { LimitTest } from "../../claims/tests.ts";
import { AsymptopiaError, type Failure, toFailure } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import type { Problem } from "../../simulation/experiment.ts";
import type { SampleSummary } from "../confidence-sequence/student-mixture.ts";
import { replicatesPerUnit } from "../ladder/allocation.ts";
import { extrapolationWeights } from "../ladder/extrapolation.ts";
import { ladderEstimate, reducedEstimate } from "../ladder/ladder-estimate.ts";
import type { LadderFinding } from "../ladder/ladder-evidence.ts";
import type { Stopped } from "../plan/claim-plan.ts";
import { failureVerdict } from "../plan/failure-verdict.ts";
import type { JudgedPoint, PointContext } from "../plan/judged-point.ts";
import { replicateCost } from "../plan/sized-point.ts";
import { stoppedVerdict } from "../plan/stopped-verdict.ts";
import type { Verdict } from "../results/verdict.ts";
import { SequentialJudge } from "../sequential/sequential-judge.ts";
import { type ClaimedLimit, claimedLimit, type PointInputs } from "./claimed-limit.ts";
import { limitEvidence, limitLooks } from "./limit-evidence.ts";
import type { LimitPointResult } from "./limit-result.ts";
import { relativeResolution } from "./resolution.ts";

/** What the data of a point say, for asking other formulas about it. */
export interface PointEvidence {
  readonly inputs: PointInputs;
  /** The intercepts under the claim's formula; none before the first look. */
  readonly intercepts: SampleSummary;
  /** Precision of the mixing law of their confidence sequence. */
  readonly rho: number;
}

/** One point of a limit claim on its way from theory to verdict. */
export interface LimitPoint extends JudgedPoint<LimitPointResult> {
  /** Null where theory failed. */
  evidence(): PointEvidence | null;
}

export function prepareLimitPoint(
  context: PointContext,
  test: LimitTest,
  formula: CompiledFormula,
  point: Parameters,
): LimitPoint {
  const { claim } = context;
  try {
    const problems = claim.sizes.map((size) => claim.experiment.realise(point, size));
    const weights = extrapolationWeights(claim.sizes, test.finiteSizeExponent);
    const inputs = {
      limit: formulaInputs(test.formula, point),
      atSizes: problems.map(({ realised }) => formulaInputs(test.formula, realised)),
    };
    return judgedPoint(context, test, point, problems, inputs, claimedLimit(formula, inputs, weights, test), weights);
  } catch (thrown) {
    return failedPoint(point, toFailure(thrown, "invalid-claim"));
  }
}

function judgedPoint(
  context: PointContext,
  test: LimitTest,
  point: Parameters,
  problems: readonly Problem[],
  inputs: PointInputs,
  claimed: ClaimedLimit,
  weights: readonly number[],
): LimitPoint {
  const { claim, budget } = context;
  const { limit, atSizes, margin, residualBias } = claimed;
  if (margin > 0 && residualBias >= margin) {
    const accepted = `below the margin, which is ${margin} at this point`;
    throw new AsymptopiaError("invalid-claim", `the residual bias, theory's own error included, must be ${accepted}`, {
      field: "test.residualBias",
      value: residualBias,
      accepted,
    });
  }
  if (margin === 0) {
    throw new AsymptopiaError("invalid-claim", "the formula is 0 here, where a relative margin allows nothing", {
      field: "test.margin",
      value: "relative" in test.margin ? test.margin.relative : 0,
      accepted: "an absolute margin for points with theory 0",
    });
  }
  const costs = problems.map((problem) => replicateCost(claim, problem));
  const perUnit = replicatesPerUnit({
    sizes: claim.sizes,
    weights,
    costs,
    varianceExponent: test.varianceExponent ?? 1,
  });
  const costPerUnit = costs.reduce((sum, cost, s) => sum + perUnit[s] * cost, 0);
  const mostUnits = Math.floor(budget.workPerPoint / costPerUnit);
  const evidence = limitEvidence({
    observable: test.observable,
    sizes: claim.sizes,
    theoryAtSizes: atSizes.map(({ value }) => value),
    finiteSizeExponent: test.finiteSizeExponent,
    margin,
    residualBias,
    alpha: context.alpha,
    mostUnits,
  });
  const judge = new SequentialJudge(
    {
      sizes: claim.sizes,
      perUnit,
      looks: context.looks ?? limitLooks,
      mostUnits,
      declaredFaults: claim.faults?.codes ?? [],
    },
    evidence,
  );
  const verdict = (stopped: Stopped): Verdict => stoppedVerdict(judge, stopped);
  return {
    assignments: [
      {
        experiment: claim.experiment,
        modules: context.modules,
        point,
        problems: new Map(problems.map((problem) => [problem.size, problem])),
        judge,
      },
    ],
    verdict,
    work: () => judge.units * costPerUnit,
    evidence: () => ({ inputs, intercepts: evidence.whole.summary, rho: evidence.whole.rho }),
    result(stopped) {
      const { units, declaredFaults, finding, fault } = judge.result();
      const whole = ladderEstimate(finding, limit.value, residualBias);
      return {
        parameters: point,
        verdict: verdict(stopped),
        theory: limit.value,
        theoryError: limit.error,
        estimate: whole?.estimate ?? null,
        interval: whole?.interval ?? null,
        withoutSmallestSize: reducedEstimate(finding.withoutSmallest, limit.value, residualBias),
        skewness: finding.skewness,
        margin,
        residualBias,
        replicates: units,
        declaredFaults,
        sizes: problems.map((problem, s) => ({
          size: problem.size,
          shape: problem.shape,
          ...statistics(finding, s, atSizes[s].value),
        })),
        resolution: relativeResolution(finding, claimed, test, weights),
        ...(fault === undefined
          ? {}
          : { failure: { ...fault.failure, key: context.replicateKey(fault.size, fault.replicate) } }),
      };
    },
  };
}

function statistics(finding: LadderFinding, s: number, theory: number) {
  const { mean, standardError, replicates } = finding.sizes[s];
  if (replicates < 2) return { replicates, theory, mean: null, standardError: null, bias: null };
  // What a replicate contributes is its observation less theory.
  return { replicates, theory, mean: theory + mean, standardError, bias: mean };
}

function failedPoint(point: Parameters, failure: Failure): LimitPoint {
  return {
    assignments: [],
    evidence: () => null,
    verdict: () => failureVerdict(failure),
    work: () => 0,
    result: () => ({
      parameters: point,
      verdict: failureVerdict(failure),
      theory: null,
      theoryError: null,
      estimate: null,
      interval: null,
      withoutSmallestSize: null,
      skewness: null,
      margin: null,
      residualBias: null,
      replicates: 0,
      declaredFaults: 0,
      sizes: [],
      resolution: null,
      failure,
    }),
  };
}
