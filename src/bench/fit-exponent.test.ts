import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitExponent } from "./fit-exponent.ts";

describe("fitExponent", () => {
  it("finds the exponent of a power law, with no scatter", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (exponent, factor) => {
          const points = [250, 500, 1000, 4000].map((x) => ({ x, y: factor * x ** exponent }));
          const fit = fitExponent(points);
          // Logarithms of size 40 at most carry as many roundings, over a range of x whose logarithms differ by 2.8.
          expect(Math.abs(fit.exponent - exponent)).toBeLessThanOrEqual(100 * Number.EPSILON);
          expect(fit.standardError).toBeLessThanOrEqual(100 * Number.EPSILON);
          expect(fit.range).toEqual([250, 4000]);
        },
      ),
    );
  });

  it("gives the least-squares slope and its standard error where there is scatter", () => {
    // ln x = 0, 1, 2 and ln y = 0, 2, 1: slope 1/2, residuals −½, 1, −½, so the error is √(3/2/1/2).
    const points = [0, 2, 1].map((y, x) => ({ x: Math.exp(x), y: Math.exp(y) }));
    const fit = fitExponent(points);
    expect(Math.abs(fit.exponent - 0.5)).toBeLessThanOrEqual(8 * Number.EPSILON);
    expect(Math.abs((fit.standardError ?? 0) - Math.sqrt(0.75))).toBeLessThanOrEqual(8 * Number.EPSILON);
  });

  it("knows no scatter of two points", () => {
    const fit = fitExponent([
      { x: 1, y: 3 },
      { x: 4, y: 12 },
    ]);
    expect(Math.abs(fit.exponent - 1)).toBeLessThanOrEqual(4 * Number.EPSILON);
    expect(fit.standardError).toBeNull();
  });

  it.each([
    ["one x", [2, 2], [1, 3]],
    ["no points", [], []],
    ["a time of 0", [1, 2], [1, 0]],
    ["no number", [1, 2], [1, Number.NaN]],
    ["an infinite x", [1, Number.POSITIVE_INFINITY], [1, 2]],
  ])("refuses %s", (_, xs, ys) => {
    expect(() => fitExponent(xs.map((x, i) => ({ x, y: ys[i] })))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "points" }),
    );
  });
});
