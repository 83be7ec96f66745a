import { invalidInput } from "../foundation/errors.ts";
import { addProduct } from "./add-product.ts";
import { checkedMatrix, checkedSquareMatrix, type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { blockAt, transposed } from "./strided-block.ts";

const blockSide = 32;

/**
 * The X with L Lᵀ X = B, as a new matrix, for a factor L from `choleskyFactor` and any number of right-hand sides, the
 * columns of B.
 *
 * Backward stable for each column x: (L Lᵀ + E) x = b with |E| ≤ 2·(order + 1)·ε·|L||Lᵀ| to first order in ε = 2⁻⁵². The
 * bits of a column of X depend on L and on the same column of B alone.
 *
 * @throws AsymptopiaError `invalid-input` for matrices that are empty or do not fit one another, or a factor with a
 *   zero on its diagonal.
 */
export function choleskySolve(factor: DenseMatrix, rightHandSides: DenseMatrix): DenseMatrix {
  checkedSquareMatrix("factor", factor);
  checkedMatrix("rightHandSides", rightHandSides);
  const order = factor.rows;
  const columns = rightHandSides.columns;
  if (rightHandSides.rows !== order) {
    throw invalidInput("rightHandSides.rows", rightHandSides.rows, `${order}, the order of the factor`);
  }
  for (let i = 0; i < order; i++) {
    const pivot = factor.data[i * order + i];
    if (!(pivot > 0)) throw invalidInput(`factor.data[${i * order + i}]`, pivot, "a number above 0, on the diagonal");
  }
  const solution = denseMatrix(order, columns, rightHandSides.data.slice());
  for (let first = 0; first < order; first += blockSide) {
    const side = Math.min(blockSide, order - first);
    if (first > 0) {
      const known = blockAt(solution, 0, 0);
      addProduct(side, columns, first, -1, blockAt(factor, first, 0), known, blockAt(solution, first, 0));
    }
    solveForward(factor, solution, first, first + side);
  }
  for (let first = Math.floor((order - 1) / blockSide) * blockSide; first >= 0; first -= blockSide) {
    const next = Math.min(first + blockSide, order);
    if (next < order) {
      const below = transposed(blockAt(factor, next, first));
      const known = blockAt(solution, next, 0);
      addProduct(next - first, columns, order - next, -1, below, known, blockAt(solution, first, 0));
    }
    solveBackward(factor, solution, first, next);
  }
  return solution;
}

function solveForward(factor: DenseMatrix, solution: DenseMatrix, first: number, next: number): void {
  for (let i = first; i < next; i++) {
    for (let j = first; j < i; j++) subtractRow(solution, i, j, factor.data[i * factor.columns + j]);
    divideRow(solution, i, factor.data[i * factor.columns + i]);
  }
}

function solveBackward(factor: DenseMatrix, solution: DenseMatrix, first: number, next: number): void {
  for (let i = next - 1; i >= first; i--) {
    for (let j = next - 1; j > i; j--) subtractRow(solution, i, j, factor.data[j * factor.columns + i]);
    divideRow(solution, i, factor.data[i * factor.columns + i]);
  }
}

function subtractRow({ columns, data }: DenseMatrix, target: number, source: number, multiple: number): void {
  const to = target * columns;
  const from = source * columns;
  for (let c = 0; c < columns; c++) data[to + c] -= multiple * data[from + c];
}

function divideRow({ columns, data }: DenseMatrix, target: number, divisor: number): void {
  const to = target * columns;
  for (let c = 0; c < columns; c++) data[to + c] /= divisor;
}
