import fc from "fast-check";
import { Matrix, QrDecomposition } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { multiply } from "./multiply.ts";
import { symmetricProduct } from "./symmetric-product.ts";
import { epsilon, matrixOf } from "./testing/matrices.ts";
import { thinQr } from "./thin-qr.ts";

const frobenius = ({ data }: DenseMatrix): number => Math.sqrt(data.reduce((sum, x) => sum + x * x, 0));

const fromIdentity = (q: DenseMatrix): number => {
  const gram = symmetricProduct(q, "columns");
  for (let i = 0; i < gram.rows; i++) gram.data[i * (gram.rows + 1)] -= 1;
  return frobenius(gram);
};

// Up to n reflections, with about √m·ε each beside the norm: 4·√(m n)·ε leaves room for constants, not for mistakes.
const tolerance = (m: number, n: number): number => 4 * (1 + Math.sqrt(m * n)) * epsilon;

const transposedOf = (matrix: Matrix): number[] => matrix.transpose().to1DArray();

describe("thinQr", () => {
  it("multiplies back, with orthonormal columns and a triangle with positive diagonal", () => {
    const size = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(size, fc.nat(40), fc.nat(), (n, more, seed) => {
        const a = matrixOf(n + more, n, seed);
        const { q, r } = thinQr(a);
        const product = multiply(q, r);
        for (let i = 0; i < product.data.length; i++) product.data[i] -= a.data[i];
        expect(frobenius(product)).toBeLessThanOrEqual(tolerance(n + more, n) * frobenius(a));
        expect(fromIdentity(q)).toBeLessThanOrEqual(tolerance(n + more, n) * Math.sqrt(n));
        for (let i = 0; i < n; i++) {
          expect(r.data[i * (n + 1)]).toBeGreaterThan(0);
          for (let j = 0; j < i; j++) expect(r.data[i * n + j]).toBe(0);
        }
      }),
    );
  });

  it("agrees with ml-matrix, whose signs are other ones", () => {
    const [m, n] = [60, 25];
    const a = matrixOf(m, n, 4);
    const oracle = new QrDecomposition(Matrix.from1DArray(m, n, [...a.data]));
    const { q, r } = thinQr(a);
    const signs = oracle.upperTriangularMatrix.diagonal().map(Math.sign);
    const columnsOfQ = transposedOf(oracle.orthogonalMatrix.subMatrix(0, m - 1, 0, n - 1));
    // Q is as sensitive as the condition of A allows, which is below 10 for this one.
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < m; i++) {
        expect(Math.abs(q.data[i * n + j] - signs[j] * columnsOfQ[j * m + i])).toBeLessThan(20 * tolerance(m, n));
      }
      for (let i = 0; i < n; i++) {
        const expected = signs[i] * oracle.upperTriangularMatrix.get(i, j);
        expect(Math.abs(r.data[i * n + j] - expected)).toBeLessThan(20 * tolerance(m, n) * frobenius(a));
      }
    }
  });

  it("is exact where nothing is to be done", () => {
    const { q, r } = thinQr(denseMatrix(3, 2, Float64Array.of(-2, 4, 0, 3, 0, 0)));
    // A zero may have either sign.
    expect(Array.from(q.data, (x) => x + 0)).toEqual([-1, 0, 0, 1, 0, 0]);
    expect([...r.data]).toEqual([2, -4, 0, 3]);
  });

  it("keeps orthonormal columns where the matrix has fewer directions", () => {
    for (const data of [
      new Float64Array(12),
      new Float64Array(12).fill(0.3),
      Float64Array.from({ length: 12 }, (_, i) => i % 3),
    ]) {
      const a = denseMatrix(4, 3, data);
      const { q, r } = thinQr(a);
      expect(fromIdentity(q)).toBeLessThanOrEqual(2 * tolerance(4, 3));
      const product = multiply(q, r);
      for (let i = 0; i < 12; i++) expect(Math.abs(product.data[i] - data[i])).toBeLessThan(tolerance(4, 3) * 4);
    }
  });

  it("scales by powers of 2 to the bit", () => {
    const a = matrixOf(9, 5, 3);
    const { q, r } = thinQr(a);
    for (const scale of [2 ** -900, 2 ** 900]) {
      const scaled = thinQr(
        denseMatrix(
          9,
          5,
          a.data.map((x) => x * scale),
        ),
      );
      expect([...scaled.q.data]).toEqual([...q.data]);
      expect([...scaled.r.data]).toEqual([...r.data].map((x) => x * scale));
    }
  });

  it("names what is wrong with its input", () => {
    expect(() => thinQr(matrixOf(2, 3, 1))).toThrow("a.rows must be 3 or more, at least as many as there are columns");
    const a = matrixOf(3, 2, 1);
    a.data[4] = Number.NEGATIVE_INFINITY;
    expect(() => thinQr(a)).toThrow(expect.objectContaining({ code: "non-finite", field: "a.data[4]" }));
    const large = denseMatrix(2, 1, new Float64Array(2).fill(Number.MAX_VALUE));
    expect(() => thinQr(large)).toThrow(expect.objectContaining({ code: "non-finite", field: "a" }));
  });
});
