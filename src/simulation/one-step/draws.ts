import { type DenseMatrix, unwrittenMatrix } from "../../linalg/dense-matrix.ts";
import type { Stream } from "../stream.ts";

// Inputs that are drawn at a time, and scaled while they are in the first-level cache.
const drawnLength = 4096;

/** X = Z Σ^{1/2}, n × d, for Z with independent N(0, 1) entries and Σ diagonal with the given eigenvalues. */
export function drawInputs(n: number, eigenvalues: readonly number[], stream: Stream): DenseMatrix {
  const x = unwrittenMatrix(n, eigenvalues.length);
  fillInputs(x, eigenvalues, stream);
  return x;
}

/** Overwrites `x` with the numbers of `drawInputs`. */
export function fillInputs(x: DenseMatrix, eigenvalues: readonly number[], stream: Stream): void {
  const roots = Float64Array.from(eigenvalues, Math.sqrt);
  const d = roots.length;
  const length = d * Math.max(1, Math.floor(drawnLength / d));
  for (let start = 0; start < x.data.length; start += length) {
    const end = Math.min(start + length, x.data.length);
    stream.fillNormal(x.data.subarray(start, end));
    for (let row = start; row < end; row += d) {
      for (let j = 0; j < d; j++) x.data[row + j] *= roots[j];
    }
  }
}

/** d × K teacher directions, the columns, with independent N(0, 1/d) entries. */
export function drawTeachers(d: number, columns: number, stream: Stream): DenseMatrix {
  const teachers = unwrittenMatrix(d, columns);
  stream.fillNormal(teachers.data);
  const scale = 1 / Math.sqrt(d);
  for (let i = 0; i < teachers.data.length; i++) teachers.data[i] *= scale;
  return teachers;
}

/** n × K independent N(0, 1) numbers, to be scaled by the noise's standard deviation. */
export function drawUnitNoise(n: number, columns: number, stream: Stream): DenseMatrix {
  const noise = unwrittenMatrix(n, columns);
  stream.fillNormal(noise.data);
  return noise;
}
