import type { LimitTest } from "../../claims/claim.ts";
import type { CompiledFormula } from "../../claims/formula/compile.ts";
import { mutants as mutantsOf } from "../../claims/formula/mutants.ts";
import { screenMutants } from "../../claims/formula/screen-mutants.ts";
import { formulaTex } from "../../claims/formula/tex.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { MutationResult } from "../result.ts";
import { type ClaimedLimit, claimedLimit, type PointInputs } from "./claimed-limit.ts";
import { extrapolationWeights } from "./extrapolation.ts";
import type { LimitJudgement } from "./limit-judge.ts";
import type { LimitPoint } from "./limit-point.ts";

/**
 * How many wrong variants of the formula the data of these points refute.
 *
 * A mutant is treated as the claim would be: its own values at the realised problems are subtracted before the
 * extrapolation, its own value in the limit sets relative margins, its own numerical error widens the interval, and one
 * point that refutes it kills it. Points where the formula is 0 (an even teacher) say nothing about its factors and are
 * left out.
 */
export function runMutants(
  formula: CompiledFormula,
  points: readonly LimitPoint[],
  sizes: readonly number[],
  test: Pick<LimitTest, "margin" | "residualBias" | "finiteSizeExponent">,
): MutationResult {
  const informative = points.flatMap((point): readonly Evidence[] => {
    const { inputs } = point;
    const judgement = point.judgement();
    if (inputs === null || judgement === null || formula.evaluate(values(inputs.limit)) === 0) return [];
    return [{ inputs, judgement }];
  });
  if (informative.length === 0) return { total: 0, killed: 0, survivors: [], equivalent: 0, invalid: 0 };
  const screened = screenMutants(
    formula,
    mutantsOf(formula),
    informative.map(({ inputs }) => values(inputs.limit)),
  );
  const weights = extrapolationWeights(sizes, test.finiteSizeExponent);
  const survivors = screened.inequivalent.filter(
    (mutant) => !informative.some((evidence) => refutes(evidence, formula, mutant, weights, test)),
  );
  return {
    total: screened.inequivalent.length,
    killed: screened.inequivalent.length - survivors.length,
    survivors: survivors.map((mutant) => ({
      expression: mutant.expression,
      tex: formulaTex(mutant),
      operator: mutant.operator,
      ...(mutant.why === undefined ? {} : { why: mutant.why }),
      discrepancy: mutant.discrepancy,
    })),
    equivalent: screened.equivalent.length,
    invalid: screened.invalid.length,
  };
}

/** What a point has to say about a mutant. */
interface Evidence {
  readonly inputs: PointInputs;
  readonly judgement: LimitJudgement;
}

function refutes(
  { inputs, judgement }: Evidence,
  formula: CompiledFormula,
  mutant: CompiledFormula,
  weights: readonly number[],
  test: Pick<LimitTest, "margin" | "residualBias">,
): boolean {
  if (judgement.intercept === null) return false;
  const claimed = claimedIfReal(mutant, inputs, weights, test);
  if (claimed === null) return false;
  const shift = inputs.atSizes.reduce(
    (sum, at, s) => sum + weights[s] * (formula.evaluate(values(at)) - claimed.atSizes[s].value),
    0,
  );
  return Math.abs(judgement.intercept + shift) - judgement.halfWidth - claimed.residualBias > claimed.margin;
}

/** Null where the mutant has no value at a realised problem, or none to be trusted: then nothing was tested. */
function claimedIfReal(...mutant: Parameters<typeof claimedLimit>): ClaimedLimit | null {
  try {
    return claimedLimit(...mutant);
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) return null;
    throw thrown;
  }
}

function values(inputs: Readonly<Record<string, Quantity>>): Record<string, number> {
  return Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value]));
}
