import fc from "fast-check";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { multiply } from "./multiply.ts";
import { symmetricEigen, symmetricEigenvalues } from "./symmetric-eigen.ts";
import { symmetricProduct } from "./symmetric-product.ts";
import { epsilon, matrixOf, sameBits } from "./testing/matrices.ts";

/** The symmetric matrix with the lower triangle of a full one. */
function symmetric(order: number, seed: number): DenseMatrix {
  const a = matrixOf(order, order, seed);
  for (let i = 0; i < order; i++) for (let j = 0; j < i; j++) a.data[j * order + i] = a.data[i * order + j];
  return a;
}

function tridiagonal(diagonal: readonly number[], offDiagonal: number): DenseMatrix {
  const order = diagonal.length;
  const a = denseMatrix(order, order);
  diagonal.forEach((value, i) => {
    a.data[i * order + i] = value;
    if (i > 0) a.data[i * order + i - 1] = a.data[(i - 1) * order + i] = offDiagonal;
  });
  return a;
}

const frobenius = ({ data }: DenseMatrix): number => Math.sqrt(data.reduce((sum, x) => sum + x * x, 0));

// The reduction and the sweeps are some ten orthogonal transformations of every entry, each with an error of a few ε per
// column that it combines; 10·order·ε·‖A‖ is the usual bound with room for the constants.
const tolerance = (order: number): number => 10 * (order + 1) * epsilon;

const order = fc.integer({ min: 1, max: 70 });

