import { factorSide, type MatrixKernels, tileSide, triangleSide, wholeTiles } from "./matrix-kernels.ts";
import { addTile } from "./portable-tile.ts";

/** The kernels in plain TypeScript, which serve where there is no WebAssembly with SIMD. */
export function portableKernels(): MatrixKernels {
  let memory = new Float64Array(0);
  return {
    reserve(length) {
      if (memory.length < length) memory = new Float64Array(length);
      return memory;
    },

    packRows(count, depth, rows, stride, panels) {
      for (let i = 0; i < wholeTiles(count); i++) {
        const panel = panels + tileSide * depth * Math.floor(i / tileSide) + (i % tileSide);
        for (let k = 0; k < depth; k++) memory[panel + tileSide * k] = i < count ? memory[rows + i * stride + k] : 0;
      }
    },

    packColumns(count, depth, columns, stride, panels, panelLength) {
      for (let i = 0; i < wholeTiles(count); i++) {
        const panel = panels + panelLength * Math.floor(i / tileSide) + (i % tileSide);
        for (let k = 0; k < depth; k++) memory[panel + tileSide * k] = i < count ? memory[columns + k * stride + i] : 0;
      }
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

    updateAndMultiply(order, matrix, stride, v, w, u, p) {
      const updated = (i: number, j: number): number => {
        const at = matrix + i * stride + j;
        memory[at] = memory[at] - memory[v + i] * memory[w + j] - memory[w + i] * memory[v + j];
        return memory[at];
      };
      let i = 0;
      for (; i + 1 < order; i += 2) {
        const row = matrix + i * stride;
        const sum0 = updateRow(memory, row, i, i, v, w, u, p);
        const sum1 = updateRow(memory, row + stride, i + 1, i, v, w, u, p);
        const corner = updated(i, i);
        const below = updated(i + 1, i);
        const last = updated(i + 1, i + 1);
        const x0 = memory[u + i];
        const x1 = memory[u + i + 1];
        memory[p + i] = sum0 + corner * x0 + below * x1;
        memory[p + i + 1] = sum1 + below * x0 + last * x1;
      }
      if (i === order) return;
      const sum = updateRow(memory, matrix + i * stride, i, i, v, w, u, p);
      memory[p + i] = sum + updated(i, i) * memory[u + i];
    },

    reflectRows(rows, length, factor, v, matrix, stride) {
      for (let row = matrix; row < matrix + rows * stride; row += stride) {
        let sum0 = 0;
        let sum1 = 0;
        let sum2 = 0;
        let sum3 = 0;
        for (let j = 0; j < length; j += 4) {
          sum0 += memory[row + j] * memory[v + j];
          sum1 += memory[row + j + 1] * memory[v + j + 1];
          sum2 += memory[row + j + 2] * memory[v + j + 2];
          sum3 += memory[row + j + 3] * memory[v + j + 3];
        }
        const multiple = factor * (sum0 + sum2 + (sum1 + sum3));
        for (let j = 0; j < length; j++) memory[row + j] -= multiple * memory[v + j];
      }
    },

    reflectColumns(rows, columns, factor, sign, v, sums, matrix, stride) {
      memory.fill(0, sums, sums + columns);
      for (let i = 0; i < rows; i++) {
        const multiple = factor * memory[v + i];
        for (let j = 0; j < columns; j++) memory[sums + j] += multiple * memory[matrix + i * stride + j];
      }
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          const at = matrix + i * stride + j;
          memory[at] = sign * (memory[v + i] * memory[sums + j] - memory[at]);
        }
      }
    },

    rotateRows(count, length, cosines, sines, matrix, stride) {
      for (let k = 0; k < count; k++) {
        const c = memory[cosines + k];
        const s = memory[sines + k];
        const row = matrix + k * stride;
        for (let j = row; j < row + length; j++) {
          const a = memory[j];
          const b = memory[j + stride];
          memory[j] = c * a + s * b;
          memory[j + stride] = c * b - s * a;
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

/** The part of `updateAndMultiply` in the first `end` columns, an even number, of row i; returns its part of p there. */
function updateRow(
  memory: Float64Array,
  row: number,
  i: number,
  end: number,
  v: number,
  w: number,
  u: number,
  p: number,
): number {
  const ofV = memory[v + i];
  const ofW = memory[w + i];
  const ofU = memory[u + i];
  let even = 0;
  let odd = 0;
  for (let j = 0; j < end; j += 2) {
    const first = memory[row + j] - ofV * memory[w + j] - ofW * memory[v + j];
    const second = memory[row + j + 1] - ofV * memory[w + j + 1] - ofW * memory[v + j + 1];
    memory[row + j] = first;
    memory[row + j + 1] = second;
    even += first * memory[u + j];
    odd += second * memory[u + j + 1];
    memory[p + j] += first * ofU;
    memory[p + j + 1] += second * ofU;
  }
  return even + odd;
}
