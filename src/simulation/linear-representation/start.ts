import { invalidInput } from "../../foundation/errors.ts";
import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import type { Stream } from "../stream.ts";
import { haarRows, orthonormalRows } from "./orthonormal-rows.ts";

/**
 * G₀ with orthonormal rows at prescribed principal angles to the row space of G⋆, and otherwise with a law that
 * rotations within and orthogonally to that row space leave as it is: G₀ = W(diag(cos θ)U G⋆ + diag(sin θ)N), with Haar
 * U, W and N of orthonormal rows orthogonal to those of G⋆.
 *
 * @param teacherFeatures G⋆, k × d with orthonormal rows.
 * @param sines sin θ₁, …, sin θ_k in [0, 1], at most d − k of them above 0.
 * @throws AsymptopiaError `invalid-input` naming `sines`.
 */
export function featuresAtSines(teacherFeatures: DenseMatrix, sines: readonly number[], stream: Stream): DenseMatrix {
  const { rows: k, columns: d } = teacherFeatures;
  if (sines.length !== k) throw invalidInput("sines", sines, `a list of ${k}, one a feature`);
  sines.forEach((sine, i) => {
    if (!(sine >= 0 && sine <= 1)) throw invalidInput(`sines[${i}]`, sine, "a number from 0 to 1");
  });
  const turned = sines.filter((sine) => sine > 0).length;
  if (turned > d - k) throw invalidInput("sines", sines, `a list with at most ${d - k} numbers above 0`);
  const within = multiply(haarRows(k, k, stream.child("within")), teacherFeatures);
  const outside = turned === 0 ? null : orthogonalRows(teacherFeatures, turned, stream.child("outside"));
  const features = denseMatrix(k, d);
  let next = 0;
  sines.forEach((sine, i) => {
    const cosine = Math.sqrt((1 - sine) * (1 + sine));
    for (let j = 0; j < d; j++) features.data[i * d + j] = cosine * within.data[i * d + j];
    if (sine === 0 || outside === null) return;
    for (let j = 0; j < d; j++) features.data[i * d + j] += sine * outside.data[next * d + j];
    next++;
  });
  return orthonormalRows(multiply(haarRows(k, k, stream.child("mixing")), features));
}

/** `count` orthonormal rows, orthogonal to those of `basis`, of a law that rotations orthogonal to these leave as it is. */
export function orthogonalRows(basis: DenseMatrix, count: number, stream: Stream): DenseMatrix {
  const { rows: k, columns: d } = basis;
  const both = denseMatrix(k + count, d);
  stream.fillNormal(both.data.subarray(k * d));
  both.data.set(basis.data);
  // The rows of the basis come first, so that what is left of the others is orthogonal to them.
  const orthonormal = orthonormalRows(both);
  return denseMatrix(count, d, orthonormal.data.slice(k * d));
}

/** k sines in an arithmetic sequence, `distance` the first and largest of them, the last distance/k. */
export function spreadSines(distance: number, k: number): number[] {
  return Array.from({ length: k }, (_, i) => (distance * (k - i)) / k);
}
