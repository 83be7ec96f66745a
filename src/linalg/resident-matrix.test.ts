import { afterEach, describe, expect, it } from "vitest";
import { addProduct } from "./add-product.ts";
import { addTrapezoidalGramTimes } from "./add-trapezoidal-gram-times.ts";
import { type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { type KernelPath, selectKernels } from "./kernels/select-kernels.ts";
import { multiply } from "./multiply.ts";
import { operatorNorm } from "./operator-norm.ts";
import { asResident, withResidentCopy, withResidentMatrix, withRows } from "./resident-matrix.ts";
import { ridgeOperator } from "./ridge-operator.ts";
import { blockAt, transposed } from "./strided-block.ts";
import { symmetricProduct } from "./symmetric-product.ts";
import { entries, epsilon, matrixOf, sameBits } from "./testing/matrices.ts";

afterEach(() => selectKernels("simd"));

const paths: readonly KernelPath[] = ["simd", "portable"];
// Blocks of 256 KiB hold 8 rows of the last.
const shapes = [
  [1, 1],
  [7, 3],
  [8, 16],
  [300, 130],
  [1000, 45],
  [21, 4097],
] as const;

/** v ↦ the operator's image, for a matrix that is resident or is not. */
function ridgeImage(x: DenseMatrix): DenseMatrix {
  const image = new Float64Array(x.columns);
  ridgeOperator(x, 1 / x.rows, 0.3)(entries(x.columns, 5), image);
  return denseMatrix(x.columns, 1, image);
}

describe.each(paths)("with %s kernels", (path) => {
  it.each(shapes)("products of a %i × %i matrix have the same bits wherever it lives", (rows, columns) => {
    const x = matrixOf(rows, columns, 1);
    const computations: ((x: DenseMatrix) => DenseMatrix)[] = [
      ridgeImage,
      (x) => multiply(x, matrixOf(columns, 3, 2)),
      (x) => multiply(x, matrixOf(rows, 3, 2), { transposeA: true, alpha: -1 / 3 }),
      (x) => denseMatrix(1, 1, Float64Array.of(operatorNorm(x))),
      (x) => symmetricProduct(x, rows < columns ? "rows" : "columns"),
    ];
    for (const compute of computations) {
      // Of the other path, elsewhere, against this one, resident.
      selectKernels(path === "simd" ? "portable" : "simd");
      const expected = compute(x);
      selectKernels(path);
      expect(sameBits(compute(x), expected)).toBe(true);
      expect(sameBits(withResidentCopy(x, compute), expected)).toBe(true);
    }
  });
});

it.each([1, 2, 3])("a product with %i columns has the bits of a product in tiles", (n) => {
  for (const [m, k] of [
    [1, 1],
    [5, 9],
    [70, 600],
    [601, 33],
  ]) {
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        const a = transposeA ? matrixOf(k, m, 1) : matrixOf(m, k, 1);
        const b = transposeB ? matrixOf(n, k, 2) : matrixOf(k, n, 2);
        const tiled = denseMatrix(m, n);
        const left = transposeA ? transposed(blockAt(a, 0, 0)) : blockAt(a, 0, 0);
        const right = transposeB ? transposed(blockAt(b, 0, 0)) : blockAt(b, 0, 0);
        addProduct(m, n, k, -1 / 3, left, right, blockAt(tiled, 0, 0));
        expect(sameBits(multiply(a, b, { transposeA, transposeB, alpha: -1 / 3 }), tiled)).toBe(true);
      }
    }
  }
});

it("a trapezoidal product is that of the whole matrix, resident or not", () => {
  for (const [rows, columns] of [
    [1, 1],
    [9, 9],
    [30, 41],
  ]) {
    const r = matrixOf(rows, columns, 1);
    for (let i = 0; i < rows; i++) r.data.fill(0, i * columns, i * columns + i);
    const v = entries(columns, 2);
    const out = entries(columns, 3);
    const copied = out.slice();
    addTrapezoidalGramTimes(r, v, copied);
    const resident = out.slice();
    withResidentCopy(r, (copy) => addTrapezoidalGramTimes(copy, v, resident));
    expect(resident).toEqual(copied);
    const expected = multiply(symmetricProduct(r, "columns"), denseMatrix(columns, 1, v)).data;
    // Entries are at most 1 in size, so that sums stay below rows · columns.
    const tolerance = 4 * (rows + columns + 2) * epsilon * rows * columns;
    for (let j = 0; j < columns; j++) expect(Math.abs(resident[j] - out[j] - expected[j])).toBeLessThan(tolerance);
  }
});

it("resident matrices keep their numbers while others come and go", () => {
  const x = matrixOf(50, 40, 1);
  withResidentCopy(x, (outer) => {
    withResidentMatrix(400, 300, (inner) => {
      inner.data.fill(1);
      multiply(inner, matrixOf(300, 1, 2));
      ridgeImage(x);
      expect(sameBits(outer, x)).toBe(true);
      expect(inner.data.every((value) => value === 1)).toBe(true);
    });
    expect(sameBits(outer, x)).toBe(true);
  });
});

it("memory is returned and taken again, after a failure as well", () => {
  const place = (): ArrayBufferLike => withResidentMatrix(64, 64, ({ data }) => data.buffer);
  const first = place();
  expect(place()).toBe(first);
  expect(() =>
    withResidentMatrix(64, 64, () => {
      throw new Error("fails");
    }),
  ).toThrow("fails");
  expect(place()).toBe(first);
});

it("asResident copies what is not resident, and nothing else", () => {
  const x = matrixOf(5, 4, 1);
  asResident(x, (resident) => {
    expect(resident.data).not.toBe(x.data);
    expect(sameBits(resident, x)).toBe(true);
    asResident(resident, (same) => expect(same).toBe(resident));
  });
});

it("blocks hold whole groups of rows, and all of them once", () => {
  for (const resident of [false, true]) {
    const x = matrixOf(203, 500, 1);
    const blocks: number[][] = [];
    const visit = (matrix: DenseMatrix): void =>
      withRows(matrix, 10, ({ memory, forEachBlock }) =>
        forEachBlock(3, 203, 17, (at, row, rows) => {
          blocks.push([row, rows]);
          expect([...memory.subarray(at, at + rows * 500)]).toEqual([
            ...x.data.subarray(row * 500, (row + rows) * 500),
          ]);
        }),
      );
    if (resident) withResidentCopy(x, visit);
    else visit(x);
    expect(blocks.reduce((sum, [, rows]) => sum + rows, 0)).toBe(200);
    expect(blocks.slice(0, -1).every(([, rows]) => rows === 16)).toBe(true);
    expect(blocks.map(([row]) => row)).toEqual(blocks.map((_, i) => 3 + 16 * i));
  }
});

it("refuses shapes that no matrix has", () => {
  for (const [rows, columns] of [
    [0, 1],
    [2, 1.5],
    [-1, -1],
    [Number.NaN, 2],
  ]) {
    expect(() => withResidentMatrix(rows, columns, () => 0)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: expect.stringMatching(/^matrix\./) }),
    );
  }
});
