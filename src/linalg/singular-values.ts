import { AsymptopiaError } from "../foundation/errors.ts";
import { checkedMatrix, type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { dotProduct } from "./dot-product.ts";
import { scaledBack, scaleOf } from "./scale.ts";
import { unwritten, zeros } from "./scratch.ts";
import { thinQr } from "./thin-qr.ts";

export interface SingularValueDecomposition {
  /** m × k left vectors, orthonormal columns. */
  readonly left: DenseMatrix;
  /** k numbers from 0, from the largest to the smallest. */
  readonly values: Float64Array;
  /** n × k right vectors, orthonormal columns, each with its largest entry above 0. */
  readonly right: DenseMatrix;
}

// Six to ten are usual.
const mostSweeps = 60;

// Squared lengths below this are taken for 0, which changes a matrix with entries near 1 by less than 2^−450.
const negligible = 2 ** -900;

/**
 * A = left · diag(values) · rightᵀ for an m × n matrix, k = min(m, n), by the one-sided Jacobi method (M. R. Hestenes,
 * J. SIAM 6, 1958): pairs of columns are turned until all are orthogonal.
 *
 * The residual and the deviations from orthogonality are a modest multiple of m·ε, ε = 2⁻⁵², beside the norm. For small
 * matrices: about 60·m·k² operations in plain loops, and `symmetricEigen` is the faster way to large ones. The order of
 * summation is fixed.
 *
 * @throws AsymptopiaError `invalid-input` for an empty matrix; `non-finite` for entries that are NaN or infinite, or a
 *   singular value beyond the largest double; `not-converged`, which no finite matrix is known to cause.
 */
export function singularValueDecomposition(a: DenseMatrix): SingularValueDecomposition {
  checkedMatrix("a", a);
  const scale = scaleOf("a", a);
  const wide = a.rows < a.columns;
  const long = wide ? a.columns : a.rows;
  const short = wide ? a.rows : a.columns;
  // Of the tall one of A and Aᵀ.
  const columns = Array.from({ length: short }, (_, j) => {
    const column = unwritten(long);
    for (let i = 0; i < long; i++) column[i] = a.data[wide ? j * long + i : i * short + j] / scale;
    return column;
  });
  const turns = columns.map((_, j) => {
    const turn = zeros(short);
    turn[j] = 1;
    return turn;
  });
  orthogonalise(columns, turns);

  const lengths = columns.map((column) => Math.sqrt(dotProduct(column, column)));
  const descending = [...lengths.keys()].sort((i, j) => lengths[j] - lengths[i]);
  // Orthogonal columns are Q times a diagonal; where one is 0, this finds a direction that is still free.
  const images = thinQr(fromColumns(descending.map((j) => columns[j]))).q;
  const turned = fromColumns(descending.map((j) => turns[j]));
  const [left, right] = wide ? [turned, images] : [images, turned];
  fixSigns(left, right);
  return { left, values: Float64Array.from(descending, (j) => scaledBack("a", lengths[j], scale)), right };
}

/** Turns pairs of `columns`, and the same pairs of `turns`, until all of the former are orthogonal. */
function orthogonalise(columns: readonly Float64Array[], turns: readonly Float64Array[]): void {
  const tolerance = columns[0].length * Number.EPSILON;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let quiet = true;
    for (let i = 0; i < columns.length; i++) {
      for (let j = i + 1; j < columns.length; j++) {
        const first = dotProduct(columns[i], columns[i]);
        const second = dotProduct(columns[j], columns[j]);
        const inner = dotProduct(columns[i], columns[j]);
        if (first < negligible || second < negligible) continue;
        if (Math.abs(inner) <= tolerance * Math.sqrt(first) * Math.sqrt(second)) continue;
        quiet = false;
        // The smaller of the two angles after which the inner product is 0, by its tangent.
        const cotangent = (second - first) / (2 * inner);
        const tangent = Math.sign(cotangent || 1) / (Math.abs(cotangent) + Math.sqrt(1 + cotangent * cotangent));
        const cosine = 1 / Math.sqrt(1 + tangent * tangent);
        turn(columns[i], columns[j], cosine, cosine * tangent);
        turn(turns[i], turns[j], cosine, cosine * tangent);
      }
    }
    if (quiet) return;
  }
  throw new AsymptopiaError("not-converged", `columns were not orthogonal after ${mostSweeps} sweeps`, {
    field: "a",
    value: mostSweeps,
    accepted: "a matrix with finite entries",
  });
}

function turn(x: Float64Array, y: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < x.length; i++) {
    const value = x[i];
    x[i] = cosine * value - sine * y[i];
    y[i] = sine * value + cosine * y[i];
  }
}

function fromColumns(columns: readonly Float64Array[]): DenseMatrix {
  const rows = columns[0].length;
  const matrix = denseMatrix(rows, columns.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < rows; i++) matrix.data[i * columns.length + j] = column[i];
  });
  return matrix;
}

function fixSigns(left: DenseMatrix, right: DenseMatrix): void {
  for (let j = 0; j < right.columns; j++) {
    let largest = 0;
    for (let at = j; at < right.data.length; at += right.columns) {
      if (Math.abs(right.data[at]) > Math.abs(largest)) largest = right.data[at];
    }
    if (largest > 0) continue;
    for (const { columns, data } of [left, right]) for (let at = j; at < data.length; at += columns) data[at] *= -1;
  }
}
