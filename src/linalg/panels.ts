import type { StridedBlock } from "./strided-block.ts";

/** The micro-kernel computes tiles of this many rows and columns. */
export const tileSide = 4;

/**
 * Copies `count` rows of `depth` entries, from (row, column) of `source` on, into panels of `tileSide` rows. Within a
 * panel the entries of one column stand together, which is the order the micro-kernel reads. Rows that are missing
 * from the last panel become zeros.
 *
 * To pack the columns of a right-hand factor, pass it transposed.
 */
export function packPanels(
  source: StridedBlock,
  row: number,
  column: number,
  count: number,
  depth: number,
  panels: Float64Array,
): void {
  const { data, rowStride, columnStride } = source;
  const origin = source.offset + row * rowStride + column * columnStride;
  let out = 0;
  for (let first = 0; first < count; first += tileSide) {
    const available = Math.min(tileSide, count - first);
    let at = origin + first * rowStride;
    if (available === tileSide) {
      for (let k = 0; k < depth; k++) {
        panels[out] = data[at];
        panels[out + 1] = data[at + rowStride];
        panels[out + 2] = data[at + 2 * rowStride];
        panels[out + 3] = data[at + 3 * rowStride];
        out += tileSide;
        at += columnStride;
      }
    } else {
      for (let k = 0; k < depth; k++) {
        for (let i = 0; i < tileSide; i++) panels[out + i] = i < available ? data[at + i * rowStride] : 0;
        out += tileSide;
        at += columnStride;
      }
    }
  }
}
