import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import { createStream } from "../random/create-stream.ts";
import type { RidgeMethod } from "./ridge-method.ts";
import { ridgeRegression } from "./ridge-regression.ts";

const normal = (rows: number, columns: number, key: string): DenseMatrix => {
  const matrix = denseMatrix(rows, columns);
  createStream(key).fillNormal(matrix.data);
  return matrix;
};

const distance = (a: DenseMatrix, b: DenseMatrix): number => Math.hypot(...a.data.map((value, i) => value - b.data[i]));
const norm = (a: DenseMatrix): number => Math.hypot(...a.data);

describe("ridgeRegression", () => {
  it("has one answer, whatever the method", () => {
    const dimension = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(dimension, dimension, fc.constantFrom(0.05, 1, 1e6), fc.nat(), (n, d, lambda, seed) => {
        const x = normal(n, d, `x${seed}`);
        const labels = normal(n, 2, `y${seed}`);
        const gradients = multiply(x, labels, { transposeA: true, alpha: 1 / n });
        const regression = ridgeRegression(x);
        const [gram, pushThrough, iterated] = (["gram", "push-through", "conjugate-gradients"] as RidgeMethod[]).map(
          (method) => regression.solve(lambda, method, labels, gradients),
        );
        // The largest eigenvalue is below the trace ‖X‖²/n, and residuals below 1e-12 are multiplied by the condition.
        const condition = 1 + norm(x) ** 2 / n / lambda;
        const size = norm(gram);
        expect(distance(gram, pushThrough)).toBeLessThanOrEqual(100 * 2 ** -52 * Math.max(n, d) * condition * size);
        expect(distance(gram, iterated)).toBeLessThanOrEqual(2e-12 * condition * size);
        expect(distance(gram, iterated)).toBeLessThanOrEqual(1e-9 * size);
      }),
      { numRuns: 60 },
    );
  });

  it("shares factors without a trace", () => {
    const x = normal(30, 20, "x");
    const labels = normal(30, 3, "y");
    const gradients = multiply(x, labels, { transposeA: true, alpha: 1 / 30 });
    for (const method of ["gram", "push-through", "conjugate-gradients"] as const) {
      const shared = ridgeRegression(x);
      for (const lambda of [0.1, 2, 0.1, 2]) {
        const alone = ridgeRegression(x).solve(lambda, method, labels, gradients);
        expect(shared.solve(lambda, method, labels, gradients).data).toEqual(alone.data);
      }
    }
  });
});