describe("symmetricEigen", () => {
  it("diagonalises: residual, orthogonality, order, signs, and the values alone", () => {
    fc.assert(
      fc.property(order, fc.nat(), (size, seed) => {
        const a = symmetric(size, seed);
        const { values, vectors } = symmetricEigen(a);
        const image = multiply(a, vectors);
        for (let i = 0; i < image.data.length; i++) image.data[i] -= vectors.data[i] * values[i % size];
        expect(frobenius(image)).toBeLessThanOrEqual(tolerance(size) * frobenius(a));
        const gram = symmetricProduct(vectors, "columns");
        for (let i = 0; i < size; i++) gram.data[i * (size + 1)] -= 1;
        expect(frobenius(gram)).toBeLessThanOrEqual(tolerance(size) * Math.sqrt(size));
        for (let j = 0; j < size; j++) {
          if (j > 0) expect(values[j]).toBeGreaterThanOrEqual(values[j - 1]);
          const column = vectors.data.filter((_, index) => index % size === j);
          const largest = column.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
          expect(largest).toBeGreaterThan(0);
        }
        const alone = symmetricEigenvalues(a);
        expect([...alone]).toEqual([...values]);
      }),
      { numRuns: 60 },
    );
  });

  it("diagonalises matrices of low rank, whose other eigenvalues are 0 but for rounding", () => {
    for (const size of [60, 100]) {
      for (const rank of [1, 5, 20, 30, 50]) {
        const a = symmetricProduct(matrixOf(rank, size, 100 * size + rank), "columns");
        const { values, vectors } = symmetricEigen(a);
        const image = multiply(a, vectors);
        for (let i = 0; i < image.data.length; i++) image.data[i] -= vectors.data[i] * values[i % size];
        expect(frobenius(image)).toBeLessThanOrEqual(tolerance(size) * frobenius(a));
        values.subarray(0, size - rank).forEach((value) => {
          expect(Math.abs(value)).toBeLessThanOrEqual(tolerance(size) * frobenius(a));
        });
        expect([...symmetricEigenvalues(a)]).toEqual([...values]);
      }
    }
  });

  it("agrees with ml-matrix", () => {
    for (const size of [2, 3, 17, 64, 120]) {
      const a = symmetric(size, size);
      const oracle = new EigenvalueDecomposition(Matrix.from1DArray(size, size, [...a.data]), {
        assumeSymmetric: true,
      });
      const expected = Float64Array.from(oracle.realEigenvalues).sort();
      symmetricEigenvalues(a).forEach((value, i) => {
        expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(2 * tolerance(size) * frobenius(a));
      });
    }
  });

  it("finds known eigenvalues", () => {
    const size = 200;
    const values = symmetricEigenvalues(tridiagonal(Array(size).fill(2), -1));
    for (let k = 1; k <= size; k++) {
      const exact = 2 - 2 * Math.cos((k * Math.PI) / (size + 1));
      // The norm is below 4.
      expect(Math.abs(values[k - 1] - exact)).toBeLessThanOrEqual(4 * tolerance(size));
    }
    // Wilkinson's W₂₁⁺: the two largest agree in fourteen digits (J. H. Wilkinson, The Algebraic Eigenvalue Problem,
    // p. 309; 40-digit value from mpmath).
    const wilkinson = symmetricEigenvalues(
      tridiagonal(
        Array.from({ length: 21 }, (_, i) => Math.abs(10 - i)),
        1,
      ),
    );
    for (const i of [19, 20]) expect(Math.abs(wilkinson[i] - 10.746194182903393)).toBeLessThan(11 * tolerance(21));
  });

  it("is exact where nothing is to be done", () => {
    expect([...symmetricEigenvalues(denseMatrix(3, 3))]).toEqual([0, 0, 0]);
    const diagonal = symmetricEigen(denseMatrix(3, 3, Float64Array.of(5, 0, 0, 0, -1, 0, 0, 0, 5)));
    expect([...diagonal.values]).toEqual([-1, 5, 5]);
    expect([...diagonal.vectors.data]).toEqual([0, 1, 0, 1, 0, 0, 0, 0, 1]);
    expect([...symmetricEigenvalues(denseMatrix(1, 1, Float64Array.of(-3)))]).toEqual([-3]);
  });

  it("finds many eigenvalues that are equal", () => {
    // The projection on the columns of a 50 × 20 matrix with orthonormal columns.
    const { vectors } = symmetricEigen(symmetric(50, 3));
    const columns = denseMatrix(
      50,
      20,
      vectors.data.filter((_, index) => index % 50 < 20),
    );
    const { values, vectors: found } = symmetricEigen(symmetricProduct(columns, "rows"));
    values.forEach((value, i) => {
      expect(Math.abs(value - (i < 30 ? 0 : 1))).toBeLessThanOrEqual(2 * tolerance(50) * Math.sqrt(20));
    });
    const gram = symmetricProduct(found, "columns");
    for (let i = 0; i < 50; i++) gram.data[i * 51] -= 1;
    expect(frobenius(gram)).toBeLessThanOrEqual(tolerance(50) * Math.sqrt(50));
  });

  it("scales by powers of 2 to the bit, at the ends of the doubles too", () => {
    const a = symmetric(30, 1);
    const values = symmetricEigenvalues(a);
    for (const scale of [2 ** -900, 2 ** 900, -1]) {
      const scaled = symmetricEigenvalues(
        denseMatrix(
          30,
          30,
          a.data.map((x) => x * scale),
        ),
      );
      const expected = values.map((value) => value * scale).sort();
      if (scale > 0) expect([...scaled]).toEqual([...expected]);
      else for (let i = 0; i < 30; i++) expect(Math.abs(scaled[i] - expected[i])).toBeLessThan(30 * tolerance(30));
    }
    expect([...symmetricEigenvalues(denseMatrix(2, 2, Float64Array.of(0, 0, 5e-324, 0)))]).toEqual([-5e-324, 5e-324]);
  });

  it("finds the eigenvalues of blocks that differ by many orders of magnitude", () => {
    // diag(1, B·1e-200) for B = ((2, 1), (1, 2)): to ‖A‖'s precision only is what is promised.
    const a = denseMatrix(3, 3, Float64Array.of(1, 0, 0, 0, 2e-200, 1e-200, 0, 1e-200, 2e-200));
    const { values, vectors } = symmetricEigen(a);
    expect(values[2]).toBe(1);
    for (const i of [0, 1]) expect(Math.abs(values[i])).toBeLessThanOrEqual(3.1e-200);
    const gram = symmetricProduct(vectors, "columns");
    for (let i = 0; i < 3; i++) gram.data[i * 4] -= 1;
    expect(frobenius(gram)).toBeLessThanOrEqual(tolerance(3));
  });

  it("reads the lower triangle only and leaves its argument alone", () => {
    const a = denseMatrix(2, 2, Float64Array.of(2, Number.NaN, 1, 2));
    const { values, vectors } = symmetricEigen(a);
    expect(Math.abs(values[0] - 1) + Math.abs(values[1] - 3)).toBeLessThanOrEqual(3 * tolerance(2));
    expect(vectors.data.every((x) => Math.abs(Math.abs(x) - Math.SQRT1_2) <= tolerance(2))).toBe(true);
    expect([...a.data]).toEqual([2, Number.NaN, 1, 2]);
    const b = symmetric(20, 8);
    const lower = denseMatrix(
      20,
      20,
      b.data.map((x, i) => (i % 20 > Math.floor(i / 20) ? 0 : x)),
    );
    expect(sameBits(symmetricEigen(lower).vectors, symmetricEigen(b).vectors)).toBe(true);
  });

  it("names what is wrong with its input", () => {
    expect(() => symmetricEigenvalues(denseMatrix(2, 3))).toThrow(expect.objectContaining({ field: "matrix.columns" }));
    const a = symmetric(4, 1);
    a.data[9] = Number.NaN;
    for (const decompose of [symmetricEigenvalues, symmetricEigen]) {
      expect(() => decompose(a)).toThrow(expect.objectContaining({ code: "non-finite", field: "matrix.data[9]" }));
    }
    const large = denseMatrix(2, 2, new Float64Array(4).fill(Number.MAX_VALUE));
    expect(() => symmetricEigenvalues(large)).toThrow(expect.objectContaining({ code: "non-finite", field: "matrix" }));
  });
});
