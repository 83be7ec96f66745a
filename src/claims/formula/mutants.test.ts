import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compiledFormula, loadFormulaCompiler } from "./compile.ts";
import { type MutationOperator, mutants } from "./mutants.ts";
import { anyExpression, anyInputs, declaredIn, testSymbols } from "./testing/expressions.ts";
import { paperFormulas } from "./testing/paper-formulas.ts";

const compileFormula = await loadFormulaCompiler();

const mutantsOf = (expression: string): string[] =>
  mutants(compileFormula({ expression, symbols: declaredIn(expression) })).map(
    (mutant) => `${mutant.operator}: ${mutant.expression}`,
  );

describe("mutants", () => {
  it("of a product", () => {
    expect(mutantsOf("a * alpha")).toEqual([
      "sign: -a * alpha",
      "doubled-factor: 2 * a * alpha",
      "halved-factor: 0.5 * a * alpha",
      "exponent: sqrt(a) * alpha",
      "exponent: a ^ 1.5 * alpha",
      "exponent: a * sqrt(alpha)",
      "exponent: a * alpha ^ 1.5",
      "symbol-is-one: alpha",
      "symbol-is-one: a",
      "reciprocal: 1 / a * alpha",
      "reciprocal: a / alpha",
      "neighbour-symbol: alpha * alpha",
      "neighbour-symbol: a * a",
    ]);
  });

  it("of a sum: each term loses its sign, itself and its scale, once", () => {
    expect(mutantsOf("1 - 2 * a + alpha")).toEqual([
      "doubled-factor: 2 * (1 - 2 * a + alpha)",
      "halved-factor: 0.5 * (1 - 2 * a + alpha)",
      "sign: -1 - 2 * a + alpha",
      "dropped-term: -2 * a + alpha",
      "doubled-factor: 2 - 2 * a + alpha",
      "halved-factor: 0.5 - 2 * a + alpha",
      "sign: 1 + 2 * a + alpha",
      "dropped-term: 1 + alpha",
      "doubled-factor: 1 - 4 * a + alpha",
      "halved-factor: 1 - a + alpha",
      "exponent: 1 - 2 * sqrt(a) + alpha",
      "exponent: 1 - 2 * a ^ 1.5 + alpha",
      "sign: 1 - 2 * a - alpha",
      "dropped-term: 1 - 2 * a",
      "doubled-factor: 1 - 2 * a + 2 * alpha",
      "halved-factor: 1 - 2 * a + 0.5 * alpha",
      "exponent: 1 - 2 * a + sqrt(alpha)",
      "exponent: 1 - 2 * a + alpha ^ 1.5",
      "symbol-is-one: 1 - 2 + alpha",
      "symbol-is-one: 1 - 2 * a + 1",
      "reciprocal: 1 - 2 / a + alpha",
      "reciprocal: 1 - 2 * a + 1 / alpha",
      "neighbour-symbol: 1 - 2 * alpha + alpha",
      "neighbour-symbol: 1 - 2 * a + a",
    ]);
  });

  it("of a quotient, a square and a root", () => {
    const found = mutantsOf("a ^ 2 / sqrt(alpha)");
    expect(found).toContain("swapped-quotient: sqrt(alpha) / a ^ 2");
    expect(found.filter((text) => text.startsWith("exponent"))).toEqual([
      "exponent: a ^ 1.5 / sqrt(alpha)",
      "exponent: a ^ 2.5 / sqrt(alpha)",
      "exponent: a ^ 2 / 1",
      "exponent: a ^ 2 / alpha",
    ]);
    expect(found).toContain("doubled-factor: (2 * a) ^ 2 / sqrt(alpha)");
    expect(found).toContain("halved-factor: a ^ 2 / sqrt(0.5 * alpha)");
  });

  it("of exponents that are negative, halves, or have symbols in them", () => {
    expect(mutantsOf("a ^ (-1 / 2)").filter((text) => text.startsWith("exponent"))).toEqual([
      "exponent: a ^ (-1)",
      "exponent: 1",
    ]);
    expect(mutantsOf("a ^ 1.5")).toContain("exponent: a");
    expect(mutantsOf("a ^ (1 / 2 + 1 / 2)")).toContain("exponent: sqrt(a)");
    expect(mutantsOf("a ^ alpha")).toEqual(
      expect.arrayContaining(["exponent: a ^ (alpha - 0.5)", "exponent: a ^ (alpha + 0.5)", "sign: a ^ (-alpha)"]),
    );
  });

  it("of factors that are sums or functions, and of arguments", () => {
    const found = mutantsOf("a * (1 + alpha) * exp(dm)");
    expect(found).toContain("exponent: a * sqrt(1 + alpha) * exp(dm)");
    expect(found).toContain("exponent: a * (1 + alpha) * exp(dm) ^ 1.5");
    expect(found).toContain("sign: a * (1 + alpha) * exp(-dm)");
    expect(found).toContain("doubled-factor: a * (1 + alpha) * exp(2 * dm)");
  });

  it("keeps a bracket on the right together, and goes into it", () => {
    const found = mutantsOf("a - (alpha - dm)");
    expect(found).toContain("sign: a + (alpha - dm)");
    expect(found).toContain("dropped-term: -(alpha - dm)");
    expect(found).toContain("sign: a - (alpha + dm)");
    expect(found).not.toContain("sign: a + alpha - dm");
  });

  it("drops a minus sign", () => {
    expect(mutantsOf("-a")).toEqual([
      "sign: a",
      "doubled-factor: -2 * a",
      "halved-factor: -0.5 * a",
      "exponent: -sqrt(a)",
      "exponent: -a ^ 1.5",
      "symbol-is-one: -1",
      "reciprocal: -1 / a",
    ]);
  });

  it("contains the mistakes of hand that the formulas of the papers invite", () => {
    const alignment = mutants(compileFormula(paperFormulas["Lemma 3.10"])).map(({ expression }) => expression);
    expect(alignment).toEqual(
      expect.arrayContaining([
        "alpha * m1 / sqrt(alpha ^ 2 * m2 + phi * m1 * s2)",
        "alpha * m1 / sqrt(alpha ^ 2 * m2)",
        "alpha * m1 / (alpha ^ 2 * m2 + phi * m1 * (s2 + noiseVariance))",
        "alpha * m1 / sqrt(alpha ^ 2 * m2 + phi * m1 * (s2 + sqrt(noiseVariance)))",
        "sqrt(alpha ^ 2 * m2 + phi * m1 * (s2 + noiseVariance)) / (alpha * m1)",
      ]),
    );
    const ridge = mutants(compileFormula(paperFormulas["Lemma 3.12"])).map(({ expression }) => expression);
    expect(ridge).toContain(
      "alpha * (1 - lambda * m) / sqrt(alpha ^ 2 * (1 - lambda * m + lambda ^ 2 * dm)" +
        " + phi * (s2 - alpha ^ 2 * m1 + noiseVariance) * (m - lambda * dm))",
    );
    expect(ridge).toEqual(
      expect.arrayContaining([
        // The ridge forgotten in one place, the noise's aspect ratio upside down, m for its derivative.
        "alpha * (1 - m) / sqrt(alpha ^ 2 * (1 - 2 * lambda * m + lambda ^ 2 * dm)" +
          " + phi * (s2 - alpha ^ 2 * m1 + noiseVariance) * (m - lambda * dm))",
        "alpha * (1 - lambda * m) / sqrt(alpha ^ 2 * (1 - 2 * lambda * m + lambda ^ 2 * dm)" +
          " + 1 / phi * (s2 - alpha ^ 2 * m1 + noiseVariance) * (m - lambda * dm))",
        "alpha * (1 - lambda * m) / sqrt(alpha ^ 2 * (1 - 2 * lambda * m + lambda ^ 2 * m)" +
          " + phi * (s2 - alpha ^ 2 * m1 + noiseVariance) * (m - lambda * dm))",
      ]),
    );
  });

  it("begin with the declared variants, which keep their words though a fault would make the same formula", () => {
    const why = "the second symbol forgotten";
    const variants = [
      { why: "a sum for a product", expression: "a+alpha" },
      { why, expression: "a" },
    ];
    const formula = compileFormula({ expression: "a * alpha", symbols: declaredIn("a alpha"), variants });
    const found = mutants(formula);
    expect(found.slice(0, 2)).toMatchObject([
      { operator: "declared", why: "a sum for a product", expression: "a + alpha", symbols: formula.symbols },
      { operator: "declared", why, expression: "a" },
    ]);
    expect(found[0].evaluate({ a: 2, alpha: 5 })).toBe(7);
    expect(found.filter(({ expression }) => expression === "a")).toHaveLength(1);
    const others = found.slice(2);
    expect(others.map(({ expression }) => expression)).toEqual(
      mutants(compileFormula({ expression: "a * alpha", symbols: declaredIn("a alpha") }))
        .map(({ expression }) => expression)
        .filter((expression) => expression !== "a"),
    );
    for (const mutant of others) expect(mutant).not.toHaveProperty("why");
    for (const mutant of found) expect(mutant.variants).toEqual([]);
  });

  it("grow in number with the length of a formula, not with the number of its symbols' pairs", () => {
    for (const source of Object.values(paperFormulas)) {
      const formula = compileFormula(source);
      const places = formula.expression.match(/[A-Za-z]\w*/g)?.filter((name) => name in source.symbols).length ?? 0;
      const found = mutants(formula);
      const count = (operator: MutationOperator): number =>
        found.filter((mutant) => mutant.operator === operator).length;
      expect(count("neighbour-symbol")).toBeLessThanOrEqual(2 * places);
      expect(count("symbol-is-one")).toBeLessThanOrEqual(places + Object.keys(source.symbols).length);
      expect(count("reciprocal")).toBeLessThanOrEqual(Object.keys(source.symbols).length);
      expect(count("reciprocal")).toBeGreaterThan(0);
    }
  });

  const operators: readonly MutationOperator[] = [
    "sign",
    "dropped-term",
    "doubled-factor",
    "halved-factor",
    "exponent",
    "swapped-quotient",
    "symbol-is-one",
    "reciprocal",
    "neighbour-symbol",
  ];

  it("all differ in text, are formulas themselves, and come in the same order each time", () => {
    fc.assert(
      fc.property(anyExpression, anyInputs, (tree, inputs) => {
        const formula = compiledFormula(tree, testSymbols);
        const found = mutants(formula);
        const texts = found.map(({ expression }) => expression);
        expect(new Set([formula.expression, ...texts]).size).toBe(texts.length + 1);
        expect(mutants(formula).map(({ expression }) => expression)).toEqual(texts);
        for (const mutant of found) {
          expect(operators).toContain(mutant.operator);
          const symbols = declaredIn(mutant.expression);
          const again = compileFormula({ expression: mutant.expression, symbols });
          expect(again.expression).toBe(mutant.expression);
          expect(again.evaluate(inputs)).toBe(mutant.evaluate(inputs));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("leave the formula as it was", () => {
    const formula = compileFormula(paperFormulas["squared norm"]);
    const before = JSON.stringify(formula.tree);
    mutants(formula);
    expect(JSON.stringify(formula.tree)).toBe(before);
  });
});
