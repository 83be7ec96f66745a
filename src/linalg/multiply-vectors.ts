import { copyNumbers } from "./copy-numbers.ts";
import type { DenseMatrix } from "./dense-matrix.ts";
import { partLength } from "./kernels/row-kernels.ts";
import { wholeLines, withRows } from "./resident-matrix.ts";

/** Columns for which a product goes row by row; for more, a tile of four columns is full. */
export const mostVectors = 3;

/**
 * `product` ← alpha · A V, or alpha · Aᵀ V, for a matrix V of at most `mostVectors` columns, given column by column:
 * with the bits of `addProduct` on zeros, and without packing A.
 */
export function multiplyVectors(
  a: DenseMatrix,
  transposeA: boolean,
  alpha: number,
  vectors: readonly Float64Array[],
  product: DenseMatrix,
): void {
  const lengthIn = wholeLines(transposeA ? a.rows : a.columns);
  const lengthOut = wholeLines(product.rows);
  const columns = a.columns;
  const count = vectors.length;
  withRows(a, count * (lengthIn + 2 * lengthOut), ({ kernels, memory, vectors: start, forEachBlock }) => {
    const out = start + count * lengthIn;
    const sums = out + count * lengthOut;
    for (const [c, vector] of vectors.entries()) memory.set(vector, start + c * lengthIn);
    memory.fill(0, out, sums);
    if (transposeA) {
      for (let first = 0; first < a.rows; first += partLength) {
        memory.fill(0, sums, sums + count * lengthOut);
        forEachBlock(first, Math.min(first + partLength, a.rows), partLength, (at, row, rows) => {
          for (let c = 0; c < count; c++) {
            kernels.addRowSums(rows, columns, at, start + c * lengthIn + row, sums + c * lengthOut);
          }
        });
        for (let j = 0; j < count * lengthOut; j++) memory[out + j] += alpha * memory[sums + j];
      }
    } else {
      forEachBlock(0, a.rows, a.rows, (at, row, rows) => {
        for (let c = 0; c < count; c++) {
          kernels.addRowsTimes(rows, columns, at, alpha, start + c * lengthIn, out + c * lengthOut + row);
        }
      });
    }
    if (count === 1) copyNumbers(memory, out, product.data, 0, product.rows);
    else {
      for (let i = 0; i < product.rows; i++) {
        for (let c = 0; c < count; c++) product.data[i * count + c] = memory[out + c * lengthOut + i];
      }
    }
  });
}
