import fc from "fast-check";
import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { loadFormulaCompiler } from "./compile.ts";
import { evaluate } from "./evaluate.ts";
import { children, type Expression } from "./expression.ts";
import { anyExpression, anyInputs, bracketedText, declaredIn, plainValue } from "./testing/expressions.ts";
import { inputsOf, paperFormulas, paperInputs } from "./testing/paper-formulas.ts";
import { expressionText } from "./text.ts";

const compileFormula = await loadFormulaCompiler();

// The tolerances matter to min and max, which would take small numbers for equal.
const precise = create(all, { number: "BigNumber", precision: 64, relTol: 1e-60, absTol: 1e-320 });

const valueAt = (expression: string, inputs: Record<string, number> = {}): number =>
  compileFormula({
    expression,
    symbols: Object.fromEntries(Object.keys(inputs).map((name) => [name, { tex: "x", meaning: "an input" }])),
  }).evaluate(inputs);

describe("evaluation", () => {
  it("agrees to the bit with the operations of the language", () => {
    fc.assert(
      fc.property(anyExpression, anyInputs, (tree, inputs) => {
        const text = bracketedText(tree);
        const value = compileFormula({ expression: text, symbols: declaredIn(text) }).evaluate(inputs);
        expect(value).toBe(plainValue(tree, inputs) ?? Number.NaN);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["sqrt(x)", -1],
    ["x ^ 0.5", -1],
    ["x ^ (1 / 3)", -8],
    ["log(x)", 0],
    ["log(x)", -1],
    ["1 / x", 0],
    ["x / x", 0],
    ["exp(x)", 1000],
    ["exp(log(x))", 0],
    ["(1 / x) ^ (-1)", 0],
    ["sqrt(x) ^ 0", -1],
    ["1 / (1 / x)", 0],
    ["min(1, 1 / x)", 0],
    ["x + 1", Number.POSITIVE_INFINITY],
    ["x ^ 0", Number.NaN],
  ])("%s is not a finite real number at x = %d", (expression, x) => {
    expect(valueAt(expression, { x })).toBeNaN();
  });

  it("raises negative numbers to integers", () => {
    expect(valueAt("x ^ 3", { x: -2 })).toBe(-8);
    expect(valueAt("x ^ (-2)", { x: -2 })).toBe(0.25);
    expect(valueAt("x ^ 0", { x: 0 })).toBe(1);
  });

  it("names an input that is missing, also one with the name of an inherited member", () => {
    const symbols = { valueOf: { tex: "v", meaning: "an input" } };
    const formula = compileFormula({ expression: "2 * valueOf", symbols });
    expect(() => formula.evaluate({})).toThrow(
      expect.objectContaining({ field: "inputs.valueOf", accepted: "a number" }),
    );
    expect(formula.evaluate({ valueOf: 3 })).toBe(6);
  });
});

describe("the rounding bound", () => {
  // First-order terms that the analysis leaves out are of relative size eps; the bound itself is computed with rounding.
  const slack = 1 + 1e-9;

  const distance = (text: string, inputs: Readonly<Record<string, number>>, value: number): number => {
    const scope = Object.fromEntries(Object.entries(inputs).map(([name, x]) => [name, precise.bignumber(x)]));
    return Math.abs(precise.number(precise.subtract(precise.evaluate(text, scope), precise.bignumber(value))));
  };

  const mayUnderflow = (tree: Expression, inputs: Readonly<Record<string, number>>): boolean =>
    children(tree).some((part) => mayUnderflow(part, inputs)) ||
    (!["number", "symbol", "sum", "difference"].includes(tree.kind) && Math.abs(evaluate(tree, inputs).value) < 1e-280);

  it("holds against 64 digits for random expressions", () => {
    let compared = 0;
    fc.assert(
      fc.property(anyExpression, anyInputs, (tree, inputs) => {
        const { value, rounding } = evaluate(tree, inputs);
        if (Number.isNaN(value) || !Number.isFinite(rounding)) return;
        if (mayUnderflow(tree, inputs)) return;
        compared += 1;
        expect(distance(expressionText(tree), inputs, value)).toBeLessThanOrEqual(rounding * slack);
      }),
      { numRuns: 600 },
    );
    expect(compared).toBeGreaterThan(200);
  });

  it("is tight: a few dozen machine epsilons on the formulas of the papers", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(paperFormulas)),
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 9, maxLength: 9 }),
        ({ expression, symbols }, t) => {
          const inputs = inputsOf(symbols, paperInputs(t));
          const { value, rounding } = evaluate(compileFormula({ expression, symbols }).tree, inputs);
          // About 25 operations, and cancellation of at most one digit in 1 − 2λm + λ²m′ at these inputs.
          expect(rounding).toBeLessThan(500 * Number.EPSILON * Math.abs(value));
          expect(distance(expression, inputs, value)).toBeLessThanOrEqual(rounding * slack);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("sees digits cancel", () => {
    const { tree } = compileFormula({
      expression: "(1 + x) - 1",
      symbols: { x: { tex: "x", meaning: "a small number" } },
    });
    const { value, rounding } = evaluate(tree, { x: 1e-10 });
    expect(Math.abs(value - 1e-10)).toBeLessThan(rounding);
    expect(rounding).toBeGreaterThan(0.5 * Number.EPSILON);
    expect(rounding).toBeLessThan(2 * Number.EPSILON);
  });

  // c is 5.6e-17 in double precision and 0 in truth; its bound is 0.9 units of roundoff, 1e-16.
  it.each([
    "1 / (c + 1e-10)",
    "1e10 * (c + 1e-10)",
    "abs(c + 1e-10)",
    "min(1, c + 1e-10)",
    "sqrt(c + 1e-10)",
    "log(c + 1e-10)",
    "exp(1e10 * c)",
    "sin(1e10 * c)",
    "cos(1 + 1e10 * c)",
    "tanh(1 + 1e10 * c)",
    "(c + 1e-10) ^ 2.5",
    "(c + 1e-10) ^ (-0.5)",
    "1e-9 ^ (1e6 * c)",
  ])("follows the error of an operand through %s, to within a factor of 5", (template) => {
    const expression = template.replace("c ", "0.1 + 0.2 - 0.3 ").replace("* c", "* (0.1 + 0.2 - 0.3)");
    const { value, rounding } = evaluate(compileFormula({ expression, symbols: {} }).tree, {});
    const error = distance(expression, {}, value);
    expect(error).toBeLessThanOrEqual(rounding);
    expect(rounding).toBeLessThan(5 * error);
  });

  it("is infinite where a denominator, logarithm or base of a negative power is not told from 0", () => {
    // 0.1 + 0.2 − 0.3 is 5.6e-17 in double precision.
    for (const expression of ["1 / (0.1 + 0.2 - 0.3)", "log(0.1 + 0.2 - 0.3)", "(0.1 + 0.2 - 0.3) ^ (-1)"]) {
      const { value, rounding } = evaluate(compileFormula({ expression, symbols: {} }).tree, {});
      expect(Number.isFinite(value)).toBe(true);
      expect(rounding).toBe(Number.POSITIVE_INFINITY);
    }
  });
});
