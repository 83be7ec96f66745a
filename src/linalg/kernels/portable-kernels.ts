import { factorSide, type MatrixKernels, tileSide, triangleSide } from "./matrix-kernels.ts";
import { addTile } from "./portable-tile.ts";

/** The kernels in plain TypeScript, which serve where there is no WebAssembly with SIMD. */
export function portableKernels(): MatrixKernels {
  let memory = new Float64Array(0);
  return {
    reserve(length) {
      if (memory.length < length) memory = new Float64Array(length);
      return memory;
    },

    addPanels(rows, columns, depth, alpha, left, right, c, cStride, below) {
      for (let j = 0; j < columns; j += tileSide) {
        for (let i = Math.max(0, j - below); i < rows; i += tileSide) {
          addTile(memory, depth, alpha, left + i * depth, right + j * depth, c + i * cStride + j, cStride);
        }
      }
    },

    factorBlock(side, matrix, stride, block) {
      for (let i = 0; i < side; i++) {
        for (let j = 0; j <= i; j++) memory[block + j * factorSide + i] = memory[matrix + i * stride + j];
      }
      for (let j = 0; j < side; j++) {
        const column = block + j * factorSide;
        const pivot = memory[column + j];
        if (!(pivot > 0 && pivot < Number.POSITIVE_INFINITY)) return j;
        const root = Math.sqrt(pivot);
        memory[column + j] = root;
        for (let i = j + 1; i < side; i++) memory[column + i] /= root;
        for (let q = j + 1; q < side; q++) {
          const target = block + q * factorSide;
          const factor = memory[column + q];
          for (let i = q; i < side; i++) memory[target + i] -= memory[column + i] * factor;
        }
      }
      for (let i = 0; i < side; i++) {
        for (let j = 0; j <= i; j++) memory[matrix + i * stride + j] = memory[block + j * factorSide + i];
      }
      return -1;
    },

    solvePanels(rows, matrix, stride, block, panels) {
      for (let i = 0; i < rows; i += tileSide) {
        solvePanel(memory, matrix + i * stride, stride, block, panels + i * factorSide);
      }
    },

    solveForward(side, triangle, x) {
      for (let j = 0; j < side; j++) {
        divideRow(memory, x + tileSide * j, memory[triangle + j * triangleSide + j]);
        for (let i = j + 1; i < side; i++) {
          subtractRow(memory, x + tileSide * i, x + tileSide * j, memory[triangle + i * triangleSide + j]);
        }
      }
    },

    solveBackward(side, triangle, x) {
      for (let j = side - 1; j >= 0; j--) {
        divideRow(memory, x + tileSide * j, memory[triangle + j * triangleSide + j]);
        for (let i = 0; i < j; i++) {
          subtractRow(memory, x + tileSide * i, x + tileSide * j, memory[triangle + j * triangleSide + i]);
        }
      }
    },
  };
}

// Four rows at a time, because the sums of one row alone would wait for one another.
function solvePanel(memory: Float64Array, row0: number, stride: number, block: number, panel: number): void {
  const row1 = row0 + stride;
  const row2 = row1 + stride;
  const row3 = row2 + stride;
  for (let j = 0; j < factorSide; j++) {
    let value0 = memory[row0 + j];
    let value1 = memory[row1 + j];
    let value2 = memory[row2 + j];
    let value3 = memory[row3 + j];
    let at = panel;
    for (let p = 0; p < j; p++) {
      const known = memory[block + p * factorSide + j];
      value0 -= memory[at] * known;
      value1 -= memory[at + 1] * known;
      value2 -= memory[at + 2] * known;
      value3 -= memory[at + 3] * known;
      at += tileSide;
    }
    const root = memory[block + j * factorSide + j];
    memory[at] = memory[row0 + j] = value0 / root;
    memory[at + 1] = memory[row1 + j] = value1 / root;
    memory[at + 2] = memory[row2 + j] = value2 / root;
    memory[at + 3] = memory[row3 + j] = value3 / root;
  }
}

function divideRow(memory: Float64Array, row: number, divisor: number): void {
  for (let c = row; c < row + tileSide; c++) memory[c] /= divisor;
}

function subtractRow(memory: Float64Array, target: number, source: number, multiple: number): void {
  for (let c = 0; c < tileSide; c++) memory[target + c] -= multiple * memory[source + c];
}
