import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Quantity } from "../../foundation/quantity.ts";
import { type CompiledFormula, loadFormulaCompiler } from "./compile.ts";
import { evaluateWithError } from "./evaluate-with-error.ts";
import { inputsOf, paperFormulas, paperInputs } from "./testing/paper-formulas.ts";

const compileFormula = await loadFormulaCompiler();

const formulaOf = (expression: string, ...names: string[]): CompiledFormula =>
  compileFormula({
    expression,
    symbols: Object.fromEntries(names.map((name) => [name, { tex: "x", meaning: "an input" }])),
  });

const ok = (value: number, error = 0): Quantity => ({ value, error, status: "ok" });

describe("a formula at inputs with errors", () => {
  it("adds the errors of a sum, and the relative errors of a product", () => {
    const sum = evaluateWithError(formulaOf("x - 2 * y", "x", "y"), { x: ok(5, 0.25), y: ok(1, 0.125) });
    expect(sum).toMatchObject({ value: 3, status: "ok" });
    expect(sum.error).toBeCloseTo(0.5, 13);
    const product = evaluateWithError(formulaOf("x * y", "x", "y"), { x: ok(5, 5e-6), y: ok(2, 4e-6) });
    expect(product.error).toBeCloseTo(10 * (1e-6 + 2e-6), 13);
  });

  it("takes the larger of the two sides", () => {
    // 1/(1 − 1/2) − 1 = 1 against 1 − 1/(1 + 1/2) = 1/3.
    expect(evaluateWithError(formulaOf("1 / x", "x"), { x: ok(1, 0.5) }).error).toBeCloseTo(1, 13);
  });

  it("follows an input through all its places", () => {
    const { value, error } = evaluateWithError(formulaOf("x / (1 + x) + 1 / (1 + x)", "x"), { x: ok(3, 0.5) });
    expect(value).toBe(1);
    expect(error).toBeLessThan(10 * Number.EPSILON);
  });

  it("leaves the rounding of the computation when the inputs are exact", () => {
    // Three roundings of a half unit at most: of the two literals and of the sum.
    const { value, error } = evaluateWithError(formulaOf("0.1 + 0.2"), {});
    expect(value).toBe(0.1 + 0.2);
    expect(error).toBeGreaterThanOrEqual(value - 0.3);
    expect(error).toBeLessThan(2 * Number.EPSILON * value);
  });

  it("bounds what errors of the inputs do to the formulas of the papers", () => {
    const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const signedUnit = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(paperFormulas)),
        fc.array(unit, { minLength: 9, maxLength: 9 }),
        fc.array(unit, { minLength: 9, maxLength: 9 }),
        fc.array(signedUnit, { minLength: 9, maxLength: 9 }),
        (source, t, sizes, directions) => {
          const formula = compileFormula(source);
          const inputs = inputsOf(formula.symbols, paperInputs(t));
          const quantities: Record<string, Quantity> = {};
          const moved: Record<string, number> = {};
          for (const [index, [name, value]] of Object.entries(inputs).entries()) {
            const error = 1e-6 * sizes[index] * value;
            quantities[name] = ok(value, error);
            moved[name] = value + directions[index] * error;
          }
          const { value, error, status } = evaluateWithError(formula, quantities);
          expect(status).toBe("ok");
          // Second-order terms are 1e-6 of the first-order ones times a curvature of at most some hundreds.
          expect(Math.abs(formula.evaluate(moved) - value)).toBeLessThanOrEqual(1.001 * error);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is inaccurate if an input is, or if the domain ends within an input's error", () => {
    const formula = formulaOf("sqrt(x) + y", "x", "y");
    const inaccurate: Quantity = { value: 1, error: 0, status: "inaccurate" };
    expect(evaluateWithError(formula, { x: ok(4), y: ok(1) }).status).toBe("ok");
    expect(evaluateWithError(formula, { x: ok(4), y: inaccurate }).status).toBe("inaccurate");
    const edge = evaluateWithError(formula, { x: ok(0, 1e-8), y: ok(1) });
    expect(edge).toMatchObject({ value: 1, status: "inaccurate" });
    expect(edge.error).toBeCloseTo(1e-4, 12);
  });

  it.each([
    ["missing", "inputs.y", { x: ok(1) }],
    ["null", "inputs.y", { x: ok(1), y: null }],
    ["a bare number", "inputs.y", { x: ok(1), y: 2 }],
    ["undeclared", "inputs.z", { x: ok(1), y: ok(1), z: ok(1) }],
    ["NaN", "inputs.x.value", { x: ok(Number.NaN), y: ok(1) }],
    ["infinite", "inputs.y.value", { x: ok(1), y: ok(Number.NEGATIVE_INFINITY) }],
    ["of negative error", "inputs.y.error", { x: ok(1), y: ok(1, -1e-9) }],
    ["of error NaN", "inputs.y.error", { x: ok(1), y: ok(1, Number.NaN) }],
    ["of infinite error", "inputs.y.error", { x: ok(1), y: ok(1, Number.POSITIVE_INFINITY) }],
    ["of no status", "inputs.x.status", { x: { value: 1, error: 0 }, y: ok(1) }],
    ["not there at all", "inputs", undefined],
  ])("refuses an input that is %s", (_, field, inputs) => {
    expect(() => evaluateWithError(formulaOf("x + y", "x", "y"), inputs as Record<string, Quantity>)).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });

  it.each([
    ["outside the domain", "sqrt(x)", ok(-1)],
    ["at a pole", "1 / x", ok(0)],
    ["within rounding of a pole", "1 / (1 + x - 1.1)", ok(0.1)],
    ["inside the domain at a single point", "sqrt(0 - x ^ 2)", ok(0, 0.5)],
  ])("refuses inputs %s", (_, expression, x) => {
    expect(() => evaluateWithError(formulaOf(expression, "x"), { x })).toThrow(
      expect.objectContaining({ code: "non-finite", field: "expression" }),
    );
  });
});
