import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expression } from "../formula/expression.ts";
import { loadMathParser, parseExpression } from "../formula/parse-expression.ts";
import { enclose } from "./enclose.ts";
import { type Behaviour, type Box, findRoots, type Range, type RootSearch } from "./find-roots.ts";
import { type Column, interval } from "./interval.ts";

const parse = await loadMathParser();

/** The roots of functions of x and y where the constraints are above 0. */
function rootsOf(functions: readonly string[], constraints: readonly string[] = [], mostBoxes = 2000): RootSearch {
  const unknowns = functions.length === 1 ? ["x"] : ["x", "y"];
  const range = (column: Column | undefined): Range =>
    column === undefined ? [0, 0] : [column.low[0], column.high[0]];
  const behaviour =
    (parts: readonly Expression[]) =>
    (box: Box): Behaviour => {
      const columns = new Map(box.map(([low, high], i) => [unknowns[i], interval(low, high)]));
      const all = parts.map((part) => enclose(part, { columns, spectra: {}, unknowns }));
      const defined = all.map((one) => one.defined);
      return {
        values: all.map(({ value }) => range(value)),
        slopes: all.map(({ slopes }) => unknowns.map((name) => range(slopes.get(name)))),
        defined: defined.includes("nowhere") ? "nowhere" : defined.includes("partly") ? "partly" : "everywhere",
      };
    };
  const trees = functions.map((text) => parseExpression(text, parse));
  return findRoots({
    unknowns: unknowns.length,
    functions: behaviour(trees),
    valuesAt: behaviour(trees),
    constraints: constraints.map((text) => behaviour([parseExpression(text, parse)])),
    mostBoxes,
  });
}

function expectRoot(search: RootSearch, ...root: readonly number[]): void {
  expect(search.found).toBe("one");
  if (search.found !== "one") return;
  search.box.forEach(([low, high], i) => {
    // The double next to the root may lie outside of an enclosure narrower than its own rounding.
    const ulp = Number.EPSILON * Math.max(Math.abs(root[i]), 1e-290);
    expect(low - ulp).toBeLessThanOrEqual(root[i]);
    expect(high + ulp).toBeGreaterThanOrEqual(root[i]);
    expect(high - low).toBeLessThanOrEqual(1000 * ulp);
  });
}

describe("one unknown", () => {
  it.each<[string, readonly string[], number]>([
    ["x^2 - 2", ["x"], Math.SQRT2],
    ["x^2 - 2", ["-x"], -Math.SQRT2],
    ["exp(x) - 5", [], Math.log(5)],
    ["x - cos(x)", [], 0.7390851332151607],
    ["1 / x - 1e100", ["x"], 1e-100],
    ["log(x) - 10", [], Math.exp(10)],
    ["x^3 - 3 * x^2 + 2 * x", ["x - 1.5", "100 - x"], 2],
    // Roots where boxes are split: at 0, and at the middle of the half-line.
    ["x^3 + x", [], 0],
    ["x^3 - 1", [], 1],
    // A pole on the boundary of the domain.
    ["x - 1 - 1 / x", ["x"], (1 + Math.sqrt(5)) / 2],
    ["x - 1 - 1 / x", ["-x"], (1 - Math.sqrt(5)) / 2],
    ["x + log(x)", ["x"], 0.5671432904097838],
    ["x * (x - 1)", ["x - 0.5"], 1],
    // A pole inside the domain, and a root beside it.
    ["1 / (x - 1) + x - 4", ["x - 2"], (5 + Math.sqrt(5)) / 2],
  ])("%s where %j is above 0", (text, constraints, root) => {
    expectRoot(rootsOf([text], constraints), root);
  });

  it.each<[string, readonly string[], RootSearch["found"]]>([
    ["x^2 - 2", [], "several"],
    ["sin(x)", [], "several"],
    ["x^2 + 1", [], "none"],
    ["x^2 - 2", ["x - 2"], "none"],
    ["sqrt(x) + 1", [], "none"],
    ["1 / x", [], "uncertain"], // it tends to 0 where x does not end
    ["x^2", [], "uncertain"],
    ["(x - 1)^2 * (x + 3)", ["x"], "uncertain"],
    ["x - 1", ["x - 1"], "uncertain"],
    ["0 * x", [], "uncertain"],
    // Both terms grow without bound, in which no interval sees a difference.
    ["x^3 - 3 * x^2 + 2 * x", ["x - 1.5"], "uncertain"],
    ["sqrt(x)", [], "uncertain"],
  ])("%s where %j is above 0 has %s", (text, constraints, found) => {
    expect(rootsOf([text], constraints).found).toBe(found);
  });

  it("is found alone among the roots of any polynomial, or refused with them", () => {
    const root = fc.integer({ min: -400, max: 400 }).map((k) => k / 16);
    fc.assert(
      fc.property(fc.uniqueArray(root, { minLength: 1, maxLength: 5 }), root, (roots, from) => {
        fc.pre(!roots.includes(from));
        const search = rootsOf([roots.map((at) => `(x - (${at}))`).join(" * ")], [`x - (${from})`]);
        const inside = roots.filter((at) => at > from);
        if (inside.length === 0) expect(search.found).toBe("none");
        else if (inside.length > 1) expect(search.found).toBe("several");
        else {
          expect(search.found).toBe("one");
          if (search.found !== "one") return;
          const [[low, high]] = search.box;
          expect(low).toBeLessThanOrEqual(inside[0]);
          expect(high).toBeGreaterThanOrEqual(inside[0]);
          expect(high - low).toBeLessThanOrEqual(1e-9);
        }
      }),
    );
  });
});

describe("two unknowns", () => {
  it.each<[readonly string[], readonly string[], readonly number[]]>([
    [["x + y - 3", "x - y - 1"], [], [2, 1]],
    [["x^2 + y^2 - 25", "y - x - 1"], ["x"], [3, 4]],
    [["x^2 + y^2 - 25", "y - x - 1"], ["-x"], [-4, -3]],
    [
      ["exp(x) - y", "y - 2 + x"],
      ["x + 3", "3 - x"],
      [0.4428544010023886, 1.5571455989976115],
    ],
    [["y^2 - 2 - 0 * x", "x * y - 1"], ["y"], [Math.SQRT1_2, Math.SQRT2]],
  ])("of %j where %j are above 0", (functions, constraints, root) => {
    expectRoot(rootsOf(functions, constraints), ...root);
  });

  it.each<[readonly string[], readonly string[], RootSearch["found"]]>([
    [["x^2 + y^2 - 25", "y - x - 1"], [], "several"],
    [["x^2 + y^2 - 1", "y - x - 5"], [], "none"],
    [["x^2 + y^2 - 2", "x + y - 2"], [], "uncertain"], // a tangent
    [["x + y - 3", "2 * x + 2 * y - 6"], [], "uncertain"],
  ])("of %j where %j are above 0 are %s", (functions, constraints, found) => {
    expect(rootsOf(functions, constraints).found).toBe(found);
  });
});
