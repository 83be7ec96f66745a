import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import type { Stream } from "../stream.ts";

/** X = Z Σ^{1/2}, n × d, for Z with independent N(0, 1) entries and Σ diagonal with the given eigenvalues. */
export function drawInputs(n: number, eigenvalues: readonly number[], stream: Stream): DenseMatrix {
  const roots = Float64Array.from(eigenvalues, Math.sqrt);
  const d = roots.length;
  const x = denseMatrix(n, d);
  stream.fillNormal(x.data);
  for (let row = 0; row < x.data.length; row += d) {
    for (let j = 0; j < d; j++) x.data[row + j] *= roots[j];
  }
  return x;
}

/** d × K teacher directions, the columns, with independent N(0, 1/d) entries. */
export function drawTeachers(d: number, columns: number, stream: Stream): DenseMatrix {
  const teachers = denseMatrix(d, columns);
  stream.fillNormal(teachers.data);
  const scale = 1 / Math.sqrt(d);
  for (let i = 0; i < teachers.data.length; i++) teachers.data[i] *= scale;
  return teachers;
}

/** n × K independent N(0, 1) numbers, to be scaled by the noise's standard deviation. */
export function drawUnitNoise(n: number, columns: number, stream: Stream): DenseMatrix {
  const noise = denseMatrix(n, columns);
  stream.fillNormal(noise.data);
  return noise;
}
