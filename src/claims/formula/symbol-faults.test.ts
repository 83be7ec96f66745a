import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadFormulaCompiler } from "./compile.ts";
import { evaluate } from "./evaluate.ts";
import { type Expression, symbolNames } from "./expression.ts";
import { symbolFaults } from "./symbol-faults.ts";
import { anyExpression, anyInputs, bracketedText, declaredIn, testSymbolNames } from "./testing/expressions.ts";
import { expressionText } from "./text.ts";

const compileFormula = await loadFormulaCompiler();

const treeOf = (expression: string): Expression => compileFormula({ expression, symbols: declaredIn(expression) }).tree;

const faultsOf = (expression: string, declared: readonly string[] = testSymbolNames): string[] =>
  symbolFaults(treeOf(expression), declared).map(({ operator, tree }) => `${operator}: ${expressionText(tree)}`);

describe("faults of symbols", () => {
  it("replace a symbol by 1 everywhere, then place by place if there are several", () => {
    expect(faultsOf("a * alpha + a ^ 2 / a", [])).toEqual([
      "symbol-is-one: alpha + 1",
      "symbol-is-one: alpha + a ^ 2 / a",
      "symbol-is-one: a * alpha + 1 / a",
      "symbol-is-one: a * alpha + a ^ 2",
      "symbol-is-one: a + a ^ 2 / a",
      "reciprocal: 1 / a * alpha + (1 / a) ^ 2 * a",
      "reciprocal: a / alpha + a ^ 2 / a",
    ]);
  });

  it("replace a symbol at one place by the symbols declared next to it", () => {
    const neighbours = (declared: readonly string[]): string[] =>
      faultsOf("a - alpha * dm ^ a", declared).filter((text) => text.startsWith("neighbour"));
    expect(neighbours(["a", "alpha", "dm"])).toEqual([
      "neighbour-symbol: alpha - alpha * dm ^ a",
      "neighbour-symbol: a - a * dm ^ a",
      "neighbour-symbol: a - dm * dm ^ a",
      "neighbour-symbol: a - alpha * alpha ^ a",
      "neighbour-symbol: a - alpha * dm ^ alpha",
    ]);
    // The order of declaration says who is a neighbour, and the order of the formula who comes first.
    expect(neighbours(["dm", "a", "alpha"])).toEqual([
      "neighbour-symbol: dm - alpha * dm ^ a",
      "neighbour-symbol: alpha - alpha * dm ^ a",
      "neighbour-symbol: a - a * dm ^ a",
      "neighbour-symbol: a - alpha * a ^ a",
      "neighbour-symbol: a - alpha * dm ^ dm",
      "neighbour-symbol: a - alpha * dm ^ alpha",
    ]);
    expect(faultsOf("a * a", ["a"]).filter((text) => text.startsWith("neighbour"))).toEqual([]);
  });

  it("leave out the 1 that remains where it does nothing, and leave the other parts as they were written", () => {
    const ones = (expression: string): string[] => faultsOf(expression, []).filter((text) => text.startsWith("symbol"));
    expect(ones("1 * alpha - exp(a) / (2 / 1)")).toEqual([
      "symbol-is-one: 1 - exp(a) / (2 / 1)",
      "symbol-is-one: 1 * alpha - exp(1) / (2 / 1)",
    ]);
    expect(ones("1 * (-alpha) - a")[1]).toBe("symbol-is-one: 1 * (-alpha) - 1");
    expect(ones("2 ^ a")).toEqual(["symbol-is-one: 2"]);
    expect(ones("sqrt(a) / (dm - a)")[0]).toBe("symbol-is-one: sqrt(1) / (dm - 1)");
    // Where alpha is 1, this exponent is no number, and 1 must not hide it.
    expect(ones("a ^ (1 / (1 - alpha))")).toEqual([
      "symbol-is-one: 1 ^ (1 / (1 - alpha))",
      "symbol-is-one: a ^ (1 / (1 - 1))",
    ]);
  });

  it("are what replacing the names in the text gives", () => {
    let compared = 0;
    fc.assert(
      fc.property(anyExpression, anyInputs, (tree, inputs) => {
        const text = bracketedText(tree);
        const names = symbolNames(tree);
        const isName = /(?<![\w.])[A-Za-z]\w*/g;
        const places = [...text.matchAll(isName)].filter(([word]) => testSymbolNames.includes(word));
        const everywhere = (name: string, by: string): string =>
          text.replace(isName, (word) => (word === name ? `(${by})` : word));
        const once = ({ index, 0: name }: RegExpMatchArray, by: string): string =>
          `${text.slice(0, index)}(${by})${text.slice((index as number) + name.length)}`;
        const expected = [
          ...names.flatMap((name) => {
            const own = places.filter(([word]) => word === name);
            return [everywhere(name, "1"), ...(own.length > 1 ? own.map((place) => once(place, "1")) : [])];
          }),
          ...names.map((name) => everywhere(name, `1/${name}`)),
          ...places.flatMap((place) => {
            const k = testSymbolNames.indexOf(place[0]);
            return testSymbolNames
              .slice(Math.max(0, k - 1), k + 2)
              .flatMap((by) => (by === place[0] ? [] : once(place, by)));
          }),
        ];
        const found = symbolFaults(tree, testSymbolNames);
        expect(found).toHaveLength(expected.length);
        for (const [i, fault] of found.entries()) {
          const ours = evaluate(fault.tree, inputs);
          const literal = evaluate(treeOf(expected[i]), inputs);
          // x/(1/y) is x·y also where y is 0; otherwise one is real where the other is.
          if (fault.operator !== "reciprocal") expect(Number.isNaN(ours.value)).toBe(Number.isNaN(literal.value));
          if (!Number.isFinite(ours.rounding) || !Number.isFinite(literal.rounding)) continue;
          compared += 1;
          expect(Math.abs(ours.value - literal.value)).toBeLessThanOrEqual(ours.rounding + literal.rounding);
        }
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});
