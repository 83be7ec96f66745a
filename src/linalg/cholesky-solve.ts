import { invalidInput } from "../foundation/errors.ts";
import { copyNumbers } from "./copy-numbers.ts";
import { checkedMatrix, checkedSquareMatrix, type DenseMatrix, unwrittenMatrix } from "./dense-matrix.ts";
import { tileSide, triangleSide, wholeTiles } from "./kernels/matrix-kernels.ts";
import { workspace } from "./kernels/select-kernels.ts";
import { packPanels, stagingLength } from "./pack-panels.ts";
import { blockAt, type StridedBlock, transposed } from "./strided-block.ts";

// Unknowns that are subtracted from a block's rows per pass: the panels of the factor then take 64 KiB.
const depthPerPass = 256;

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
  // The solution is kept in panels, each four of its columns and all of its rows.
  const staging = 0;
  const triangle = staging + stagingLength;
  const left = triangle + triangleSide * triangleSide;
  const x = left + triangleSide * depthPerPass;
  const panelLength = tileSide * wholeTiles(order);
  const end = x + Math.ceil(columns / tileSide) * panelLength;
  const working = workspace(end);
  const { kernels, memory } = working;
  const givenColumns = transposed(blockAt(rightHandSides, 0, 0));
  packPanels(givenColumns, 0, 0, columns, order, working, { at: x, length: panelLength, staging });

  /** Subtracts from the rows of `target` what the known rows of `source`, times `coefficients`, contribute to them. */
  const subtract = (coefficients: StridedBlock, target: Range, source: Range): void => {
    const rows = wholeTiles(target.end - target.start);
    for (let l = source.start; l < source.end; l += depthPerPass) {
      const depth = Math.min(depthPerPass, source.end - l);
      packPanels(coefficients, target.start, l, target.end - target.start, depth, working, { at: left, staging });
      for (let panel = x; panel < end; panel += panelLength) {
        const c = panel + tileSide * target.start;
        kernels.addPanels(rows, tileSide, depth, -1, left, panel + tileSide * l, c, tileSide, tileSide);
      }
    }
  };
  const lower = blockAt(factor, 0, 0);
  for (let start = 0; start < order; start += triangleSide) {
    const rows = { start, end: Math.min(start + triangleSide, order) };
    subtract(lower, rows, { start: 0, end: start });
    copyTriangle(factor, rows, memory, triangle);
    for (let panel = x; panel < end; panel += panelLength) {
      kernels.solveForward(rows.end - start, triangle, panel + tileSide * start);
    }
  }
  for (let start = Math.floor((order - 1) / triangleSide) * triangleSide; start >= 0; start -= triangleSide) {
    const rows = { start, end: Math.min(start + triangleSide, order) };
    subtract(transposed(lower), rows, { start: rows.end, end: order });
    copyTriangle(factor, rows, memory, triangle);
    for (let panel = x; panel < end; panel += panelLength) {
      kernels.solveBackward(rows.end - start, triangle, panel + tileSide * start);
    }
  }
  const solution = unwrittenMatrix(order, columns);
  for (let panel = x, column = 0; panel < end; panel += panelLength, column += tileSide) {
    const width = Math.min(tileSide, columns - column);
    for (let i = 0; i < order; i++) {
      for (let c = 0; c < width; c++) solution.data[i * columns + column + c] = memory[panel + tileSide * i + c];
    }
  }
  return solution;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function copyTriangle({ columns, data }: DenseMatrix, rows: Range, memory: Float64Array, triangle: number): void {
  for (let i = rows.start; i < rows.end; i++) {
    copyNumbers(data, i * columns + rows.start, memory, triangle + (i - rows.start) * triangleSide, i - rows.start + 1);
  }
}
