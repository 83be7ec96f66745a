import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AsymptopiaError } from "../../foundation/errors.ts";
import { extrapolationWeights } from "./extrapolation.ts";

describe("extrapolation weights", () => {
  it("are −½, ½, 1 for sizes 50, 100, 200 and a bias of order 1/size", () => {
    const weights = extrapolationWeights([50, 100, 200], 1);
    [-0.5, 0.5, 1].forEach((expected, i) => {
      // A few roundings of numbers of size 1.
      expect(Math.abs(weights[i] - expected)).toBeLessThan(8 * Number.EPSILON);
    });
  });

  it("sum to 1 and annihilate size^(−q)", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 2, max: 5000 }), { minLength: 2, maxLength: 7 }),
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        (sizes, exponent) => {
          sizes.sort((a, b) => a - b);
          const weights = extrapolationWeights(sizes, exponent);
          const size = weights.reduce((sum, w) => sum + Math.abs(w), 0);
          const slack = 64 * Number.EPSILON * size * sizes.length;
          expect(Math.abs(weights.reduce((sum, w) => sum + w, 0) - 1)).toBeLessThan(slack);
          const bias = weights.reduce((sum, w, s) => sum + w * (sizes[s] / sizes[0]) ** -exponent, 0);
          expect(Math.abs(bias)).toBeLessThan(slack);
        },
      ),
    );
  });

  it("refuse what cannot be extrapolated", () => {
    for (const [sizes, exponent] of [
      [[50], 1],
      [[], 1],
      [[100, 50], 1],
      [[50, 50], 1],
      [[0, 50], 1],
      [[50, 100], 0],
      [[50, 100], Number.NaN],
    ] as const) {
      expect(() => extrapolationWeights(sizes, exponent)).toThrow(AsymptopiaError);
    }
  });
});
