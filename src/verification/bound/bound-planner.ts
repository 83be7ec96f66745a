import { defaultExceptionalShare } from "../../claims/check-rounding.ts";
import type { CompiledFormula } from "../../claims/formula/compile.ts";
import { loadFormulaCompiler } from "../../claims/formula/compile.ts";
import type { BoundTest } from "../../claims/tests.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";
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
  const given = givenValues(test, problem);
  const observed = Object.entries(test.bound.observed ?? {});
  // Where nothing of it is observed, a bound that has no value is found out before anything is simulated.
  const constant = observed.length === 0 ? formula.evaluate(given) : null;
  if (constant !== null && !Number.isFinite(constant)) throw noValue(constant, problem.size);
  return {
    observable: test.observable,
    direction: test.direction,
    observed: observed.map(([, name]) => name),
    bound: (observations) =>
      constant ??
      formula.evaluate({
        ...given,
        ...Object.fromEntries(observed.map(([symbol, name]) => [symbol, observations[name] as number])),
      }),
    failureRate: test.failureRate,
    excludedRate,
    rounding,
    alpha,
  };
}

/** The symbols that theory gives, at the realised problem. */
function givenValues(test: BoundTest, { realised, size }: Problem): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(test.bound.inputs(realised)).map(([symbol, { value, status }]) => {
      if (status !== "ok" || !Number.isFinite(value)) throw noValue(value, size, symbol);
      return [symbol, value];
    }),
  );
}

function noValue(value: number, size: number, symbol = "the bound"): AsymptopiaError {
  return new AsymptopiaError("non-finite", `theory gives ${value} for ${symbol} at size ${size}`, {
    field: "test.bound",
    value,
    accepted: "a finite number, of status ok",
  });
}
