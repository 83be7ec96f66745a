import type { Claim } from "../../claims/claim.ts";
import { type CompiledFormula, loadFormulaCompiler } from "../../claims/formula/compile.ts";
import type { LimitTest } from "../../claims/tests.ts";
import type { Parameters } from "../../foundation/json.ts";
import type { KindPlanner, PreparedTest } from "../plan/kind-planner.ts";
import { namedObservable } from "../plan/named-observable.ts";
import { compileAt, shownFormula } from "../plan/shown-formula.ts";
import { limitFigure } from "./limit-figure.ts";
import { type LimitPoint, prepareLimitPoint } from "./limit-point.ts";
import type { LimitPointResult, LimitTested } from "./limit-result.ts";
import { runMutants } from "./mutation.ts";

interface PreparedLimit extends PreparedTest<LimitTested, LimitPointResult> {
  readonly formula: CompiledFormula;
  /** The points that have been made of it, in order. */
  readonly points: readonly LimitPoint[];
}

/** How limit claims are verified. */
export const limitPlanner: KindPlanner<LimitTest, LimitTested, LimitPointResult, PreparedLimit> = {
  async prepare(claim, test) {
    const formula = compileAt(await loadFormulaCompiler(), test.formula, "formula");
    const points: LimitPoint[] = [];
    return {
      formula,
      points,
      tested: {
        observable: namedObservable(claim, test.observable),
        formula: shownFormula(test.formula, formula),
        finiteSizeExponent: test.finiteSizeExponent,
      },
      point(context, point) {
        const prepared = prepareLimitPoint(context, test, formula, point);
        points.push(prepared);
        return prepared;
      },
    };
  },
  result({ header, claim, prepared, points, controls, options }) {
    const resolutions = points.flatMap(({ resolution }) => (resolution === null ? [] : [resolution]));
    const { figure } = claim;
    return {
      kind: "limit",
      ...header,
      tested: prepared.tested,
      points,
      controls,
      mutants: runMutants(prepared.formula, prepared.points, claim.sizes, claim.test, options.runAlpha),
      resolution: resolutions.length === 0 ? null : Math.min(...resolutions),
      figure:
        figure === undefined
          ? null
          : limitFigure(claim as Claim<Parameters, LimitTest>, figure, prepared.formula, points),
    };
  },
};
