import { invalidInput } from "../foundation/errors.ts";
import { unwritten, zeros } from "./scratch.ts";

/**
 * A real rows × columns matrix in row-major order: entry (i, j) is `data[i * columns + j]`. The shape cannot change;
 * the entries may be overwritten by whoever owns the matrix.
 */
export interface DenseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/**
 * The matrix with the given entries, which are not copied, or with zeros.
 *
 * @throws AsymptopiaError `invalid-input` unless both dimensions are whole numbers above 0 and `data` holds exactly
 *   rows · columns entries.
 */
export function denseMatrix(rows: number, columns: number, data?: Float64Array): DenseMatrix {
  return checkedMatrix("matrix", {
    rows,
    columns,
    data: data ?? zeros(checkedShape("matrix", rows, columns)),
  });
}

/** A matrix with arbitrary entries, for who writes them all; otherwise as `denseMatrix`. */
export function unwrittenMatrix(rows: number, columns: number): DenseMatrix {
  return { rows, columns, data: unwritten(checkedShape("matrix", rows, columns)) };
}

/**
 * `matrix` itself, if its shape and its entries fit one another.
 *
 * @throws AsymptopiaError `invalid-input` as `denseMatrix`, with names below `field`.
 */
export function checkedMatrix(field: string, matrix: DenseMatrix): DenseMatrix {
  const { rows, columns, data } = matrix;
  const entries = checkedShape(field, rows, columns);
  if (data.length !== entries) {
    throw invalidInput(`${field}.data.length`, data.length, `${rows} × ${columns} = ${entries}`);
  }
  return matrix;
}

/**
 * `matrix` itself, if it is square as well.
 *
 * @throws AsymptopiaError `invalid-input` as `denseMatrix`, with names below `field`.
 */
export function checkedSquareMatrix(field: string, matrix: DenseMatrix): DenseMatrix {
  checkedMatrix(field, matrix);
  if (matrix.rows !== matrix.columns) {
    throw invalidInput(`${field}.columns`, matrix.columns, `${matrix.rows}, as many as there are rows`);
  }
  return matrix;
}

/**
 * rows · columns.
 *
 * @throws AsymptopiaError `invalid-input` unless both are whole numbers above 0, with names below `field`.
 */
export function checkedShape(field: string, rows: number, columns: number): number {
  if (!Number.isInteger(rows) || rows < 1) throw invalidInput(`${field}.rows`, rows, "a whole number above 0");
  if (!Number.isInteger(columns) || columns < 1) {
    throw invalidInput(`${field}.columns`, columns, "a whole number above 0");
  }
  return rows * columns;
}
