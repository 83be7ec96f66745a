import { addTile } from "./micro-kernel.ts";
import { packPanels, tileSide } from "./panels.ts";
import { type StridedBlock, transposed } from "./strided-block.ts";

// Columns of A (rows of B) per pass; rows of A and columns of B that are packed at a time. All multiples of tileSide.
// The panels of A (512 KiB) stay in the second-level cache while one panel of B (8 KiB) stays in the first.
const depthPerPass = 256;
const rowsPerPass = 256;
const columnsPerPass = 512;

// Kernels run one at a time within a thread and leave nothing here, so one set of buffers serves all of them.
const leftPanels = new Float64Array(depthPerPass * rowsPerPass);
const rightPanels = new Float64Array(depthPerPass * columnsPerPass);
const tile = new Float64Array(tileSide * tileSide);

/**
 * C ← C + alpha · A B for an m × k block A, a k × n block B and an m × n block C whose columns are adjacent
 * (`columnStride` 1) and that shares no entry with A or B. With `part` "lower", only entries (i, j) with j ≤ i of C are
 * touched.
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
  part: "all" | "lower" = "all",
): void {
  const bColumns = transposed(b);
  for (let j = 0; j < n; j += columnsPerPass) {
    const columns = Math.min(columnsPerPass, n - j);
    for (let l = 0; l < k; l += depthPerPass) {
      const depth = Math.min(depthPerPass, k - l);
      packPanels(bColumns, j, l, columns, depth, rightPanels);
      // Rows above row j meet these columns above the diagonal only.
      const firstRow = part === "lower" ? j : 0;
      for (let i = firstRow; i < m; i += rowsPerPass) {
        const rows = Math.min(rowsPerPass, m - i);
        packPanels(a, i, l, rows, depth, leftPanels);
        addPanels(rows, columns, depth, alpha, c, i, j, part);
      }
    }
  }
}

function addPanels(
  rows: number,
  columns: number,
  depth: number,
  alpha: number,
  c: StridedBlock,
  row: number,
  column: number,
  part: "all" | "lower",
): void {
  for (let j = 0; j < columns; j += tileSide) {
    for (let i = 0; i < rows; i += tileSide) {
      // How far the tile's first row lies below its first column: the diagonal is at 0.
      const below = part === "lower" ? row + i - (column + j) : tileSide;
      if (below <= -tileSide) continue;
      const at = c.offset + (row + i) * c.rowStride + column + j;
      const height = Math.min(tileSide, rows - i);
      const width = Math.min(tileSide, columns - j);
      if (height === tileSide && width === tileSide && below >= tileSide - 1) {
        addTile(depth, alpha, leftPanels, i * depth, rightPanels, j * depth, c.data, at, c.rowStride);
      } else {
        tile.fill(0);
        addTile(depth, alpha, leftPanels, i * depth, rightPanels, j * depth, tile, 0, tileSide);
        for (let s = 0; s < height; s++) {
          const end = part === "lower" ? Math.min(width, below + s + 1) : width;
          for (let t = 0; t < end; t++) c.data[at + s * c.rowStride + t] += tile[s * tileSide + t];
        }
      }
    }
  }
}
