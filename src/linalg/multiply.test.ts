import fc from "fast-check";
import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { multiply } from "./multiply.ts";
import { columnOf, epsilon, matrixOf, sameBits } from "./testing/matrices.ts";

const entry = (x: DenseMatrix, transpose: boolean, i: number, j: number): number =>
  transpose ? x.data[j * x.columns + i] : x.data[i * x.columns + j];

/** The largest |difference| / (|alpha| · (|A||B|)ᵢⱼ) from a plain triple loop. */
function largestRelativeError(
  c: DenseMatrix,
  a: DenseMatrix,
  b: DenseMatrix,
  transposeA: boolean,
  transposeB: boolean,
  alpha: number,
): number {
  const length = transposeA ? a.rows : a.columns;
  let largest = 0;
  for (let i = 0; i < c.rows; i++) {
    for (let j = 0; j < c.columns; j++) {
      let sum = 0;
      let magnitude = 0;
      for (let k = 0; k < length; k++) {
        const term = entry(a, transposeA, i, k) * entry(b, transposeB, k, j);
        sum += term;
        magnitude += Math.abs(term);
      }
      const error = Math.abs(c.data[i * c.columns + j] - alpha * sum) / (Math.abs(alpha) * magnitude);
      largest = Math.max(largest, error);
    }
  }
  return largest;
}

describe("multiply", () => {
  it("agrees with a triple loop for every shape, transpose and factor", () => {
    const dimension = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(
        dimension,
        dimension,
        dimension,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(1, -1, 1 / 3, 1e-200),
        fc.integer(),
        (m, k, n, transposeA, transposeB, alpha, seed) => {
          const a = transposeA ? matrixOf(k, m, seed) : matrixOf(m, k, seed);
          const b = transposeB ? matrixOf(n, k, seed + 1) : matrixOf(k, n, seed + 1);
          const c = multiply(a, b, { transposeA, transposeB, alpha });
          expect([c.rows, c.columns]).toEqual([m, n]);
          // Either sum is within k roundings of the exact one, and both scale once.
          expect(largestRelativeError(c, a, b, transposeA, transposeB, alpha)).toBeLessThanOrEqual(
            2 * (k + 1) * epsilon,
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  // 192 rows and 256 columns of A are packed at a time, for blocks of 1152 × 1024; these straddle all of them.
  it.each([
    [193, 257, 9],
    [9, 300, 1027],
    [1157, 5, 1029],
    [192, 256, 64],
    [1, 1000, 1],
  ])("agrees with a triple loop across blocks (%i × %i × %i)", (m, k, n) => {
    for (const [transposeA, transposeB] of [
      [false, false],
      [true, false],
      [false, true],
    ]) {
      const a = transposeA ? matrixOf(k, m, 7) : matrixOf(m, k, 7);
      const b = transposeB ? matrixOf(n, k, 8) : matrixOf(k, n, 8);
      const c = multiply(a, b, { transposeA, transposeB, alpha: -0.7 });
      expect(largestRelativeError(c, a, b, transposeA, transposeB, -0.7)).toBeLessThanOrEqual(2 * (k + 1) * epsilon);
    }
  });

  it("agrees with ml-matrix", () => {
    const a = matrixOf(61, 83, 1);
    const b = matrixOf(83, 45, 2);
    const expected = Matrix.from1DArray(61, 83, [...a.data])
      .mmul(Matrix.from1DArray(83, 45, [...b.data]))
      .to1DArray();
    const c = multiply(a, b);
    // All entries are below 1 in size, so |A||B| is below 83 everywhere.
    const largest = expected.reduce((worst, value, i) => Math.max(worst, Math.abs(value - c.data[i])), 0);
    expect(largest).toBeLessThanOrEqual(2 * 84 * epsilon * 83);
  });

  it("is exact for small integers", () => {
    const a = denseMatrix(2, 3, Float64Array.of(1, 2, 3, 4, 5, 6));
    const b = denseMatrix(3, 2, Float64Array.of(7, 8, 9, 10, 11, 12));
    expect([...multiply(a, b).data]).toEqual([58, 64, 139, 154]);
    expect([...multiply(a, b, { transposeA: true, transposeB: true }).data]).toEqual([
      39, 49, 59, 54, 68, 82, 69, 87, 105,
    ]);
  });

  it("gives a column the same bits whatever other columns there are", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(1, 5, 255, 256, 257, 600),
        fc.integer({ min: 2, max: 20 }),
        fc.boolean(),
        fc.integer(),
        (m, k, n, transposeA, seed) => {
          const a = transposeA ? matrixOf(k, m, seed) : matrixOf(m, k, seed);
          const b = matrixOf(k, n, seed + 1);
          const whole = multiply(a, b, { transposeA, alpha: 1 / 3 });
          for (let j = 0; j < n; j++) {
            const alone = multiply(a, columnOf(b, j), { transposeA, alpha: 1 / 3 });
            expect(sameBits(alone, columnOf(whole, j))).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("keeps a NaN in its own row and column, beside the padding of edge tiles too", () => {
    const a = matrixOf(5, 3, 1);
    a.data[3 * 3 + 1] = Number.NaN;
    const c = multiply(a, matrixOf(3, 6, 2));
    const rows = Array.from(c.data, (value, i) => (Number.isNaN(value) ? Math.floor(i / 6) : -1));
    expect(rows.filter((row) => row >= 0)).toEqual([3, 3, 3, 3, 3, 3]);
  });

  it("rejects shapes that do not fit", () => {
    expect(() => multiply(matrixOf(2, 3, 1), matrixOf(2, 3, 1))).toThrow("b.rows must be 3, to match the other factor");
    expect(() => multiply(matrixOf(2, 3, 1), matrixOf(3, 2, 1), { transposeB: true })).toThrow("b.columns must be 3");
    expect(() => multiply({ rows: 0, columns: 3, data: new Float64Array(0) }, matrixOf(3, 2, 1))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "a.rows", value: 0 }),
    );
    expect(() => multiply(matrixOf(2, 3, 1), { rows: 3, columns: 2, data: new Float64Array(5) })).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "b.data.length", value: 5 }),
    );
  });
});
