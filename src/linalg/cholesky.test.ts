import fc from "fast-check";
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { choleskyFactor } from "./cholesky-factor.ts";
import { choleskySolve } from "./cholesky-solve.ts";
import { type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { multiply } from "./multiply.ts";
import { symmetricProduct } from "./symmetric-product.ts";
import { columnOf, epsilon, magnitudes, matrixOf, sameBits } from "./testing/matrices.ts";

/** XᵀX/rows for a matrix with more rows than columns. */
const positiveDefinite = (order: number, seed: number): DenseMatrix =>
  symmetricProduct(matrixOf(order + 5, order, seed), "columns", 1 / (order + 5));

const order = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constantFrom(95, 96, 97, 131));

describe("choleskyFactor", () => {
  it("multiplies back to the matrix, within its backward error", () => {
    fc.assert(
      fc.property(order, fc.constantFrom(0, 0.05, 30), fc.integer({ min: 0, max: 1000 }), (size, ridge, seed) => {
        const a = positiveDefinite(size, seed);
        const l = choleskyFactor(a, ridge);
        const product = multiply(l, l, { transposeB: true });
        const bound = multiply(magnitudes(l), magnitudes(l), { transposeB: true });
        let largest = 0;
        for (let i = 0; i < size; i++) {
          expect(l.data[i * size + i]).toBeGreaterThan(0);
          expect(l.data.subarray(i * size + i + 1, (i + 1) * size).every((value) => value === 0)).toBe(true);
          for (let j = 0; j < size; j++) {
            const exact = a.data[i * size + j] + (i === j ? ridge : 0);
            const error = Math.abs(product.data[i * size + j] - exact);
            largest = Math.max(largest, error / bound.data[i * size + j]);
          }
        }
        // Once for the factor's own error, once for the product that checks it.
        expect(largest).toBeLessThanOrEqual(2 * (size + 1) * epsilon);
      }),
      { numRuns: 60 },
    );
  });

  it("agrees with ml-matrix", () => {
    const a = positiveDefinite(77, 5);
    for (let i = 0; i < 77; i++) a.data[i * 78] += 0.1;
    const expected = new CholeskyDecomposition(Matrix.from1DArray(77, 77, [...a.data])).lowerTriangularMatrix;
    const l = choleskyFactor(a);
    const largest = expected.to1DArray().reduce((worst, value, i) => Math.max(worst, Math.abs(value - l.data[i])), 0);
    // Eigenvalues lie between 0.1 and the trace, which is below 40, so that the condition is below 400; a factor's
    // sensitivity is at most the condition (Sun 1991), and entries are below 1.
    expect(l.data.every((value) => Math.abs(value) < 1)).toBe(true);
    expect(largest).toBeLessThanOrEqual(2 * 400 * 77 * epsilon);
  });

  it("is exact for a factor with small integers", () => {
    const a = denseMatrix(3, 3, Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98));
    expect([...choleskyFactor(a).data]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
  });

  it("reads the lower triangle only and leaves its argument alone", () => {
    const a = denseMatrix(2, 2, Float64Array.of(4, Number.NaN, 2, 5));
    expect([...choleskyFactor(a).data]).toEqual([2, 0, 1, 2]);
    expect([...a.data]).toEqual([4, Number.NaN, 2, 5]);
  });

  it.each([
    [0, 0],
    [3, -1],
    [60, -1e-3],
  ])("names pivot %i where the matrix stops being positive definite", (pivot, value) => {
    const a = denseMatrix(70, 70);
    for (let i = 0; i < 70; i++) a.data[i * 70 + i] = 1;
    a.data[pivot * 70 + pivot] = value;
    expect(() => choleskyFactor(a)).toThrow(
      expect.objectContaining({ code: "invalid-input", value, message: expect.stringContaining(`pivot ${pivot} `) }),
    );
  });

  it("names the pivot that is no number", () => {
    const a = positiveDefinite(70, 2);
    a.data[65 * 70 + 3] = Number.NaN;
    expect(() => choleskyFactor(a)).toThrow(
      expect.objectContaining({ code: "non-finite", message: expect.stringContaining("pivot 65") }),
    );
  });

  it("rejects what is not square", () => {
    expect(() => choleskyFactor(denseMatrix(2, 3))).toThrow(expect.objectContaining({ field: "matrix.columns" }));
  });
});

describe("choleskySolve", () => {
  it("solves within its backward error, for any number of right-hand sides", () => {
    fc.assert(
      fc.property(order, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 1000 }), (size, columns, seed) => {
        const l = choleskyFactor(positiveDefinite(size, seed), 0.05);
        const b = matrixOf(size, columns, seed + 1);
        const x = choleskySolve(l, b);
        const image = multiply(l, multiply(l, x, { transposeA: true }));
        const absolute = magnitudes(l);
        const bound = multiply(absolute, multiply(absolute, magnitudes(x), { transposeA: true }));
        for (let i = 0; i < image.data.length; i++) {
          // Once for the two triangular solves, once for the two products that check them.
          expect(Math.abs(image.data[i] - b.data[i])).toBeLessThanOrEqual(4 * (size + 1) * epsilon * bound.data[i]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("gives a column the same bits whatever other columns there are", () => {
    const l = choleskyFactor(positiveDefinite(131, 4), 0.05);
    const b = matrixOf(131, 7, 9);
    const whole = choleskySolve(l, b);
    for (let j = 0; j < 7; j++) {
      const alone = choleskySolve(l, columnOf(b, j));
      expect(sameBits(alone, columnOf(whole, j))).toBe(true);
    }
  });

  it("rejects shapes that do not fit, and a factor that is singular", () => {
    const l = choleskyFactor(positiveDefinite(3, 1));
    expect(() => choleskySolve(l, denseMatrix(2, 1))).toThrow("rightHandSides.rows must be 3, the order of the factor");
    expect(() => choleskySolve(denseMatrix(2, 2), denseMatrix(2, 1))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "factor.data[0]" }),
    );
  });
});
