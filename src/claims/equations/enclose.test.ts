import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../formula/evaluate.ts";
import { type Expression, symbolNames } from "../formula/expression.ts";
import { loadMathParser, parseExpression } from "../formula/parse-expression.ts";
import { anyExpression, anyInputs, anyValue, testSymbolNames } from "../formula/testing/expressions.ts";
import { type Enclosed, enclose } from "./enclose.ts";
import { type Column, interval } from "./interval.ts";

const parse = await loadMathParser();
const tree = (text: string): Expression => parseExpression(text, parse);

const around = (value: number, radius: number): Column => interval(value - radius, value + radius);

const enclosed = (expression: Expression, columns: Readonly<Record<string, Column>>): Enclosed =>
  enclose(expression, { columns: new Map(Object.entries(columns)), spectra: {}, unknowns: Object.keys(columns) });

const ends = ({ low, high }: Column): number[] => [low[0], high[0]];

describe("enclosures", () => {
  const radius = fc.constantFrom(0, 1e-9, 0.01, 0.5, 3);

  it("contain the value at every point of the box, and call nothing real that is not", () => {
    fc.assert(
      fc.property(
        anyExpression,
        anyInputs,
        radius,
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 }),
        (expression, centre, r, moves) => {
          const box = Object.fromEntries(testSymbolNames.map((name) => [name, around(centre[name], r)]));
          const at = Object.fromEntries(testSymbolNames.map((name, i) => [name, centre[name] + r * moves[i]]));
          const { value: exact, rounding } = evaluate(expression, at);
          const { value, defined } = enclosed(expression, box);
          if (Number.isNaN(exact) || !Number.isFinite(rounding)) return;
          expect(defined).not.toBe("nowhere");
          const [low, high] = ends(value);
          expect(low).toBeLessThanOrEqual(exact + rounding);
          expect(high).toBeGreaterThanOrEqual(exact - rounding);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("contain the slope between any two points of the box where they are real everywhere", () => {
    let checked = 0;
    fc.assert(
      fc.property(anyExpression, anyInputs, fc.constantFrom(0.01, 0.3, 2), anyValue, (expression, centre, r, share) => {
        const [name] = symbolNames(expression);
        if (name === undefined) return;
        const box = {
          ...Object.fromEntries(testSymbolNames.map((key) => [key, interval(centre[key])])),
          [name]: around(centre[name], r),
        };
        const { slopes, defined } = enclose(expression, {
          columns: new Map(Object.entries(box)),
          spectra: {},
          unknowns: [name],
        });
        if (defined !== "everywhere") return;
        const [x, y] = [centre[name] - r, centre[name] + r * Math.min(1, Math.abs(share))];
        const [f, g] = [x, y].map((at) => evaluate(expression, { ...centre, [name]: at }));
        if (Number.isNaN(f.value) || Number.isNaN(g.value)) return;
        const slope = slopes.get(name);
        const [low, high] = slope === undefined ? [0, 0] : ends(slope);
        const slack = f.rounding + g.rounding + 4 * Number.EPSILON * (Math.abs(f.value) + Math.abs(g.value));
        if (!Number.isFinite(slack)) return;
        checked += 1;
        expect(g.value - f.value).toBeGreaterThanOrEqual(low * (y - x) - slack);
        expect(g.value - f.value).toBeLessThanOrEqual(high * (y - x) + slack);
      }),
      { numRuns: 600, seed: 20260 },
    );
    expect(checked).toBeGreaterThan(100);
  });

  it.each([
    ["x ^ 2", [-1, 2], [0, 4]],
    ["x ^ 3", [-1, 2], [-1, 8]],
    ["x ^ (-2)", [-1, 2], [0, Infinity]],
    ["x ^ (1 / 2)", [-1, 4], [0, 2]],
    ["sqrt(x)", [0, 4], [0, 2]],
    ["log(x)", [0, 1], [-Infinity, 0]],
    ["sin(x)", [0, 3], [0, 1]],
    ["cos(x)", [3, 4], [-1, Math.cos(4)]],
    ["cos(x)", [-1, 100], [-1, 1]],
    ["abs(x)", [-3, 2], [0, 3]],
    ["max(x, 1)", [-3, 2], [1, 2]],
    ["tanh(x)", [-Infinity, Infinity], [-1, 1]],
  ])("of %s on %j are as narrow as %j", (text, [low, high], expected) => {
    const got = ends(enclosed(tree(text), { x: interval(low, high) }).value);
    got.forEach((end, i) => {
      if (Number.isFinite(expected[i]))
        expect(Math.abs(end - expected[i])).toBeLessThanOrEqual(
          20 * Number.EPSILON * Math.max(1, Math.abs(expected[i])),
        );
      else expect(end).toBe(expected[i]);
    });
  });

  it.each([
    ["1 / x", [-1, 1], "partly"],
    ["log(x)", [-2, -1], "nowhere"],
    ["sqrt(x)", [-2, 1], "partly"],
    ["x ^ 0.5", [1, 2], "everywhere"],
    ["1 / (x - x)", [0, 0], "nowhere"],
  ])("of %s on %j are real %s", (text, [low, high], defined) => {
    expect(enclosed(tree(text), { x: interval(low, high) }).defined).toBe(defined);
  });
});
