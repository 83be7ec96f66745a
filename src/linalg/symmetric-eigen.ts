import { copyNumbers } from "./copy-numbers.ts";
import { checkedSquareMatrix, type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { type Workspace, workspace } from "./kernels/select-kernels.ts";
import { scaledBack, scaleOf } from "./scale.ts";
import { strideFor } from "./stride.ts";
import { diagonalise } from "./tridiagonal-eigenvalues.ts";
import { type Tridiagonal, tridiagonalise } from "./tridiagonalise.ts";

export interface SymmetricEigen {
  /** From the smallest to the largest. */
  readonly values: Float64Array;
  /** The eigenvectors, in the values' order, as columns of length 1, each with its largest entry above 0. */
  readonly vectors: DenseMatrix;
}

/**
 * The eigenvalues of a symmetric matrix, of which only the lower triangle is read, from the smallest to the largest.
 *
 * They are exactly those of a matrix within a modest multiple of order·ε·‖A‖, ε = 2⁻⁵², so that each is within that
 * distance of the exact one. The order of summation is fixed. About 4/3·order³ operations.
 *
 * @throws AsymptopiaError `invalid-input` for a matrix that is empty or not square; `non-finite` for entries that are
 *   NaN or infinite, or an eigenvalue beyond the largest double.
 */
export function symmetricEigenvalues(matrix: DenseMatrix): Float64Array {
  const { scale, tridiagonal } = reduced(matrix, 0);
  diagonalise(tridiagonal.diagonal, tridiagonal.offDiagonal);
  return tridiagonal.diagonal.map((value) => scaledBack("matrix", value, scale)).sort();
}

/**
 * The eigenvalues, as `symmetricEigenvalues` gives them, and eigenvectors of a symmetric matrix, of which
 * only the lower triangle is read.
 *
 * With the vectors V and values Λ, ‖A V − V Λ‖ ≤ c·‖A‖ and ‖VᵀV − I‖ ≤ c for c a modest multiple of order·ε. About
 * 9·order³ operations.
 *
 * @throws AsymptopiaError as `symmetricEigenvalues`.
 */
export function symmetricEigen(matrix: DenseMatrix): SymmetricEigen {
  const order = matrix.rows;
  const width = Math.ceil(order / 8) * 8;
  const rowsStride = strideFor(width);
  const { scale, tridiagonal, work, stride, end } = reduced(matrix, order * rowsStride + 2 * order);
  const { kernels, memory } = work;
  const rows = end;
  const cosines = rows + order * rowsStride;
  const sines = cosines + order;

  // Row by row, Qᵀ = H₁ H₂ ⋯: H_i concerns the first i columns, where rows from i on are still 0.
  memory.fill(0, rows, cosines);
  for (let i = 0; i < order; i++) memory[rows + i * rowsStride + i] = 1;
  for (let i = 1; i < order; i++) {
    const factor = tridiagonal.factors[i];
    if (factor !== 0) kernels.reflectRows(i, Math.ceil(i / 4) * 4, factor, i * stride, rows, rowsStride);
  }
  diagonalise(tridiagonal.diagonal, tridiagonal.offDiagonal, (first, count, c, s) => {
    copyNumbers(c, 0, memory, cosines, count);
    copyNumbers(s, 0, memory, sines, count);
    kernels.rotateRows(count, width, cosines, sines, rows + first * rowsStride, rowsStride);
  });

  const values = tridiagonal.diagonal;
  const ascending = Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const vectors = denseMatrix(order, order);
  ascending.forEach((row, column) => {
    const at = rows + row * rowsStride;
    const sign = memory[largest(memory, at, order)] < 0 ? -1 : 1;
    for (let i = 0; i < order; i++) vectors.data[i * order + column] = sign * memory[at + i];
  });
  return { values: Float64Array.from(ascending, (row) => scaledBack("matrix", values[row], scale)), vectors };
}

interface Reduced {
  readonly tridiagonal: Tridiagonal;
  /** The matrix is `scale` times the one that was reduced: a power of 2. */
  readonly scale: number;
  readonly work: Workspace;
  readonly stride: number;
  /** Where the first of `extra` numbers stands in the working memory. */
  readonly end: number;
}

function reduced(matrix: DenseMatrix, extra: number): Reduced {
  checkedSquareMatrix("matrix", matrix);
  const order = matrix.rows;
  const scale = scaleOf("matrix", matrix, "lower");
  const stride = strideFor(order + 3);
  const scratch = order * stride;
  const end = scratch + 3 * stride;
  const work = workspace(end + extra);
  for (let i = 0; i < order; i++) {
    for (let j = 0; j <= i; j++) work.memory[i * stride + j] = matrix.data[i * order + j] / scale;
  }
  return { tridiagonal: tridiagonalise(order, stride, work.kernels, work.memory, scratch), scale, work, stride, end };
}

function largest(memory: Float64Array, at: number, length: number): number {
  let found = at;
  for (let i = at + 1; i < at + length; i++) if (Math.abs(memory[i]) > Math.abs(memory[found])) found = i;
  return found;
}
