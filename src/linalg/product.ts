import { copyNumbers } from "./copy-numbers.ts";
import { type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { workspace } from "./kernels/select-kernels.ts";
import { packPanels, wholeTiles } from "./pack-panels.ts";
import { type StridedBlock, transposed } from "./strided-block.ts";

// Columns of A (rows of B) per pass, and rows of A that are packed at a time: these panels of A (384 KiB) stay in the
// second-level cache while one panel of B (8 KiB) stays in the first.
const depthPerPass = 256;
const rowsPerPass = 192;
// The block of C that is held in the working memory: up to 7.5 MiB, beside 2 MiB of B.
const rowsPerBlock = 5 * rowsPerPass;
const columnsPerBlock = 1024;

/**
 * alpha · A B for an m × k block A and a k × n block B, as a new matrix. With `part` "lower", only entries (i, j) with
 * j ≤ i are computed; the others are 0.
 *
 * Entry (i, j) is rounded in an order that depends on k alone: sums over 256 consecutive columns of A, each from first
 * to last, scaled by alpha and added to 0 one after the other. So it has the same bits whatever the other rows of A
 * and the other columns of B are, and however many there are.
 */
export function product(
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: StridedBlock,
  b: StridedBlock,
  part: "all" | "lower" = "all",
): DenseMatrix {
  const result = denseMatrix(m, n);
  const bColumns = transposed(b);
  const depthAtMost = Math.min(k, depthPerPass);
  const left = 0;
  const right = left + depthAtMost * wholeTiles(Math.min(m, rowsPerPass));
  const c = right + depthAtMost * wholeTiles(Math.min(n, columnsPerBlock));
  const cLength = wholeTiles(Math.min(m, rowsPerBlock)) * wholeTiles(Math.min(n, columnsPerBlock));
  const { kernels, memory } = workspace(c + cLength);
  for (let j = 0; j < n; j += columnsPerBlock) {
    const columns = Math.min(columnsPerBlock, n - j);
    const stride = wholeTiles(columns);
    // Rows above row j meet these columns above the diagonal only.
    for (let i = part === "lower" ? j : 0; i < m; i += rowsPerBlock) {
      const rows = Math.min(rowsPerBlock, m - i);
      memory.fill(0, c, c + wholeTiles(rows) * stride);
      for (let l = 0; l < k; l += depthPerPass) {
        const depth = Math.min(depthPerPass, k - l);
        packPanels(bColumns, j, l, columns, depth, memory, right);
        for (let s = 0; s < rows; s += rowsPerPass) {
          const count = Math.min(rowsPerPass, rows - s);
          packPanels(a, i + s, l, count, depth, memory, left);
          const below = part === "lower" ? i + s - j : stride;
          kernels.addPanels(wholeTiles(count), stride, depth, alpha, left, right, c + s * stride, stride, below);
        }
      }
      for (let s = 0; s < rows; s++) {
        const width = part === "lower" ? Math.min(columns, i + s - j + 1) : columns;
        copyNumbers(memory, c + s * stride, result.data, (i + s) * n + j, width);
      }
    }
  }
  return result;
}
