import { AsymptopiaError } from "../foundation/errors.ts";
import { copyNumbers } from "./copy-numbers.ts";
import { checkedSquareMatrix, type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { factorSide } from "./kernels/matrix-kernels.ts";
import { workspace } from "./kernels/select-kernels.ts";
import { strideFor } from "./stride.ts";

// The panels of this many rows (180 KiB) stay in the second-level cache.
const rowsPerPass = 480;

/**
 * The lower triangular L with positive diagonal and A + ridge · I = L Lᵀ, as a new matrix with zeros above its
 * diagonal. Of the symmetric matrix A only the lower triangle is read.
 *
 * Backward stable: |L Lᵀ − (A + ridge · I)| ≤ (order + 1)·ε·|L||Lᵀ| entry by entry, to first order in ε = 2⁻⁵². The
 * order of summation is fixed, so the same matrix has the same factor to the bit.
 *
 * @throws AsymptopiaError `invalid-input` for a matrix that is empty, not square or (numerically) not positive
 *   definite; `non-finite` if a pivot is NaN or infinite. Both name the pivot, counted from 0.
 */
export function choleskyFactor(matrix: DenseMatrix, ridge = 0): DenseMatrix {
  checkedSquareMatrix("matrix", matrix);
  const order = matrix.rows;
  // Rows are solved eight at a time.
  const rows = Math.ceil(order / 8) * 8;
  const stride = strideFor(rows);
  const block = rows * stride;
  const panels = block + factorSide * factorSide;
  const { kernels, memory } = workspace(panels + rows * factorSide);
  for (let i = 0; i < order; i++) {
    copyNumbers(matrix.data, i * order, memory, i * stride, i + 1);
    memory[i * stride + i] += ridge;
  }
  memory.fill(0, order * stride, rows * stride);
  for (let first = 0; first < order; first += factorSide) {
    const diagonal = first * stride + first;
    const failed = kernels.factorBlock(Math.min(factorSide, order - first), diagonal, stride, block);
    if (failed >= 0) throw badPivot(memory[block + failed * factorSide + failed], first + failed);
    const next = first + factorSide;
    const rest = rows - next;
    if (rest <= 0) break;
    kernels.solvePanels(rest, next * stride + first, stride, block, panels);
    for (let i = 0; i < rest; i += rowsPerPass) {
      const count = Math.min(rowsPerPass, rest - i);
      const c = (next + i) * stride + next;
      kernels.addPanels(count, i + count, factorSide, -1, panels + i * factorSide, panels, c, stride, i);
    }
  }
  const factor = denseMatrix(order, order);
  for (let i = 0; i < order; i++) copyNumbers(memory, i * stride, factor.data, i * order, i + 1);
  return factor;
}

function badPivot(pivot: number, index: number): AsymptopiaError {
  if (!Number.isFinite(pivot)) {
    return new AsymptopiaError("non-finite", `the Cholesky factorisation met ${pivot} as pivot ${index}`, {
      field: "matrix",
      value: pivot,
      accepted: "a positive definite matrix with finite entries",
    });
  }
  return new AsymptopiaError("invalid-input", `matrix must be positive definite, but pivot ${index} is ${pivot}`, {
    field: "matrix",
    value: pivot,
    accepted: "a positive definite matrix",
  });
}
