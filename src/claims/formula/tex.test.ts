import fc from "fast-check";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { compiledFormula, loadFormulaCompiler } from "./compile.ts";
import { evaluate } from "./evaluate.ts";
import { mutants } from "./mutants.ts";
import { anyExpression, anyValue, declaredIn, testSymbols } from "./testing/expressions.ts";
import { paperFormulas } from "./testing/paper-formulas.ts";
import { composedInputs, partNames, texToText } from "./testing/tex-to-text.ts";
import { formulaTex } from "./tex.ts";

const compileFormula = await loadFormulaCompiler();

const render = (tex: string): string => katex.renderToString(tex, { throwOnError: true, strict: "error" });

const texOf = (expression: string): string =>
  formulaTex(compileFormula({ expression, symbols: declaredIn(expression) }));

describe("TeX", () => {
  it.each([
    ["alpha ^ 2 * a", "\\alpha_\\star^{2} a"],
    ["noiseVariance ^ 2", "(\\sigma_\\varepsilon^2)^{2}"],
    ["dm ^ 1.5", "(m')^{3/2}"],
    ["x_2 ^ (-0.5)", "\\bar{x}_{\\mathrm{in}}^{-1/2}"],
    ["shrinkage ^ a", "(\\lambda q)^{a}"],
    ["complement * a - complement", "(1-\\phi) a - (1-\\phi)"],
    ["complement + complement", "1-\\phi + 1-\\phi"],
    ["2 * a * 3", "2 a \\cdot 3"],
    ["2 * 3", "2 \\cdot 3"],
    ["2 * (a / 3)", "2 \\cdot \\frac{a}{3}"],
    ["a * (1 / 3)", "a \\frac{1}{3}"],
    ["a * 2 ^ alpha", "a \\cdot 2^{\\alpha_\\star}"],
    ["a + (alpha + dm)", "a + \\alpha_\\star + m'"],
    ["a - (alpha + dm)", "a - (\\alpha_\\star + m')"],
    ["a - (-alpha)", "a - (-\\alpha_\\star)"],
    ["a + -alpha * dm", "a + (-\\alpha_\\star m')"],
    ["-a * alpha + dm", "-a \\alpha_\\star + m'"],
    ["-(a + 1)", "-(a + 1)"],
    ["a * (-alpha)", "a (-\\alpha_\\star)"],
    ["a * (alpha * dm)", "a \\alpha_\\star m'"],
    ["(a / 2) ^ 2", "\\left(\\frac{a}{2}\\right)^{2}"],
    ["sqrt(a + 1) * sqrt(2)", "\\sqrt{a + 1} \\sqrt{2}"],
    ["sqrt(a) ^ 3", "\\left(\\sqrt{a}\\right)^{3}"],
    ["exp(a / 2) + log(a)", "\\exp\\left(\\frac{a}{2}\\right) + \\log(a)"],
    ["abs(a) ^ 2", "\\left\\lvert a \\right\\rvert^{2}"],
    ["max(a, 0, -alpha)", "\\max(a, 0, -\\alpha_\\star)"],
    ["1e-7 * a + 2.5e-8 ^ 2", "10^{-7} a + (2.5 \\cdot 10^{-8})^{2}"],
    ["(a ^ 2) ^ 2", "(a^{2})^{2}"],
  ])("of %s", (expression, tex) => {
    expect(texOf(expression)).toBe(tex);
    render(tex);
  });

  it("of the alignment after one gradient step", () => {
    expect(formulaTex(compileFormula(paperFormulas["Lemma 3.10"]))).toBe(
      "\\frac{\\alpha_\\star M_1}{\\sqrt{\\alpha_\\star^{2} M_2 + \\phi M_1 (\\sigma_\\star^2 + \\sigma_\\varepsilon^2)}}",
    );
  });

  it.each(Object.entries(paperFormulas))("of %s and all its mutants is accepted by KaTeX", (_, source) => {
    const formula = compileFormula(source);
    render(formulaTex(formula));
    for (const mutant of mutants(formula)) render(formulaTex(mutant));
  });

  it("of any expression is accepted by KaTeX and has nothing in it that Markdown would take for its own", () => {
    fc.assert(
      fc.property(anyExpression, (tree) => {
        const tex = formulaTex(compiledFormula(tree, testSymbols));
        render(tex);
        expect(tex).not.toMatch(/\||\\[^A-Za-z]/);
      }),
      { numRuns: 400 },
    );
  });

  it("means what the expression means, read by an independent reader", () => {
    const anyParts = fc
      .tuple(...partNames.map(() => anyValue))
      .map((values) => Object.fromEntries(partNames.map((name, index) => [name, values[index]])));
    let compared = 0;
    fc.assert(
      fc.property(anyExpression, anyParts, (tree, parts) => {
        const text = texToText(formulaTex(compiledFormula(tree, testSymbols)));
        const used = new Set(text.match(/[A-Za-z]\w*/g) ?? []);
        const symbols = Object.fromEntries(
          partNames.filter((name) => used.has(name)).map((name) => [name, { tex: "x", meaning: "a part" }]),
        );
        const read = evaluate(compileFormula({ expression: text, symbols }).tree, parts);
        const written = evaluate(tree, composedInputs(parts));
        if (!Number.isFinite(read.rounding) || !Number.isFinite(written.rounding)) return;
        compared += 1;
        // The composed inputs are rounded once more than their parts; the bounds count each input as rounded already.
        expect(Math.abs(read.value - written.value)).toBeLessThanOrEqual(read.rounding + written.rounding);
      }),
      { numRuns: 1000 },
    );
    expect(compared).toBeGreaterThan(300);
  });
});
