import type { LimitTest } from "../../claims/claim.ts";
import type { CompiledFormula } from "../../claims/formula/compile.ts";
import { mutants as mutantsOf } from "../../claims/formula/mutants.ts";
import { screenMutants } from "../../claims/formula/screen-mutants.ts";
import { formulaTex } from "../../claims/formula/tex.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { MutationResult } from "../result.ts";
import { extrapolationWeights } from "./extrapolation.ts";
import type { LimitPoint, PointInputs } from "./limit-point.ts";
import { absoluteTolerance } from "./tolerance.ts";

/**
 * How many wrong variants of the formula the data of these points refute.
 *
 * A mutant is treated as the claim would be: its own values at the realised problems are subtracted before the
 * extrapolation, its own value in the limit sets relative margins, and one point that refutes it kills it. Points where
 * the formula is 0 (an even teacher) say nothing about its factors and are left out.
 */
export function runMutants(
  formula: CompiledFormula,
  points: readonly LimitPoint[],
  sizes: readonly number[],
  test: Pick<LimitTest, "margin" | "residualBias" | "finiteSizeExponent">,
): MutationResult {
  const informative = points.filter(
    (point) => point.inputs !== null && formula.evaluate(values(point.inputs.limit)) !== 0,
  );
  if (informative.length === 0) return { total: 0, killed: 0, survivors: [], equivalent: 0, invalid: 0 };
  const screened = screenMutants(
    formula,
    mutantsOf(formula),
    informative.map((point) => values((point.inputs as PointInputs).limit)),
  );
  const weights = extrapolationWeights(sizes, test.finiteSizeExponent);
  const survivors = screened.inequivalent.filter(
    (mutant) => !informative.some((point) => refutes(point, formula, mutant, weights, test)),
  );
  return {
    total: screened.inequivalent.length,
    killed: screened.inequivalent.length - survivors.length,
    survivors: survivors.map((mutant) => ({
      expression: mutant.expression,
      tex: formulaTex(mutant),
      operator: mutant.operator,
      discrepancy: mutant.discrepancy,
    })),
    equivalent: screened.equivalent.length,
    invalid: screened.invalid.length,
  };
}

function refutes(
  point: LimitPoint,
  formula: CompiledFormula,
  mutant: CompiledFormula,
  weights: readonly number[],
  test: Pick<LimitTest, "margin" | "residualBias">,
): boolean {
  const judgement = point.judgement();
  if (judgement === null || judgement.intercept === null || point.inputs === null) return false;
  const shift = point.inputs.atSizes.reduce((sum, inputs, s) => {
    const at = values(inputs);
    return sum + weights[s] * (formula.evaluate(at) - mutant.evaluate(at));
  }, 0);
  const claimed = mutant.evaluate(values(point.inputs.limit));
  const reach = judgement.halfWidth + absoluteTolerance(test.residualBias, claimed);
  // False, too, where the mutant is not real at a realised problem: then nothing was tested.
  return Math.abs(judgement.intercept + shift) - reach > absoluteTolerance(test.margin, claimed);
}

function values(inputs: Readonly<Record<string, Quantity>>): Record<string, number> {
  return Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value]));
}
