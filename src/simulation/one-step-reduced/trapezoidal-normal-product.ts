import type { DenseMatrix } from "../../linalg/dense-matrix.ts";

/**
 * out ← out + Rᵀ(R v) for an upper trapezoidal R whose zeros are stored. One pass over its upper part: four rows at a
 * time are multiplied by v and, while they are still in the cache, added to the result. The order of summation is fixed.
 */
export function addTrapezoidalNormalProduct(factor: DenseMatrix, v: Float64Array, out: Float64Array): void {
  const { rows, columns, data } = factor;
  let i = 0;
  for (; i + 3 < rows; i += 4) addFourRows(data, i * columns, columns, i, v, out);
  for (; i < rows; i++) addOneRow(data, i * columns, columns, i, v, out);
}

function addFourRows(
  data: Float64Array,
  row0: number,
  columns: number,
  firstColumn: number,
  v: Float64Array,
  out: Float64Array,
): void {
  const row1 = row0 + columns;
  const row2 = row1 + columns;
  const row3 = row2 + columns;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let j = firstColumn; j < columns; j++) {
    const value = v[j];
    sum0 += data[row0 + j] * value;
    sum1 += data[row1 + j] * value;
    sum2 += data[row2 + j] * value;
    sum3 += data[row3 + j] * value;
  }
  for (let j = firstColumn; j < columns; j++) {
    out[j] += sum0 * data[row0 + j] + sum1 * data[row1 + j] + (sum2 * data[row2 + j] + sum3 * data[row3 + j]);
  }
}

function addOneRow(
  data: Float64Array,
  row: number,
  columns: number,
  firstColumn: number,
  v: Float64Array,
  out: Float64Array,
): void {
  let sum = 0;
  for (let j = firstColumn; j < columns; j++) sum += data[row + j] * v[j];
  for (let j = firstColumn; j < columns; j++) out[j] += sum * data[row + j];
}
