import { addProduct } from "../../linalg/add-product.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { blockAt, transposed } from "../../linalg/strided-block.ts";

const rowsPerBlock = 128;

/**
 * The lower triangle of RᵀR for an upper trapezoidal R whose zeros are stored; zeros above the diagonal. Rows are taken
 * in blocks, and the columns to the left of a block's first diagonal entry are left out: a third of the d³ operations
 * of a square R, and some for the zeros within blocks.
 */
export function trapezoidalGram(factor: DenseMatrix): DenseMatrix {
  const { rows, columns } = factor;
  const gram = denseMatrix(columns, columns);
  for (let row = 0; row < rows; row += rowsPerBlock) {
    const height = Math.min(rowsPerBlock, rows - row);
    const width = columns - row;
    const block = blockAt(factor, row, row);
    addProduct(width, width, height, 1, transposed(block), block, blockAt(gram, row, row), {
      part: "lower",
    });
  }
  return gram;
}
