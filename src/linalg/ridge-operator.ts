import type { LinearOperator } from "./conjugate-gradients.ts";
import { checkedMatrix, type DenseMatrix } from "./dense-matrix.ts";

/**
 * v ↦ scale · Xᵀ(X v) + ridge · v, without XᵀX. One pass over X per application: four rows are multiplied by v and, while
 * they are still in the cache, added to the result. The order of summation is fixed.
 *
 * @throws AsymptopiaError `invalid-input` for an empty matrix.
 */
export function ridgeOperator(x: DenseMatrix, scale: number, ridge: number): LinearOperator {
  const { rows, columns, data } = checkedMatrix("x", x);
  return (v, out) => {
    for (let j = 0; j < columns; j++) out[j] = ridge * v[j];
    let i = 0;
    for (; i + 3 < rows; i += 4) addFourRows(data, i * columns, columns, scale, v, out);
    for (; i < rows; i++) addOneRow(data, i * columns, columns, scale, v, out);
  };
}

function addFourRows(
  data: Float64Array,
  row0: number,
  columns: number,
  scale: number,
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
  for (let j = 0; j < columns; j++) {
    const value = v[j];
    sum0 += data[row0 + j] * value;
    sum1 += data[row1 + j] * value;
    sum2 += data[row2 + j] * value;
    sum3 += data[row3 + j] * value;
  }
  sum0 *= scale;
  sum1 *= scale;
  sum2 *= scale;
  sum3 *= scale;
  for (let j = 0; j < columns; j++) {
    out[j] += sum0 * data[row0 + j] + sum1 * data[row1 + j] + (sum2 * data[row2 + j] + sum3 * data[row3 + j]);
  }
}

function addOneRow(
  data: Float64Array,
  row: number,
  columns: number,
  scale: number,
  v: Float64Array,
  out: Float64Array,
): void {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += data[row + j] * v[j];
  sum *= scale;
  for (let j = 0; j < columns; j++) out[j] += sum * data[row + j];
}
