import { defaultExceptionalShare } from "../../claims/check-rounding.ts";
import { type CompiledFormula, loadFormulaCompiler } from "../../claims/formula/compile.ts";
import { evaluateWithError } from "../../claims/formula/evaluate-with-error.ts";
import { type FormulaInputs, formulaInputs } from "../../claims/formula/formula-inputs.ts";
import type { BoundTest } from "../../claims/tests.ts";
import { AsymptopiaError, withFieldPrefix } from "../../foundation/errors.ts";
import { exactly, type Quantity } from "../../foundation/quantity.ts";
import type { Problem } from "../../simulation/experiment.ts";
import type { KindPlanner, PreparedTest } from "../plan/kind-planner.ts";
import { namedObservable } from "../plan/named-observable.ts";
import { compileAt, shownFormula } from "../plan/shown-formula.ts";
import { sizedPoint } from "../plan/sized-point.ts";
import { exactLooks } from "../sequential/exact-looks.ts";
import { BoundEvidence, type BoundProblem } from "./bound-evidence.ts";
import type { BoundPoint, BoundTested } from "./bound-result.ts";

const defaultRounding = { relative: 1e-12 };

/** How bounds are verified: at each size by the rate of their violations. */
export const boundPlanner: KindPlanner<BoundTest, BoundTested, BoundPoint, PreparedTest<BoundTested, BoundPoint>> = {
  async prepare(claim, test) {
    const formula = compileAt(await loadFormulaCompiler(), test.bound, "bound");
    const { observed = {}, ...given } = test.bound;
    const tested: BoundTested = {
      observable: namedObservable(claim, test.observable),
      direction: test.direction,
      bound: shownFormula({ ...given, inputs: test.bound.inputs }, formula),
      observed: Object.fromEntries(
        Object.entries(observed).map(([symbol, name]) => [symbol, namedObservable(claim, name)]),
      ),
      failureRate: test.failureRate,
      excludedRate: test.failureRate > 0 ? test.failureRate : (test.exceptionalShare ?? defaultExceptionalShare),
      rounding: test.rounding ?? defaultRounding,
    };
    return {
      tested,
      point: (context, point) =>
        sizedPoint(context, point, {
          looks: exactLooks,
          evidence: (problem, alpha) => new BoundEvidence(boundProblem(test, tested, formula, problem, alpha)),
        }),
    };
  },
  result: ({ header, prepared, points, controls }) => ({
    kind: "bound",
    ...header,
    tested: prepared.tested,
    points,
    controls,
  }),
};

function boundProblem(
  test: BoundTest,
  { excludedRate, rounding }: BoundTested,
  formula: CompiledFormula,
  problem: Problem,
  alpha: number,
): BoundProblem {
  const given = formulaInputs(test.bound, problem.realised);
  const observed = Object.entries(test.bound.observed ?? {});
  // Where nothing of it is observed, a bound that has no value is found out before anything is simulated.
  const constant = observed.length === 0 ? boundAt(formula, given) : null;
  return {
    observable: test.observable,
    direction: test.direction,
    observed: observed.map(([, name]) => name),
    bound: (observations) =>
      constant ??
      boundAt(formula, {
        ...given,
        ...Object.fromEntries(observed.map(([symbol, name]) => [symbol, exactly(observations[name] as number)])),
      }),
    failureRate: test.failureRate,
    excludedRate,
    rounding,
    alpha,
  };
}

/** @throws AsymptopiaError for a bound without a finite value, or whose inputs are short of the accuracy they promise. */
function boundAt(formula: CompiledFormula, inputs: FormulaInputs): Quantity {
  try {
    const bound = evaluateWithError(formula, inputs);
    if (bound.status === "ok") return bound;
    const { value, error } = bound;
    throw new AsymptopiaError("not-converged", `the bound is ${value} with error ${error}, short of its accuracy`, {
      value,
      accepted: "a value with status ok",
    });
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) throw withFieldPrefix(thrown, "test.bound");
    throw thrown;
  }
}
