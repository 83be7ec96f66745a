import type { CompiledFormula, loadFormulaCompiler } from "../../claims/formula/compile.ts";
import { formulaTex, unknownsTex } from "../../claims/formula/tex.ts";
import type { Formula } from "../../claims/formula.ts";
import { AsymptopiaError, withFieldPrefix } from "../../foundation/errors.ts";
import type { ShownFormula } from "../results/claim-result.ts";

/** A formula for the pages. */
export function shownFormula(formula: Formula, compiled: CompiledFormula): ShownFormula {
  const { expression, equations, domain = [], symbols } = formula;
  const tex = unknownsTex(compiled);
  return {
    expression,
    tex: formulaTex(compiled),
    ...(equations === undefined || tex === null
      ? {}
      : {
          equations: Object.values(equations).map((equation, k) => ({ equation, tex: tex.equations[k] })),
          domain: domain.map((inequality, k) => ({ inequality, tex: tex.domain[k] })),
        }),
    symbols,
  };
}

/** @throws AsymptopiaError `invalid-claim`, with a field that begins with `field`, for a formula that is none. */
export function compileAt(
  compile: Awaited<ReturnType<typeof loadFormulaCompiler>>,
  formula: Formula,
  field: string,
): CompiledFormula {
  try {
    return compile(formula);
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) throw withFieldPrefix(thrown, field);
    throw thrown;
  }
}
