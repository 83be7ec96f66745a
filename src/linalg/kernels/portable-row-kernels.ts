import { partLength, type RowKernels, rowGroup } from "./row-kernels.ts";

/** The kernels in plain TypeScript, which serve where there is no WebAssembly with SIMD. */
export function portableRowKernels(): RowKernels {
  let memory = new Float64Array(0);
  return {
    reserve(length) {
      if (memory.length < length) memory = new Float64Array(length);
      return memory;
    },

    addGramTimes(rows, columns, x, scale, v, out, slope) {
      let i = 0;
      for (; i + 3 < rows; i += 4) {
        const isSecond = i % rowGroup === 4 && i + 4 <= rows - (rows % rowGroup);
        addFourRows(memory, x + i * columns, columns, slope * (isSecond ? i - 4 : i), scale, v, out);
      }
      for (; i < rows; i++) addOneRow(memory, x + i * columns, columns, slope * i, scale, v, out);
    },

    addRowsTimes(rows, columns, x, alpha, v, out) {
      let i = 0;
      for (; i + 3 < rows; i += 4) timesFourRows(memory, x + i * columns, columns, alpha, v, out + i);
      for (; i < rows; i++) {
        const row = x + i * columns;
        for (let from = 0; from < columns; from += partLength) {
          const end = Math.min(from + partLength, columns);
          let sum = 0;
          for (let j = from; j < end; j++) sum += memory[row + j] * memory[v + j];
          memory[out + i] += alpha * sum;
        }
      }
    },

    addRowSums(rows, columns, x, u, sums) {
      for (let i = 0; i < rows; i++) {
        const factor = memory[u + i];
        const row = x + i * columns;
        for (let j = 0; j < columns; j++) memory[sums + j] += factor * memory[row + j];
      }
    },

    writeRowDots(rows, columns, x, v, out) {
      for (let i = 0; i < rows; i++) memory[out + i] = rowDot(memory, x + i * columns, v, columns);
    },
  };
}

// Four rows at a time, because the sums of one row alone would wait for one another.
function addFourRows(
  memory: Float64Array,
  row0: number,
  columns: number,
  from: number,
  scale: number,
  v: number,
  out: number,
): void {
  const row1 = row0 + columns;
  const row2 = row1 + columns;
  const row3 = row2 + columns;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let j = from; j < columns; j++) {
    const value = memory[v + j];
    sum0 += memory[row0 + j] * value;
    sum1 += memory[row1 + j] * value;
    sum2 += memory[row2 + j] * value;
    sum3 += memory[row3 + j] * value;
  }
  sum0 *= scale;
  sum1 *= scale;
  sum2 *= scale;
  sum3 *= scale;
  for (let j = from; j < columns; j++) {
    const low = sum0 * memory[row0 + j] + sum1 * memory[row1 + j];
    memory[out + j] += low + (sum2 * memory[row2 + j] + sum3 * memory[row3 + j]);
  }
}

function addOneRow(
  memory: Float64Array,
  row: number,
  columns: number,
  from: number,
  scale: number,
  v: number,
  out: number,
): void {
  let sum = 0;
  for (let j = from; j < columns; j++) sum += memory[row + j] * memory[v + j];
  sum *= scale;
  for (let j = from; j < columns; j++) memory[out + j] += sum * memory[row + j];
}

function timesFourRows(
  memory: Float64Array,
  row0: number,
  columns: number,
  alpha: number,
  v: number,
  out: number,
): void {
  const row1 = row0 + columns;
  const row2 = row1 + columns;
  const row3 = row2 + columns;
  for (let from = 0; from < columns; from += partLength) {
    const end = Math.min(from + partLength, columns);
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let j = from; j < end; j++) {
      const value = memory[v + j];
      sum0 += memory[row0 + j] * value;
      sum1 += memory[row1 + j] * value;
      sum2 += memory[row2 + j] * value;
      sum3 += memory[row3 + j] * value;
    }
    memory[out] += alpha * sum0;
    memory[out + 1] += alpha * sum1;
    memory[out + 2] += alpha * sum2;
    memory[out + 3] += alpha * sum3;
  }
}

function rowDot(memory: Float64Array, row: number, v: number, length: number): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let j = 0;
  for (; j + 3 < length; j += 4) {
    sum0 += memory[row + j] * memory[v + j];
    sum1 += memory[row + j + 1] * memory[v + j + 1];
    sum2 += memory[row + j + 2] * memory[v + j + 2];
    sum3 += memory[row + j + 3] * memory[v + j + 3];
  }
  for (; j < length; j++) sum0 += memory[row + j] * memory[v + j];
  return sum0 + sum1 + (sum2 + sum3);
}
