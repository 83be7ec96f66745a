import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import { haarOrthogonal } from "../orthogonal/haar-orthogonal.ts";
import type { Stream } from "../stream.ts";

/** USVᵀ of rank r with Haar factors and singular values from 1 to the spread. */
export function inputsOfRank(d: number, n: number, r: number, spread: number, stream: Stream): DenseMatrix {
  const left = firstColumns(haarOrthogonal(d, stream.child("left vectors")), r);
  const right = firstColumns(haarOrthogonal(n, stream.child("right vectors")), r);
  for (let i = 0; i < left.data.length; i++) left.data[i] *= r === 1 ? spread : spread ** ((i % r) / (r - 1));
  return multiply(left, right, { transposeB: true });
}

/** B·diag(values)·Bᵀ. */
export function sandwich(basis: DenseMatrix, values: Float64Array): DenseMatrix {
  const scaled = denseMatrix(
    basis.rows,
    basis.columns,
    basis.data.map((entry, i) => entry * values[i % basis.columns]),
  );
  return multiply(scaled, basis, { transposeB: true });
}

export function firstColumns(matrix: DenseMatrix, count: number): DenseMatrix {
  return columns(matrix, 0, count);
}

export function lastColumns(matrix: DenseMatrix, count: number): DenseMatrix {
  return columns(matrix, matrix.columns - count, count);
}

function columns(matrix: DenseMatrix, from: number, count: number): DenseMatrix {
  const data = Float64Array.from(
    { length: matrix.rows * count },
    (_, i) => matrix.data[Math.floor(i / count) * matrix.columns + from + (i % count)],
  );
  return denseMatrix(matrix.rows, count, data);
}
