import { copyNumbers } from "./copy-numbers.ts";
import { wholeTiles } from "./kernels/matrix-kernels.ts";
import { workspace } from "./kernels/select-kernels.ts";
import { packPanels, stagingLength } from "./pack-panels.ts";
import { strideFor } from "./stride.ts";
import { type StridedBlock, transposed } from "./strided-block.ts";

// Columns of A (rows of B) per pass, and rows of A that are packed at a time: these panels of A (384 KiB) stay in the
// second-level cache while one panel of B (8 KiB) stays in the first.
const depthPerPass = 256;
const rowsPerPass = 192;
// The block of C that is held in the working memory: up to 9 MiB, beside 2 MiB of B.
const rowsPerBlock = 6 * rowsPerPass;
const columnsPerBlock = 1024;

export interface AddProductOptions {
  /** "lower": only entries (i, j) with j ≤ i of C are touched. "all" if absent. */
  readonly part?: "all" | "lower";
  /** C holds zeros, and is not read: where it is new, that spares a visit to all of its pages. */
  readonly ontoZeros?: boolean;
}

/**
 * C ← C + alpha · A B for an m × k block A, a k × n block B and an m × n block C whose columns are adjacent
 * (`columnStride` 1) and that shares no entry with A or B.
 *
 * Entry (i, j) is rounded in an order that depends on k alone: sums over 256 consecutive columns of A, each from first
 * to last, scaled by alpha and added to C one after the other. So it has the same bits whatever the other rows of A
 * and the other columns of B are, and however many there are.
 */
export function addProduct(
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: StridedBlock,
  b: StridedBlock,
  c: StridedBlock,
  { part = "all", ontoZeros = false }: AddProductOptions = {},
): void {
  const bColumns = transposed(b);
  const isSymmetric = isSameBlock(a, bColumns);
  const depthAtMost = Math.min(k, depthPerPass);
  const staging = 0;
  const left = staging + stagingLength;
  const right = left + depthAtMost * wholeTiles(Math.min(m, rowsPerPass));
  const block = right + depthAtMost * wholeTiles(Math.min(n, columnsPerBlock));
  const blockLength = wholeTiles(Math.min(m, rowsPerBlock)) * strideFor(Math.min(n, columnsPerBlock));
  const working = workspace(block + blockLength);
  const { kernels, memory } = working;
  for (let j = 0; j < n; j += columnsPerBlock) {
    const columns = Math.min(columnsPerBlock, n - j);
    const width = wholeTiles(columns);
    const stride = strideFor(columns);
    // Rows above row j meet these columns above the diagonal only.
    for (let i = part === "lower" ? j : 0; i < m; i += rowsPerBlock) {
      const rows = Math.min(rowsPerBlock, m - i);
      const target = c.offset + i * c.rowStride + j;
      const widthOf = (row: number): number => (part === "lower" ? Math.min(columns, i + row - j + 1) : columns);
      if (ontoZeros) memory.fill(0, block, block + rows * stride);
      else {
        for (let s = 0; s < rows; s++) {
          copyNumbers(c.data, target + s * c.rowStride, memory, block + s * stride, widthOf(s));
        }
      }
      for (let l = 0; l < k; l += depthPerPass) {
        const depth = Math.min(depthPerPass, k - l);
        packPanels(bColumns, j, l, columns, depth, working, { at: right, staging });
        for (let s = 0; s < rows; s += rowsPerPass) {
          const count = Math.min(rowsPerPass, rows - s);
          // Of A Aᵀ, rows of A may be among the columns of Aᵀ that are packed already.
          const isPacked = isSymmetric && i + s >= j && i + s + count <= j + columns;
          if (!isPacked) packPanels(a, i + s, l, count, depth, working, { at: left, staging });
          const panels = isPacked ? right + (i + s - j) * depth : left;
          const below = part === "lower" ? i + s - j : width;
          kernels.addPanels(wholeTiles(count), width, depth, alpha, panels, right, block + s * stride, stride, below);
        }
      }
      for (let s = 0; s < rows; s++) {
        copyNumbers(memory, block + s * stride, c.data, target + s * c.rowStride, widthOf(s));
      }
    }
  }
}

function isSameBlock(a: StridedBlock, b: StridedBlock): boolean {
  return a.data === b.data && a.offset === b.offset && a.rowStride === b.rowStride && a.columnStride === b.columnStride;
}
