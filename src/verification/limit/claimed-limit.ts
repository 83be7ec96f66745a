import type { CompiledFormula } from "../../claims/formula/compile.ts";
import { evaluateWithError } from "../../claims/formula/evaluate-with-error.ts";
import type { FormulaInputs } from "../../claims/formula/formula-inputs.ts";
import type { LimitTest } from "../../claims/tests.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { absoluteTolerance } from "../tolerance.ts";

/** A formula's inputs where a point needs them, so that mutants are evaluated on the same numbers. */
export interface PointInputs {
  readonly limit: FormulaInputs;
  readonly atSizes: readonly FormulaInputs[];
}

/** What a formula claims at one point, in numbers alone. */
export interface ClaimedLimit {
  readonly limit: Quantity;
  /** The formula at each size's realised problem. */
  readonly atSizes: readonly Quantity[];
  /** Absolute margin. */
  readonly margin: number;
  /** Bound on the numerical error of `limit` and of the extrapolated `atSizes` together. */
  readonly numericalError: number;
  /** Absolute bound on the residual bias, `numericalError` included. */
  readonly residualBias: number;
}

/**
 * What `formula` claims where its inputs are `inputs`, extrapolated with `weights`.
 *
 * @throws AsymptopiaError those of `evaluateWithError`, and `not-converged` for a value that is `inaccurate`.
 */
export function claimedLimit(
  formula: CompiledFormula,
  inputs: PointInputs,
  weights: readonly number[],
  test: Pick<LimitTest, "margin" | "residualBias">,
): ClaimedLimit {
  const limit = accurate(evaluateWithError(formula, inputs.limit));
  const atSizes = inputs.atSizes.map((values) => accurate(evaluateWithError(formula, values)));
  const numericalError = atSizes.reduce((sum, { error }, s) => sum + Math.abs(weights[s]) * error, limit.error);
  return {
    limit,
    atSizes,
    margin: absoluteTolerance(test.margin, limit.value),
    numericalError,
    residualBias: absoluteTolerance(test.residualBias, limit.value) + numericalError,
  };
}

function accurate(quantity: Quantity): Quantity {
  if (quantity.status === "ok") return quantity;
  throw new AsymptopiaError(
    "not-converged",
    `theory gives ${quantity.value} with error ${quantity.error}, short of the accuracy that it promises`,
    { field: "formula", value: quantity.value, accepted: "a value with status ok" },
  );
}
