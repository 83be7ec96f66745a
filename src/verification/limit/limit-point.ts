import type { Claim, LimitTest } from "../../claims/claim.ts";
import type { CompiledFormula } from "../../claims/formula/compile.ts";
import { AsymptopiaError, type Failure, toFailure } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import type { Experiment, Problem } from "../../simulation/experiment.ts";
import type { Assignment } from "../assignment.ts";
import type { Budget } from "../budget.ts";
import type { PointResult } from "../result.ts";
import { type ClaimedLimit, claimedLimit, type PointInputs } from "./claimed-limit.ts";
import { extrapolationWeights } from "./extrapolation.ts";
import { LimitJudge, type LimitJudgement } from "./limit-judge.ts";
import { relativeResolution } from "./resolution.ts";

/** What the points of one claim or control have in common. */
export interface LimitContext {
  readonly claim: Pick<Claim, "experiment" | "sizes">;
  readonly test: LimitTest;
  readonly formula: CompiledFormula;
  /** Each point's share of the familywise error. */
  readonly alpha: number;
  readonly budget: Budget;
  readonly modules: readonly string[];
}

/** One point of a limit claim on its way from theory to verdict. */
export interface LimitPoint {
  /** Null if theory failed at the point: then there is nothing to simulate. */
  readonly assignment: Assignment | null;
  readonly inputs: PointInputs | null;
  judgement(): LimitJudgement | null;
  result(): PointResult;
  /** Nominal work of the replicates that the verdict used. */
  work(): number;
}

export function prepareLimitPoint(context: LimitContext, point: Parameters): LimitPoint {
  const { claim, test, formula } = context;
  const problems = claim.sizes.map((size) => claim.experiment.realise(point, size));
  try {
    const weights = extrapolationWeights(claim.sizes, test.finiteSizeExponent);
    const inputs = {
      limit: test.formula.inputs(point),
      atSizes: problems.map(({ realised }) => test.formula.inputs(realised)),
    };
    return judgedPoint(context, point, problems, inputs, claimedLimit(formula, inputs, weights, test), weights);
  } catch (thrown) {
    return failedPoint(point, toFailure(thrown, "non-finite"));
  }
}

function judgedPoint(
  context: LimitContext,
  point: Parameters,
  problems: readonly Problem[],
  inputs: PointInputs,
  claimed: ClaimedLimit,
  weights: readonly number[],
): LimitPoint {
  const { claim, test } = context;
  const { limit, atSizes, margin, residualBias } = claimed;
  if (margin === 0) {
    throw new AsymptopiaError("invalid-claim", "the formula is 0 here, where a relative margin allows nothing", {
      field: "test.margin",
      value: "relative" in test.margin ? test.margin.relative : 0,
      accepted: "an absolute margin for points with theory 0",
    });
  }
  const costPerReplicate = ladderCost(claim.experiment, problems);
  const judge = new LimitJudge({
    observable: test.observable,
    sizes: claim.sizes,
    theoryAtSizes: atSizes.map(({ value }) => value),
    finiteSizeExponent: test.finiteSizeExponent,
    margin,
    residualBias,
    alpha: context.alpha,
    maximumReplicates: Math.floor(Math.min(context.budget.workPerPoint / costPerReplicate, Number.MAX_SAFE_INTEGER)),
  });
  return {
    assignment: {
      experiment: claim.experiment,
      modules: context.modules,
      point,
      problems: new Map(problems.map((problem) => [problem.size, problem])),
      judge,
    },
    inputs,
    judgement: () => judge.result(),
    work: () => judge.result().replicates * costPerReplicate,
    result: () => {
      const judgement = judge.result();
      const { intercept, halfWidth } = judgement;
      const estimate = intercept === null ? null : limit.value + intercept;
      const reach = halfWidth + residualBias;
      return {
        parameters: point,
        verdict: judgement.verdict,
        theory: limit.value,
        theoryError: limit.error,
        estimate,
        interval: estimate === null || !Number.isFinite(reach) ? null : [estimate - reach, estimate + reach],
        withoutSmallestSize: withoutSmallestSize(judgement, limit.value, residualBias),
        margin,
        residualBias,
        replicates: judgement.replicates,
        sizes: problems.map((problem, s) => ({
          size: problem.size,
          shape: problem.shape,
          theory: atSizes[s].value,
          ...statistics(judgement, s, atSizes[s].value),
        })),
        resolution: relativeResolution(judgement, claimed, test, weights),
        ...(judgement.failure === undefined ? {} : { failure: judgement.failure }),
      };
    },
  };
}

function withoutSmallestSize(
  { withoutSmallest }: LimitJudgement,
  theory: number,
  residualBias: number,
): PointResult["withoutSmallestSize"] {
  if (withoutSmallest === null || withoutSmallest.intercept === null) return null;
  const estimate = theory + withoutSmallest.intercept;
  const reach = withoutSmallest.halfWidth + residualBias;
  return { estimate, interval: Number.isFinite(reach) ? [estimate - reach, estimate + reach] : null };
}

function statistics(
  judgement: LimitJudgement,
  s: number,
  theory: number,
): { mean: number | null; standardError: number | null; bias: number | null } {
  if (judgement.replicates < 2) return { mean: null, standardError: null, bias: null };
  const { mean, standardError } = judgement.sizes[s];
  return { mean, standardError, bias: mean - theory };
}

function failedPoint(point: Parameters, failure: Failure): LimitPoint {
  return {
    assignment: null,
    inputs: null,
    judgement: () => null,
    work: () => 0,
    result: () => ({
      parameters: point,
      verdict: "failed",
      theory: null,
      theoryError: null,
      estimate: null,
      interval: null,
      withoutSmallestSize: null,
      margin: null,
      residualBias: null,
      replicates: 0,
      sizes: [],
      resolution: null,
      failure,
    }),
  };
}

/** Nominal work of one replicate of the whole ladder. A budget divided by anything but a positive number is no budget. */
function ladderCost(experiment: Experiment, problems: readonly Problem[]): number {
  return problems.reduce((sum, problem) => {
    const cost = experiment.cost(problem);
    if (cost > 0 && Number.isFinite(cost)) return sum + cost;
    throw new AsymptopiaError("invalid-claim", `experiment ${experiment.id} costs ${cost} at size ${problem.size}`, {
      field: "experiment.cost",
      value: cost,
      accepted: "a number above 0",
    });
  }, 0);
}
