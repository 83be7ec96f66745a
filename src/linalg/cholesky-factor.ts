import { AsymptopiaError } from "../foundation/errors.ts";
import { addProduct } from "./add-product.ts";
import { checkedSquareMatrix, type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { blockAt, transposed } from "./strided-block.ts";

// Wide enough for the packed product to dominate, narrow enough that the loops on a block's own columns stay cheap.
const blockSide = 48;

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
  const factor = denseMatrix(order, order);
  const l = factor.data;
  for (let i = 0; i < order; i++) {
    const row = i * order;
    for (let j = 0; j <= i; j++) l[row + j] = matrix.data[row + j];
    l[row + i] += ridge;
  }
  for (let first = 0; first < order; first += blockSide) {
    const side = Math.min(blockSide, order - first);
    const next = first + side;
    factorDiagonalBlock(l, order, first, next);
    solveRowsBelow(l, order, first, next);
    const rest = order - next;
    if (rest > 0) {
      const panel = blockAt(factor, next, first);
      addProduct(rest, rest, side, -1, panel, transposed(panel), blockAt(factor, next, next), "lower");
    }
  }
  return factor;
}

function factorDiagonalBlock(l: Float64Array, order: number, first: number, next: number): void {
  for (let j = first; j < next; j++) {
    const pivotRow = j * order;
    let pivot = l[pivotRow + j];
    for (let p = first; p < j; p++) pivot -= l[pivotRow + p] * l[pivotRow + p];
    const root = Math.sqrt(checkedPivot(pivot, j));
    l[pivotRow + j] = root;
    for (let i = j + 1; i < next; i++) {
      const row = i * order;
      let value = l[row + j];
      for (let p = first; p < j; p++) value -= l[row + p] * l[pivotRow + p];
      l[row + j] = value / root;
    }
  }
}

// Four rows at a time, because the sums of one row alone would wait for one another.
function solveRowsBelow(l: Float64Array, order: number, first: number, next: number): void {
  let i = next;
  for (; i + 3 < order; i += 4) {
    const row0 = i * order;
    const row1 = row0 + order;
    const row2 = row1 + order;
    const row3 = row2 + order;
    for (let j = first; j < next; j++) {
      const pivotRow = j * order;
      let value0 = l[row0 + j];
      let value1 = l[row1 + j];
      let value2 = l[row2 + j];
      let value3 = l[row3 + j];
      for (let p = first; p < j; p++) {
        const known = l[pivotRow + p];
        value0 -= l[row0 + p] * known;
        value1 -= l[row1 + p] * known;
        value2 -= l[row2 + p] * known;
        value3 -= l[row3 + p] * known;
      }
      const root = l[pivotRow + j];
      l[row0 + j] = value0 / root;
      l[row1 + j] = value1 / root;
      l[row2 + j] = value2 / root;
      l[row3 + j] = value3 / root;
    }
  }
  for (; i < order; i++) {
    const row = i * order;
    for (let j = first; j < next; j++) {
      const pivotRow = j * order;
      let value = l[row + j];
      for (let p = first; p < j; p++) value -= l[row + p] * l[pivotRow + p];
      l[row + j] = value / l[pivotRow + j];
    }
  }
}

function checkedPivot(pivot: number, index: number): number {
  if (!Number.isFinite(pivot)) {
    throw new AsymptopiaError("non-finite", `the Cholesky factorisation met ${pivot} as pivot ${index}`, {
      field: "matrix",
      value: pivot,
      accepted: "a positive definite matrix with finite entries",
    });
  }
  if (pivot <= 0) {
    throw new AsymptopiaError("invalid-input", `matrix must be positive definite, but pivot ${index} is ${pivot}`, {
      field: "matrix",
      value: pivot,
      accepted: "a positive definite matrix",
    });
  }
  return pivot;
}
