import fc from "fast-check";
import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { multiply } from "./multiply.ts";
import { singularValueDecomposition } from "./singular-values.ts";
import { symmetricProduct } from "./symmetric-product.ts";
import { epsilon, matrixOf } from "./testing/matrices.ts";

const frobenius = ({ data }: DenseMatrix): number => Math.sqrt(data.reduce((sum, x) => sum + x * x, 0));

function fromIdentity(columns: DenseMatrix): number {
  const gram = symmetricProduct(columns, "columns");
  for (let i = 0; i < gram.rows; i++) gram.data[i * (gram.rows + 1)] -= 1;
  return frobenius(gram);
}

// Some ten sweeps, each of which turns every column once with every other one, by a few ε of its length.
const tolerance = (m: number, n: number): number => 40 * Math.max(m, n) * epsilon;

function expectDecomposition(a: DenseMatrix): void {
  const { left, values, right } = singularValueDecomposition(a);
  const k = Math.min(a.rows, a.columns);
  expect([left.rows, left.columns, values.length, right.rows, right.columns]).toEqual([a.rows, k, k, a.columns, k]);
  const bound = tolerance(a.rows, a.columns);
  expect(fromIdentity(left)).toBeLessThanOrEqual(bound * Math.sqrt(k));
  expect(fromIdentity(right)).toBeLessThanOrEqual(bound * Math.sqrt(k));
  const scaled = denseMatrix(
    a.rows,
    k,
    left.data.map((x, i) => x * values[i % k]),
  );
  const product = multiply(scaled, right, { transposeB: true });
  for (let i = 0; i < product.data.length; i++) product.data[i] -= a.data[i];
  expect(frobenius(product)).toBeLessThanOrEqual(bound * frobenius(a));
  for (let j = 0; j < k; j++) {
    expect(values[j]).toBeGreaterThanOrEqual(j + 1 < k ? values[j + 1] : 0);
    const column = right.data.filter((_, index) => index % k === j);
    expect(column.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0)).toBeGreaterThan(0);
  }
}

describe("singularValueDecomposition", () => {
  it("decomposes matrices of every shape", () => {
    const size = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(size, size, fc.nat(), (m, n, seed) => expectDecomposition(matrixOf(m, n, seed))),
      { numRuns: 60 },
    );
  });

  it("finds orthonormal vectors where there are fewer directions", () => {
    expectDecomposition(denseMatrix(4, 3));
    expectDecomposition(denseMatrix(3, 5, new Float64Array(15).fill(0.7)));
    expectDecomposition(multiply(matrixOf(12, 3, 1), matrixOf(3, 9, 2)));
    const mixed = matrixOf(6, 4, 3);
    for (let i = 0; i < 6; i++) mixed.data[i * 4 + 2] *= 1e-250;
    expectDecomposition(mixed);
  });

  it("agrees with ml-matrix", () => {
    const a = matrixOf(25, 18, 5);
    const expected = new SingularValueDecomposition(Matrix.from1DArray(25, 18, [...a.data])).diagonal;
    singularValueDecomposition(a).values.forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(2 * tolerance(25, 18) * frobenius(a));
    });
  });

  it("finds the values of a diagonal, and small ones beside large ones", () => {
    const diagonal = singularValueDecomposition(denseMatrix(3, 3, Float64Array.of(2, 0, 0, 0, -7, 0, 0, 0, 0)));
    expect([...diagonal.values]).toEqual([7, 2, 0]);
    // ((1, 1), (0, 1e-12)): the product of the values is the determinant, and the squares add up to 2 + 1e-24.
    const { values } = singularValueDecomposition(denseMatrix(2, 2, Float64Array.of(1, 1, 0, 1e-12)));
    expect(Math.abs(values[0] / Math.SQRT2 - 1)).toBeLessThan(tolerance(2, 2));
    // A quotient that a method by way of AᵀA would lose; the entries' own precision leaves it that of 1e-12.
    expect(Math.abs(values[1] / (1e-12 / Math.SQRT2) - 1)).toBeLessThan(1e-4);
  });

  it("scales by powers of 2 to the bit", () => {
    const a = matrixOf(7, 4, 3);
    const { left, values } = singularValueDecomposition(a);
    for (const scale of [2 ** -900, 2 ** 900]) {
      const scaled = singularValueDecomposition(
        denseMatrix(
          7,
          4,
          a.data.map((x) => x * scale),
        ),
      );
      expect([...scaled.values]).toEqual([...values].map((x) => x * scale));
      expect([...scaled.left.data]).toEqual([...left.data]);
    }
  });

  it("names what is wrong with its input", () => {
    const a = matrixOf(3, 2, 1);
    a.data[4] = Number.NaN;
    expect(() => singularValueDecomposition(a)).toThrow(
      expect.objectContaining({ code: "non-finite", field: "a.data[4]" }),
    );
    expect(() => singularValueDecomposition({ rows: 2, columns: 2, data: new Float64Array(3) })).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "a.data.length" }),
    );
    const large = denseMatrix(2, 2, new Float64Array(4).fill(Number.MAX_VALUE));
    expect(() => singularValueDecomposition(large)).toThrow(
      expect.objectContaining({ code: "non-finite", field: "a" }),
    );
  });
});
