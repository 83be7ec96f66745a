import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import { createStream } from "../random/create-stream.ts";
import { combination, product, productWithTransposed, transposedProduct } from "./small-products.ts";

function normals(rows: number, columns: number, key: string): DenseMatrix {
  const matrix = denseMatrix(rows, columns);
  createStream(["small products", key]).fillNormal(matrix.data);
  return matrix;
}

// Sums of up to 40 products of normals, the largest of which is below 30 and their sum of sizes below 400.
const near = (a: DenseMatrix, b: DenseMatrix) => {
  expect([a.rows, a.columns]).toEqual([b.rows, b.columns]);
  a.data.forEach((entry, i) => {
    expect(Math.abs(entry - b.data[i])).toBeLessThanOrEqual(2 * 41 * 400 * Number.EPSILON);
  });
};

describe("products", () => {
  it.each([
    [1, 1, 1],
    [2, 3, 4],
    [5, 1, 7],
    [16, 17, 15],
    [30, 40, 20],
  ])("of %d × %d and × %d are those of multiply", (m, k, n) => {
    const [a, b] = [normals(m, k, "a"), normals(k, n, "b")];
    const [at, bt] = [normals(k, m, "at"), normals(n, k, "bt")];
    near(product(a, b), multiply(a, b));
    near(transposedProduct(at, b), multiply(at, b, { transposeA: true }));
    near(productWithTransposed(a, bt), multiply(a, bt, { transposeB: true }));
  });

  it("refuse matrices that do not fit", () => {
    const [a, b] = [normals(2, 3, "a"), normals(2, 2, "b")];
    for (const wrong of [() => product(a, b), () => transposedProduct(b, normals(3, 1, "c"))]) {
      expect(wrong).toThrow(expect.objectContaining({ code: "invalid-input", field: "b.rows" }));
    }
    expect(() => productWithTransposed(a, b)).toThrow(expect.objectContaining({ field: "b.columns" }));
  });

  it("are joined by sums", () => {
    const [a, b] = [normals(2, 2, "a"), normals(2, 2, "b")];
    expect(combination(2, a, -1, b).data[3]).toBe(2 * a.data[3] - b.data[3]);
  });
});
