import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solveSecular } from "./secular-equation.ts";

describe("the secular equation", () => {
  it("with one pole has the root pole + strength·weight", () => {
    const { root } = solveSecular(Float64Array.of(2), Float64Array.of(0.5), 3, 1);
    // A few units in the last place.
    expect(Math.abs(root - 3.5)).toBeLessThan(8 * Number.EPSILON * 3.5);
  });

  it("with two poles has the eigenvalues of a 2 × 2 matrix", () => {
    // diag(1, 3) + 2·(1, 1)(1, 1)ᵀ has trace 8 and determinant 3·5 − 4 = 11: 4 ± √5.
    const [poles, weights] = [Float64Array.of(1, 3), Float64Array.of(1, 1)];
    for (const [index, expected] of [
      [1, 4 - Math.sqrt(5)],
      [2, 4 + Math.sqrt(5)],
    ]) {
      expect(Math.abs(solveSecular(poles, weights, 2, index).root - expected)).toBeLessThan(
        16 * Number.EPSILON * expected,
      );
    }
  });

  it("has its roots between the poles, with the sum that the trace says, and overlaps that are positive", () => {
    const list = fc.array(
      fc.tuple(fc.double({ min: 0.01, max: 1, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true })),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(list, fc.double({ min: 0.1, max: 10, noNaN: true }), (steps, strength) => {
        let last = 0;
        const poles = Float64Array.from(steps, ([step]) => {
          last += step;
          return last;
        });
        const weights = Float64Array.from(steps, ([, weight]) => weight);
        const solved = steps.map((_, i) => solveSecular(poles, weights, strength, i + 1));
        let expected = 0;
        let sum = 0;
        solved.forEach(({ root, overlap }, i) => {
          expect(root).toBeGreaterThan(poles[i]);
          if (i + 1 < poles.length) expect(root).toBeLessThan(poles[i + 1]);
          expect(overlap).toBeGreaterThan(0);
          sum += root;
          expected += poles[i] + strength * weights[i];
        });
        // Each root is stable: its condition is at most 1 for a positive rank-one update. A few units for each.
        expect(Math.abs(sum / expected - 1)).toBeLessThan(64 * poles.length * Number.EPSILON);
      }),
    );
  });

  it("says so where there is no interval", () => {
    expect(() => solveSecular(Float64Array.of(1, 1), Float64Array.of(1, 1), 1, 1)).toThrow(
      expect.objectContaining({ code: "not-converged", field: "poles" }),
    );
  });
});
