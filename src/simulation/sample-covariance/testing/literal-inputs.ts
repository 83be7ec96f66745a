import { Matrix } from "ml-matrix";
import type { Stream } from "../../stream.ts";

/** X = ZΣ^{1/2}, n × d, from the stream's next n·d normals row by row. */
export function literalInputs(n: number, populationEigenvalues: readonly number[], stream: Stream): Matrix {
  return Matrix.from1DArray(
    n,
    populationEigenvalues.length,
    Array.from(
      { length: n * populationEigenvalues.length },
      (_, i) => stream.normal() * Math.sqrt(populationEigenvalues[i % populationEigenvalues.length]),
    ),
  );
}

/** XᵀX/n. */
export function literalCovariance(x: Matrix): Matrix {
  return x
    .transpose()
    .mmul(x)
    .mul(1 / x.rows);
}
