import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choleskyFactor } from "./cholesky-factor.ts";
import { choleskySolve } from "./cholesky-solve.ts";
import { conjugateGradients, type LinearOperator } from "./conjugate-gradients.ts";
import { denseMatrix } from "./dense-matrix.ts";
import { multiply } from "./multiply.ts";
import { ridgeOperator } from "./ridge-operator.ts";
import { symmetricProduct } from "./symmetric-product.ts";
import { entries, epsilon, matrixOf } from "./testing/matrices.ts";

const norm = (v: Float64Array): number => Math.hypot(...v);

const diagonal =
  (values: readonly number[]): LinearOperator =>
  (v, out) =>
    values.forEach((value, i) => {
      out[i] = value * v[i];
    });

describe("ridgeOperator", () => {
  it("is the ridge plus the scaled Gram matrix", () => {
    const dimension = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(dimension, dimension, fc.integer({ min: 0, max: 1000 }), (rows, columns, seed) => {
        const x = matrixOf(rows, columns, seed);
        const v = entries(columns, seed + 1);
        const out = new Float64Array(columns).fill(Number.NaN);
        ridgeOperator(x, 1 / rows, 0.3)(v, out);
        const gram = symmetricProduct(x, "columns", 1 / rows);
        const expected = multiply(gram, denseMatrix(columns, 1, v)).data;
        for (let i = 0; i < columns; i++) {
          // Entries are at most 1 in size: the Gram matrix too, so that the sums stay below `columns`.
          const tolerance = 4 * (rows + columns + 2) * epsilon * (columns + 1);
          expect(Math.abs(out[i] - expected[i] - 0.3 * v[i])).toBeLessThanOrEqual(tolerance);
        }
      }),
    );
  });
});

describe("conjugateGradients", () => {
  it("agrees with Cholesky to the tolerance times the condition", () => {
    const dimension = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(
        dimension,
        dimension,
        fc.constantFrom(0.05, 1, 100),
        fc.integer({ min: 0, max: 999 }),
        (n, d, ridge, seed) => {
          const x = matrixOf(n, d, seed);
          const b = entries(d, seed + 1);
          const gram = symmetricProduct(x, "columns", 1 / n);
          const { solution, relativeResidual } = conjugateGradients(ridgeOperator(x, 1 / n, ridge), b);
          const expected = choleskySolve(choleskyFactor(gram, ridge), denseMatrix(d, 1, b)).data;
          const trace = gram.data.reduce((sum, value, i) => (i % (d + 1) === 0 ? sum + value : sum), 0);
          const condition = 1 + trace / ridge;
          const difference = norm(solution.map((value, i) => value - expected[i]));
          expect(relativeResidual).toBeLessThanOrEqual(1e-12);
          // 4 d² ε bounds the backward error of the direct solution, as |L||Lᵀ| ≤ d·‖A‖.
          expect(difference).toBeLessThanOrEqual(condition * (1e-12 + 4 * d * d * epsilon) * norm(expected));
        },
      ),
    );
  });

  it("reports the true residual", () => {
    const x = matrixOf(40, 30, 3);
    const b = entries(30, 4);
    const apply = ridgeOperator(x, 1 / 40, 0.05);
    const { solution, relativeResidual, iterations } = conjugateGradients(apply, b, { tolerance: 1e-6 });
    const image = new Float64Array(30);
    apply(solution, image);
    const actual = norm(b.map((value, i) => value - image[i])) / norm(b);
    // Both have rounding errors of a few ε times the condition, which is below 1e3 here.
    expect(Math.abs(actual - relativeResidual)).toBeLessThanOrEqual(1e4 * epsilon);
    expect(relativeResidual).toBeLessThanOrEqual(1e-6);
    expect(iterations).toBeGreaterThan(5);
  });

  it("needs as many iterations as there are distinct eigenvalues", () => {
    const apply = diagonal([1, 1, 2, 2, 5]);
    expect(conjugateGradients(apply, Float64Array.of(1, 2, 3, 4, 5)).iterations).toBe(3);
    expect(conjugateGradients(apply, Float64Array.of(1, 2, 0, 0, 0)).iterations).toBe(1);
  });

  it("solves for right-hand sides of any size", () => {
    const apply = diagonal([1, 2, 4]);
    for (const scale of [1e-300, 1e300]) {
      const { solution } = conjugateGradients(apply, Float64Array.of(scale, scale, scale));
      expect(solution[2] / scale).toBeCloseTo(0.25, 11);
    }
    expect(conjugateGradients(apply, new Float64Array(3))).toEqual({
      solution: new Float64Array(3),
      iterations: 0,
      relativeResidual: 0,
    });
  });

  it("says so when it does not converge", () => {
    const values = Array.from({ length: 50 }, (_, i) => 1 + i);
    expect(() => conjugateGradients(diagonal(values), entries(50, 1), { maximumIterations: 5 })).toThrow(
      expect.objectContaining({ code: "not-converged", message: expect.stringContaining("after 5 iterations") }),
    );
    // The condition of 1e12 leaves no way to 1e-15, however many iterations are allowed.
    const steep = Array.from({ length: 200 }, (_, i) => 10 ** ((12 * i) / 199));
    const mixed = householder(entries(200, 2), diagonal(steep));
    expect(() => conjugateGradients(mixed, entries(200, 1), { tolerance: 1e-15, maximumIterations: 5000 })).toThrow(
      expect.objectContaining({ code: "not-converged" }),
    );
  });

  it("names what is wrong with its input", () => {
    const apply = diagonal([1, -1]);
    const b = Float64Array.of(0, 1);
    const failure = (details: object) => expect.objectContaining(details);
    expect(() => conjugateGradients(apply, b)).toThrow(failure({ code: "invalid-input", field: "applyOperator" }));
    expect(() => conjugateGradients(diagonal([1, Number.NaN]), b)).toThrow(failure({ code: "non-finite" }));
    expect(() => conjugateGradients(apply, Float64Array.of(0, Number.NaN))).toThrow(
      failure({ code: "non-finite", field: "rightHandSide[1]" }),
    );
    expect(() => conjugateGradients(apply, new Float64Array(0))).toThrow(failure({ field: "rightHandSide.length" }));
    expect(() => conjugateGradients(apply, b, { tolerance: 0 })).toThrow(failure({ field: "tolerance" }));
    expect(() => conjugateGradients(apply, b, { maximumIterations: 0.5 })).toThrow(
      failure({ field: "maximumIterations" }),
    );
  });
});

/** The operator in a basis reflected at the hyperplane orthogonal to `normal`, so that no coordinate is special. */
function householder(normal: Float64Array, inner: LinearOperator): LinearOperator {
  const squared = normal.reduce((sum, value) => sum + value * value, 0);
  const reflect = (v: Float64Array): Float64Array => {
    const along = v.reduce((sum, value, i) => sum + value * normal[i], 0);
    return v.map((value, i) => value - (2 * along * normal[i]) / squared);
  };
  return (v, out) => {
    const image = new Float64Array(v.length);
    inner(reflect(v), image);
    out.set(reflect(image));
  };
}
