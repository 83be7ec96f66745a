import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { drawChi } from "../random/chi.ts";
import type { Stream } from "../stream.ts";

/**
 * An upper trapezoidal R, min(degrees, dimension) × dimension, whose RᵀR has the law of WᵀW for a degrees × dimension
 * matrix W of independent N(0, 1) numbers: the Wishart law with the identity as its scale.
 *
 * R is the triangular factor of W = QR. Its entries are independent: R_ii, i = 0, 1, …, is the length of a vector of
 * degrees − i normals, and entries to the right of the diagonal are N(0, 1). (M. S. Bartlett, Proceedings of the Royal
 * Society of Edinburgh 53 (1933) 260–283. It holds for degrees < dimension as well, where WᵀW is singular: Householder's
 * reflections, each a function of columns that it does not act on any more, leave the law of the others alone.)
 *
 * The diagonal and what is right of it come from streams of their own.
 *
 * @param degrees A whole number from 1.
 * @param dimension A whole number from 1.
 */
export function drawBartlettFactor(degrees: number, dimension: number, stream: Stream): DenseMatrix {
  return nextBartlettFactor(degrees, dimension, { diagonal: stream.child("diagonal"), right: stream.child("right") });
}

/** The next one of a sequence of independent `drawBartlettFactor`, whose numbers come from the same two streams. */
export function nextBartlettFactor(
  degrees: number,
  dimension: number,
  { diagonal, right }: { readonly diagonal: Stream; readonly right: Stream },
): DenseMatrix {
  const rows = Math.min(degrees, dimension);
  const factor = denseMatrix(rows, dimension);
  for (let i = 0; i < rows; i++) {
    factor.data[i * dimension + i] = drawChi(degrees - i, diagonal);
    right.fillNormal(factor.data.subarray(i * dimension + i + 1, (i + 1) * dimension));
  }
  return factor;
}
