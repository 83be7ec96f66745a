import { type DenseMatrix, denseMatrix } from "../dense-matrix.ts";

/** The distance from 1 to the next double, 2⁻⁵²: twice the relative error of one rounding. */
export const epsilon = 2 ** -52;

/** Numbers in [−1, 1) from a linear congruential generator (the multiplier of Numerical Recipes). */
export function entries(length: number, seed: number): Float64Array {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

export function matrixOf(rows: number, columns: number, seed: number): DenseMatrix {
  return denseMatrix(rows, columns, entries(rows * columns, seed));
}

export function columnOf(matrix: DenseMatrix, column: number): DenseMatrix {
  const entriesOfColumn = matrix.data.filter((_, index) => index % matrix.columns === column);
  return denseMatrix(matrix.rows, 1, entriesOfColumn);
}

/** The entries' absolute values. */
export function magnitudes(matrix: DenseMatrix): DenseMatrix {
  return denseMatrix(matrix.rows, matrix.columns, matrix.data.map(Math.abs));
}

/** Whether two matrices have the same shape and the same entries to the bit; much faster than a deep comparison. */
export function sameBits(a: DenseMatrix, b: DenseMatrix): boolean {
  const bytes = ({ data }: DenseMatrix): Buffer => Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return a.rows === b.rows && a.columns === b.columns && bytes(a).equals(bytes(b));
}
