import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import type { Stream } from "../stream.ts";
import { drawCovariance } from "./input-covariance.ts";
import { instanceOf, type LinearInstance } from "./instance.ts";
import { haarRows } from "./orthonormal-rows.ts";
import { orthogonalRows } from "./start.ts";

/** A teacher at Σ = I whose features are eigenvectors of F⋆ᵀF⋆, and a direction that none of them has. */
export interface DecoupledInstance {
  readonly instance: LinearInstance;
  /** A unit vector orthogonal to the rows of G⋆. */
  readonly outside: Float64Array;
}

/**
 * Σ = I, F⋆ = U diag(√λ) with Haar U, Haar G⋆: the rows of G⋆ are the eigenvectors of M ᵀM, with eigenvalues λ.
 *
 * @param eigenvalues λ₁, …, λ_k of F⋆ᵀF⋆, above 0.
 * @param inputs d > k.
 * @param outputs d_Y ≥ k.
 */
export function decoupledInstance(
  eigenvalues: readonly number[],
  inputs: number,
  outputs: number,
  stream: Stream,
): DecoupledInstance {
  const k = eigenvalues.length;
  const teacherFeatures = haarRows(k, inputs, stream.child("features"));
  const rows = haarRows(k, outputs, stream.child("head"));
  const head = denseMatrix(outputs, k);
  for (let i = 0; i < outputs; i++) {
    for (let j = 0; j < k; j++) head.data[i * k + j] = Math.sqrt(eigenvalues[j]) * rows.data[j * outputs + i];
  }
  const covariance = drawCovariance({ basis: "identity" }, inputs, stream);
  const outside = orthogonalRows(teacherFeatures, 1, stream.child("outside")).data;
  return { instance: instanceOf(covariance, head, teacherFeatures), outside };
}

/** The same with the features turned among themselves, by Q ≠ I: F⋆ᵀF⋆ is no longer diagonal. */
export function coupled({ instance, outside }: DecoupledInstance, stream: Stream): DecoupledInstance {
  const { rows: k } = instance.teacherFeatures;
  const turned = multiply(instance.teacherHead, haarRows(k, k, stream));
  return { instance: instanceOf(instance.covariance, turned, instance.teacherFeatures), outside };
}

/** G⋆ with row `row`, g, replaced by √(1 − s²)g + s·outside: the adversary's start. `sine` = s in [−1, 1]. */
export function misaligned({ instance, outside }: DecoupledInstance, row: number, sine: number): DenseMatrix {
  const { rows, columns, data } = instance.teacherFeatures;
  const start = denseMatrix(rows, columns, data.slice());
  const cosine = Math.sqrt((1 - sine) * (1 + sine));
  for (let j = 0; j < columns; j++) {
    start.data[row * columns + j] = cosine * data[row * columns + j] + sine * outside[j];
  }
  return start;
}

/** ⟨row, outside⟩, the signed sine of the moving row, for a row of length 1. */
export function signedSine(features: DenseMatrix, row: number, outside: Float64Array): number {
  const { columns, data } = features;
  return outside.reduce((sum, entry, j) => sum + entry * data[row * columns + j], 0);
}
