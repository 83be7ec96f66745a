import { describe, expect, it } from "vitest";
import { type CompiledFormula, loadFormulaCompiler } from "./compile.ts";
import { type MutantFormula, mutants } from "./mutants.ts";
import { screenMutants } from "./screen-mutants.ts";
import { inputsOf, paperFormulas, paperInputs } from "./testing/paper-formulas.ts";

const compileFormula = await loadFormulaCompiler();

const symbol = { tex: "x", meaning: "an input" };

const formulaOf = (expression: string, ...names: string[]): CompiledFormula =>
  compileFormula({ expression, symbols: Object.fromEntries(names.map((name) => [name, symbol])) });

const mutantOf = (expression: string, ...names: string[]): MutantFormula => ({
  ...formulaOf(expression, ...names),
  operator: "sign",
});

describe("screening", () => {
  it("tells apart what differs, what does not, and what is not real", () => {
    const { inequivalent, equivalent, invalid } = screenMutants(
      formulaOf("x ^ 2 + 1", "x"),
      [
        mutantOf("(-x) ^ 2 + 1", "x"),
        mutantOf("x ^ 2 - 1", "x"),
        mutantOf("(x - 1) * (x + 1)", "x"),
        mutantOf("x ^ 1.5 + 1", "x"),
        mutantOf("x ^ 2 + 1 / (x - 2)", "x"),
        mutantOf("x ^ 2 + 3", "x"),
      ],
      [{ x: -1 }, { x: 1 }, { x: 2 }],
    );
    expect(inequivalent.map(({ expression, discrepancy }) => [expression, discrepancy])).toEqual([
      ["x ^ 2 - 1", 1],
      ["x ^ 2 + 3", 1],
    ]);
    expect(equivalent.map(({ expression }) => expression)).toEqual(["(-x) ^ 2 + 1", "(x - 1) * (x + 1)"]);
    expect(invalid.map(({ expression }) => expression)).toEqual(["x ^ 1.5 + 1", "x ^ 2 + 1 / (x - 2)"]);
  });

  it("keeps a mutant that differs on a single row", () => {
    const formula = formulaOf("x ^ 2", "x");
    const mutant = mutantOf("x ^ 3", "x");
    expect(screenMutants(formula, [mutant], [{ x: 0 }, { x: 1 }]).equivalent).toHaveLength(1);
    expect(screenMutants(formula, [mutant], [{ x: 0 }, { x: 1 }, { x: 1.5 }]).inequivalent[0].discrepancy).toBe(0.5);
  });

  it("separates a difference of 1e-8 from none, and one of 1e-10 not", () => {
    const screened = (factor: string): number =>
      screenMutants(formulaOf("x", "x"), [mutantOf(`${factor} * x`, "x")], [{ x: 3 }]).inequivalent.length;
    expect(screened("1.00000001")).toBe(1);
    expect(screened("1.0000000001")).toBe(0);
  });

  it("takes equal formulas for equal though their digits cancel", () => {
    const formula = formulaOf("x ^ 2 - y ^ 2", "x", "y");
    const factored = mutantOf("(x - y) * (x + y)", "x", "y");
    // The difference of the squares keeps three digits; (x − y)(x + y) keeps all.
    const rows = [{ x: 1 / 3, y: 1 / 3 + 1e-13 }];
    const relative = Math.abs(factored.evaluate(rows[0]) / formula.evaluate(rows[0]) - 1);
    expect(relative).toBeGreaterThan(1e-9);
    expect(screenMutants(formula, [factored], rows).equivalent).toHaveLength(1);
  });

  it("measures against the largest value where the formula is 0, and absolutely where it is 0 throughout", () => {
    const formula = formulaOf("x * y", "x", "y");
    const mutant = mutantOf("x * y + y", "x", "y");
    expect(
      screenMutants(
        formula,
        [mutant],
        [
          { x: 0, y: 3 },
          { x: 4, y: 3 },
        ],
      ).inequivalent[0].discrepancy,
    ).toBe(0.25);
    expect(screenMutants(formula, [mutant], [{ x: 0, y: 3 }]).inequivalent[0].discrepancy).toBe(3);
  });

  it.each([
    ["grid", [], "invalid-input"],
    ["inputs.x", [{ y: 1 }], "invalid-input"],
    ["grid[1]", [{ x: 1 }, { x: -1 }], "non-finite"],
    ["grid[0]", [{ x: Number.NaN }], "non-finite"],
  ])("names %s", (field, grid, code) => {
    expect(() => screenMutants(formulaOf("sqrt(x)", "x"), [], grid as Record<string, number>[])).toThrow(
      expect.objectContaining({ code, field }),
    );
  });

  it.each(Object.entries(paperFormulas))("leaves mutants of %s to refute, by two per cent and more", (_, source) => {
    const formula = compileFormula(source);
    const grid = [0.1, 0.35, 0.6, 0.85].map((t, index) =>
      inputsOf(formula.symbols, paperInputs(Array.from({ length: 9 }, (_, k) => (t + 0.29 * k * (index + 1)) % 1))),
    );
    const all = mutants(formula);
    const { inequivalent, equivalent, invalid } = screenMutants(formula, all, grid);
    expect(inequivalent.length + equivalent.length + invalid.length).toBe(all.length);
    expect(inequivalent.length).toBeGreaterThan(0.6 * all.length);
    for (const mutant of inequivalent) expect(mutant.discrepancy).toBeGreaterThan(0.02);
    // The formula is no mutant of itself.
    expect(screenMutants(formula, [{ ...formula, operator: "sign" }], grid).equivalent).toHaveLength(1);
  });
});
