import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { choleskyFactor } from "../cholesky-factor.ts";
import { choleskySolve } from "../cholesky-solve.ts";
import { type DenseMatrix, denseMatrix } from "../dense-matrix.ts";
import { multiply } from "../multiply.ts";
import { symmetricEigen, symmetricEigenvalues } from "../symmetric-eigen.ts";
import { symmetricProduct } from "../symmetric-product.ts";
import { matrixOf, sameBits } from "../testing/matrices.ts";
import { thinQr } from "../thin-qr.ts";
import { selectKernels } from "./select-kernels.ts";
import { simdKernels } from "./simd-kernels.ts";

afterEach(() => selectKernels("simd"));

/** What `compute` gives with the kernels in WebAssembly and with the portable ones. */
function onBothPaths<T>(compute: () => T): [T, T] {
  // Throws if there is no SIMD: then nothing would be compared.
  selectKernels("simd");
  const simd = compute();
  selectKernels("portable");
  return [simd, compute()];
}

function expectSameBits(compute: () => DenseMatrix, label: string): void {
  const [simd, portable] = onBothPaths(compute);
  expect(sameBits(simd, portable), label).toBe(true);
}

const gramMatrix = (order: number, seed: number): DenseMatrix =>
  symmetricProduct(matrixOf(order + 5, order, seed), "columns", 1 / (order + 5));

describe("the kernels in WebAssembly have the bits of the portable ones", () => {
  it("in products of every size up to 70", () => {
    for (let m = 1; m <= 70; m++) {
      for (const [n, k] of [
        [71 - m, 37],
        [m, 1],
        [3, 71 - m],
      ]) {
        for (const [transposeA, transposeB] of [
          [false, false],
          [true, false],
          [false, true],
          [true, true],
        ]) {
          const a = transposeA ? matrixOf(k, m, m) : matrixOf(m, k, m);
          const b = transposeB ? matrixOf(n, k, n) : matrixOf(k, n, n);
          const label = `${m} × ${k} × ${n}, transposed: ${transposeA}, ${transposeB}`;
          expectSameBits(() => multiply(a, b, { transposeA, transposeB, alpha: -1 / 3 }), label);
        }
      }
    }
  });

  // Packed 192 rows and 256 columns at a time, into blocks of 1152 × 1024.
  it.each([
    [193, 257, 1027],
    [1153, 513, 5],
    [1160, 3, 1025],
  ])("in products across blocks (%i × %i × %i)", (m, k, n) => {
    const a = matrixOf(m, k, 1);
    const b = matrixOf(k, n, 2);
    expectSameBits(() => multiply(a, b, { alpha: 0.7 }), "A B");
    expectSameBits(() => symmetricProduct(a, "rows", 0.7), "A Aᵀ");
    expectSameBits(() => symmetricProduct(b, "columns", 0.7), "Bᵀ B");
  });

  it("in symmetric products, factors and solutions of every order up to 70", () => {
    for (let order = 1; order <= 70; order++) {
      expectSameBits(() => gramMatrix(order, order), `product of order ${order}`);
      const a = gramMatrix(order, order);
      expectSameBits(() => choleskyFactor(a, 0.1), `factor of order ${order}`);
      const factor = choleskyFactor(a, 0.1);
      const b = matrixOf(order, 1 + (order % 9), 3);
      expectSameBits(() => choleskySolve(factor, b), `solution of order ${order}`);
    }
  });

  // 48 columns of the factor and 480 rows at a time; strides beside a multiple of 64; a working memory that must grow
  // beyond 16 MiB, which order 1450 takes.
  it.each([95, 97, 128, 311, 577, 1450])("in factors and solutions across blocks (order %i)", (order) => {
    const a = symmetricProduct(matrixOf(9, order, 4), "columns");
    expectSameBits(() => choleskyFactor(a, 0.5), "factor");
    const factor = choleskyFactor(a, 0.5);
    const b = matrixOf(order, 6, 5);
    expectSameBits(() => choleskySolve(factor, b), "solution");
  });

  it("in eigenvalues and eigenvectors of every order up to 40, and of a few above", () => {
    for (const order of [...Array.from({ length: 40 }, (_, i) => i + 1), 61, 130, 257]) {
      const a = gramMatrix(order, order);
      expectSameBits(() => symmetricEigen(a).vectors, `vectors of order ${order}`);
      expectSameBits(() => denseMatrix(1, order, symmetricEigenvalues(a)), `values of order ${order}`);
    }
  });

  it("in orthonormal columns of every width up to 40", () => {
    for (let n = 1; n <= 40; n++) {
      const a = matrixOf(n + (n % 7), n, n);
      expectSameBits(() => thinQr(a).q, `Q of ${n} columns`);
      expectSameBits(() => thinQr(a).r, `R of ${n} columns`);
    }
  });

  it("in sizes and entries drawn at random", () => {
    const dimension = fc.integer({ min: 1, max: 300 });
    const factor = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(dimension, dimension, fc.integer({ min: 1, max: 60 }), factor, fc.nat(), (m, k, n, alpha, seed) => {
        const a = matrixOf(m, k, seed);
        const b = matrixOf(k, n, seed + 1);
        expectSameBits(() => multiply(a, b, { alpha }), "product");
      }),
      { numRuns: 40 },
    );
  });
});

it("NaN and infinities spread as in the portable kernels", () => {
  const special = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 5e-324, Number.MAX_VALUE];
  const place = fc.record({ at: fc.nat(), value: fc.constantFrom(...special) });
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), fc.nat(9), fc.array(place, { maxLength: 4 }), (m, k, n, places) => {
      const a = matrixOf(m + 1, k + 1, 1);
      const b = matrixOf(k + 1, n + 1, 2);
      for (const { at, value } of places) a.data[at % a.data.length] = value;
      const [simd, portable] = onBothPaths(() => multiply(a, b));
      expect([...simd.data]).toEqual([...portable.data]);
      const [simdSquare, portableSquare] = onBothPaths(() => symmetricProduct(a, "columns"));
      expect([...simdSquare.data]).toEqual([...portableSquare.data]);
    }),
  );
});

it("a matrix that cannot be factored fails with the same words", () => {
  for (const [pivot, value] of [
    [0, 0],
    [2, -1],
    [47, Number.NaN],
    [48, -1],
    [69, Number.POSITIVE_INFINITY],
  ]) {
    const a = denseMatrix(70, 70);
    for (let i = 0; i < 70; i++) a.data[i * 71] = i === pivot ? value : 1;
    const [simd, portable] = onBothPaths(() => {
      try {
        return choleskyFactor(a);
      } catch (error) {
        return error;
      }
    });
    expect(simd).toBeInstanceOf(Error);
    expect(simd).toEqual(portable);
    expect((simd as Error).message).toContain(`pivot ${pivot}`);
  }
});

it("results keep nothing of the working memory", () => {
  const a = matrixOf(40, 40, 1);
  const before = multiply(a, a);
  const copy = denseMatrix(40, 40, before.data.slice());
  multiply(matrixOf(300, 300, 2), matrixOf(300, 300, 3));
  expect(sameBits(before, copy)).toBe(true);
  // Of an earlier result nothing shows through in a later one.
  expect(sameBits(multiply(a, a), copy)).toBe(true);
});

it("says so when there is no room", () => {
  const kernels = simdKernels();
  expect(kernels).toBeDefined();
  expect(() => kernels?.reserve(2 ** 28 + 1)).toThrow(RangeError);
  expect(kernels?.reserve(2 ** 21 + 1).length).toBeGreaterThan(2 ** 21);
});
