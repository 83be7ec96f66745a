import { tileSide } from "./kernels/matrix-kernels.ts";
import type { StridedBlock } from "./strided-block.ts";

/**
 * Copies `count` rows of `depth` entries, from (row, column) of `source` on, into packed panels from position
 * `panels` of `memory` on. Rows that are missing from the last panel become zeros.
 *
 * To pack the columns of a right-hand factor, pass it transposed.
 */
export function packPanels(
  source: StridedBlock,
  row: number,
  column: number,
  count: number,
  depth: number,
  memory: Float64Array,
  panels: number,
): void {
  const { data, rowStride, columnStride } = source;
  const origin = source.offset + row * rowStride + column * columnStride;
  let out = panels;
  for (let first = 0; first < count; first += tileSide) {
    const available = Math.min(tileSide, count - first);
    let at = origin + first * rowStride;
    if (available === tileSide) {
      for (let k = 0; k < depth; k++) {
        memory[out] = data[at];
        memory[out + 1] = data[at + rowStride];
        memory[out + 2] = data[at + 2 * rowStride];
        memory[out + 3] = data[at + 3 * rowStride];
        out += tileSide;
        at += columnStride;
      }
    } else {
      for (let k = 0; k < depth; k++) {
        for (let i = 0; i < tileSide; i++) memory[out + i] = i < available ? data[at + i * rowStride] : 0;
        out += tileSide;
        at += columnStride;
      }
    }
  }
}

/** The next multiple of a tile's side. */
export function wholeTiles(count: number): number {
  return Math.ceil(count / tileSide) * tileSide;
}
