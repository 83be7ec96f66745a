import type { DenseMatrix } from "./dense-matrix.ts";

/** A rectangle inside an array: entry (i, j) is `data[offset + i * rowStride + j * columnStride]`. */
export interface StridedBlock {
  readonly data: Float64Array;
  readonly offset: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

/** The part of `matrix` that begins at entry (row, column). */
export function blockAt(matrix: DenseMatrix, row: number, column: number): StridedBlock {
  return { data: matrix.data, offset: row * matrix.columns + column, rowStride: matrix.columns, columnStride: 1 };
}

/** The same entries with rows and columns exchanged. */
export function transposed({ data, offset, rowStride, columnStride }: StridedBlock): StridedBlock {
  return { data, offset, rowStride: columnStride, columnStride: rowStride };
}
