import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from "ml-matrix";
import { expect, it } from "vitest";
import { createStream } from "../simulation/random/create-stream.ts";
import { denseMatrix } from "./dense-matrix.ts";
import { operatorNorm } from "./operator-norm.ts";

function gaussian(rows: number, columns: number): ReturnType<typeof denseMatrix> {
  const a = denseMatrix(rows, columns);
  createStream(["operator norm", rows, columns]).fillNormal(a.data);
  return a;
}

it("is the largest singular value", () => {
  for (const [rows, columns] of [
    [1, 1],
    [1, 7],
    [7, 1],
    [3, 3],
    [40, 25],
    [25, 40],
    [90, 90],
  ]) {
    const a = gaussian(rows, columns);
    const entries = Matrix.from1DArray(rows, columns, [...a.data]);
    const expected = new SingularValueDecomposition(entries, { autoTranspose: true }).norm2;
    // The iteration ends when steps change the norm by 1e-10; what is left is of that size, not below it.
    expect(Math.abs(operatorNorm(a) / expected - 1)).toBeLessThan(1e-8);
  }
});

it("is exact where the leading singular value stands alone, or where all are equal", () => {
  // diag(3, 4) turned by 30° on either side.
  const [c, s] = [Math.sqrt(3) / 2, 0.5];
  const turned = Float64Array.of(3 * c * c + 4 * s * s, (3 - 4) * c * s, (3 - 4) * c * s, 3 * s * s + 4 * c * c);
  expect(Math.abs(operatorNorm(denseMatrix(2, 2, turned)) - 4)).toBeLessThan(8 * 4 * Number.EPSILON);
  expect(operatorNorm(denseMatrix(2, 2, Float64Array.of(0, -5, 5, 0)))).toBe(5);
  expect(operatorNorm(denseMatrix(3, 2, Float64Array.of(0, 0, 0, 0, 2, 0)))).toBe(2);
});

it("is 0 for nothing but zeros, and scales with its matrix", () => {
  expect(operatorNorm(denseMatrix(3, 4))).toBe(0);
  const a = gaussian(20, 30);
  const doubled = denseMatrix(
    20,
    30,
    a.data.map((x) => -2 * x),
  );
  expect(operatorNorm(doubled)).toBe(2 * operatorNorm(a));
});

it("finds the largest eigenvalue of a sample covariance at its edge, where neighbours are close", () => {
  const a = gaussian(120, 60);
  const entries = Matrix.from1DArray(120, 60, [...a.data]);
  const gram = entries.transpose().mmul(entries);
  const largest = Math.max(...new EigenvalueDecomposition(gram, { assumeSymmetric: true }).realEigenvalues);
  expect(Math.abs(operatorNorm(a) ** 2 / largest - 1)).toBeLessThan(1e-8);
});

it("refuses entries that are no numbers, and shapes that do not fit", () => {
  expect(() => operatorNorm(denseMatrix(2, 2, Float64Array.of(1, 2, Number.NaN, 4)))).toThrow(
    expect.objectContaining({ code: "non-finite", field: "a.data" }),
  );
  expect(() => operatorNorm({ rows: 2, columns: 2, data: new Float64Array(3) })).toThrow(
    expect.objectContaining({ code: "invalid-input" }),
  );
});
