import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import {
  checkedMatrix,
  type DenseMatrix,
  denseMatrix,
  multiply,
  singularValueDecomposition,
  thinQr,
} from "../../linalg/index.ts";

/** G = mixing · basis, an orthonormal basis of the row space of a matrix of full row rank. */
export interface RowBasis {
  /** k × d, orthonormal rows. */
  readonly basis: DenseMatrix;
  /** k × k, lower triangular. */
  readonly mixing: DenseMatrix;
  /** Condition number of `mixing`, at least 1: directions of the row space are known to some d·ε times that. */
  readonly condition: number;
}

/**
 * @throws AsymptopiaError `invalid-input` for an empty matrix, one with an entry that is not finite, more rows than
 *   columns, or dependent rows up to rounding; named below `field`.
 */
export function rowBasis(field: string, matrix: DenseMatrix): RowBasis {
  finiteMatrix(field, matrix);
  const { rows, columns } = matrix;
  if (rows > columns) throw invalidInput(`${field}.rows`, rows, `at most ${columns}, as many as there are columns`);
  const { q, r } = thinQr(transposed(matrix));
  const { values } = singularValueDecomposition(r);
  const condition = values[0] / values[rows - 1];
  if (!(condition * columns * Number.EPSILON < 1)) throw rankDeficient(field, rows, "rows", values);
  return { basis: transposed(q), mixing: transposed(r), condition };
}

/**
 * `matrix` itself, if all of its entries are finite.
 *
 * @throws AsymptopiaError `invalid-input`, named below `field`.
 */
export function finiteMatrix(field: string, matrix: DenseMatrix): DenseMatrix {
  const { data } = checkedMatrix(field, matrix);
  const at = data.findIndex((entry) => !Number.isFinite(entry));
  if (at >= 0) throw invalidInput(`${field}.data[${at}]`, data[at], "a finite number");
  return matrix;
}

/** The error for `needed` rows or columns that are not independent; `values` are the singular values, descending. */
export function rankDeficient(
  field: string,
  needed: number,
  what: "rows" | "columns",
  values: Float64Array,
): AsymptopiaError {
  const accepted = `a matrix of rank ${needed}, with independent ${what}`;
  const [largest, smallest] = [values[0], values[needed - 1] ?? 0];
  return new AsymptopiaError(
    "invalid-input",
    `${field} must be ${accepted}: singular value ${needed} is ${smallest}, and the largest ${largest}`,
    { field, value: smallest, accepted },
  );
}

/** Aᵀ as a new matrix. */
export function transposed({ rows, columns, data }: DenseMatrix): DenseMatrix {
  const result = denseMatrix(columns, rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result.data[j * rows + i] = data[i * columns + j];
  return result;
}

/** A − (A Bᵀ) B for B with orthonormal rows: what of the rows of A is orthogonal to those of B. */
export function orthogonalPart(a: DenseMatrix, basis: DenseMatrix): DenseMatrix {
  const within = multiply(multiply(a, basis, { transposeB: true }), basis);
  return denseMatrix(
    a.rows,
    a.columns,
    a.data.map((entry, i) => entry - within.data[i]),
  );
}
