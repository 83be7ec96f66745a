import { invalidInput } from "../../foundation/errors.ts";
import { type DenseMatrix, denseMatrix, thinQr } from "../../linalg/index.ts";
import type { Stream } from "../stream.ts";

/**
 * Ortho(G): an orthonormal basis, as rows, of the row space of a k × d matrix with k ≤ d, G = L·Ortho(G) with L lower
 * triangular and no number below 0 on its diagonal. Within a modest multiple of √d·ε, ε = 2⁻⁵², of orthonormal rows.
 *
 * @throws AsymptopiaError `non-finite` for a matrix with entries that are NaN or infinite.
 */
export function orthonormalRows(matrix: DenseMatrix): DenseMatrix {
  return transpose(thinQr(transpose(matrix)).q);
}

/**
 * k orthonormal rows in ℝᵈ with the law that rotations leave as it is.
 *
 * @throws AsymptopiaError `invalid-input` for more rows than there are dimensions.
 */
export function haarRows(k: number, d: number, stream: Stream): DenseMatrix {
  if (!(k <= d)) throw invalidInput("features", k, `at most ${d}, as many as there are dimensions`);
  const gaussian = denseMatrix(k, d);
  stream.fillNormal(gaussian.data);
  return orthonormalRows(gaussian);
}

/** Aᵀ, as a new matrix. */
export function transpose({ rows, columns, data }: DenseMatrix): DenseMatrix {
  const result = denseMatrix(columns, rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result.data[j * rows + i] = data[i * columns + j];
  return result;
}
