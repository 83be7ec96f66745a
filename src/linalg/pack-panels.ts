import { copyNumbers } from "./copy-numbers.ts";
import { tileSide } from "./kernels/matrix-kernels.ts";
import type { Workspace } from "./kernels/select-kernels.ts";
import type { StridedBlock } from "./strided-block.ts";

/** Numbers of the working memory that `packPanels` needs for itself: 32 KiB, which stay in the first-level cache. */
export const stagingLength = 4096;

// Below this many numbers the way through the working memory costs more than it saves.
const leastStaged = 256;
// Likewise where neighbours come in runs that are shorter than this.
const leastRun = 16;

export interface Panels {
  /** Where the first panel begins in the working memory. */
  readonly at: number;
  /** How far apart the beginnings of panels are; without gaps if absent. */
  readonly length?: number;
  /** `stagingLength` numbers of the working memory that nothing else is in. */
  readonly staging: number;
}

/**
 * Copies `count` rows of `depth` entries, from (row, column) of `source` on, into packed panels. Rows that are missing
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
  { kernels, memory }: Workspace,
  { at, length = tileSide * depth, staging }: Panels,
): void {
  const { data, rowStride, columnStride } = source;
  const origin = source.offset + row * rowStride + column * columnStride;
  const isLarge = count * depth >= leastStaged;
  if (isLarge && rowStride === 1 && (count >= leastRun || columnStride === count)) {
    for (let first = 0; first < count; first += stagingLength) {
      const width = Math.min(stagingLength, count - first);
      const deep = Math.floor(stagingLength / width);
      for (let k = 0; k < depth; k += deep) {
        const lines = Math.min(deep, depth - k);
        stage(data, origin + first + k * columnStride, columnStride, lines, width, memory, staging);
        kernels.packColumns(width, lines, staging, width, at + (first / tileSide) * length + tileSide * k, length);
      }
    }
  } else if (isLarge && columnStride === 1 && depth >= leastRun && tileSide * depth <= stagingLength) {
    const high = tileSide * Math.floor(stagingLength / (tileSide * depth));
    for (let first = 0; first < count; first += high) {
      const lines = Math.min(high, count - first);
      stage(data, origin + first * rowStride, rowStride, lines, depth, memory, staging);
      if (length === tileSide * depth) kernels.packRows(lines, depth, staging, depth, at + first * depth);
      else {
        for (let i = 0; i < lines; i += tileSide) {
          const panel = at + ((first + i) / tileSide) * length;
          kernels.packRows(Math.min(tileSide, lines - i), depth, staging + i * depth, depth, panel);
        }
      }
    }
  } else packHere(source, origin, count, depth, memory, at, length);
}

/** Copies lines of `width` neighbours, `stride` apart, to where they follow one another. */
function stage(
  data: Float64Array,
  from: number,
  stride: number,
  lines: number,
  width: number,
  memory: Float64Array,
  to: number,
): void {
  if (stride === width) {
    copyNumbers(data, from, memory, to, lines * width);
    return;
  }
  for (let i = 0; i < lines; i++) copyNumbers(data, from + i * stride, memory, to + i * width, width);
}

function packHere(
  { data, rowStride, columnStride }: StridedBlock,
  origin: number,
  count: number,
  depth: number,
  memory: Float64Array,
  panels: number,
  length: number,
): void {
  for (let first = 0; first < count; first += tileSide) {
    const available = Math.min(tileSide, count - first);
    let at = origin + first * rowStride;
    let out = panels + (first / tileSide) * length;
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
