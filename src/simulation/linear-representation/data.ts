import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import type { Stream } from "../stream.ts";
import type { LinearInstance } from "./instance.ts";

/** Laws of z, with independent entries of mean 0 and variance 1: N(0, 1), or ±1 with probability ½ each. */
export const inputLaws = ["gaussian", "rademacher"] as const;

export type InputLaw = (typeof inputLaws)[number];

/** n samples of y = F⋆G⋆x + ε, a sample a row. */
export interface Batch {
  /** X, n × d. */
  readonly inputs: DenseMatrix;
  /** Y, n × d_Y. */
  readonly labels: DenseMatrix;
}

/**
 * n fresh samples with x = Σ^½z and ε ~ N(0, σ_ε²I). Inputs and noise come from child streams of their own: batches of
 * one stream with different σ_ε or teachers share their z.
 *
 * @param noise σ_ε, at least 0.
 */
export function drawBatch(
  instance: LinearInstance,
  { samples, noise, inputLaw }: { readonly samples: number; readonly noise: number; readonly inputLaw: InputLaw },
  stream: Stream,
): Batch {
  const z = denseMatrix(samples, instance.covariance.matrix.rows);
  fillInputs(z.data, inputLaw, stream.child("inputs"));
  const inputs = multiply(z, instance.covariance.root);
  const labels = multiply(inputs, instance.product, { transposeB: true });
  if (noise > 0) {
    const normals = new Float64Array(labels.data.length);
    stream.child("noise").fillNormal(normals);
    for (let i = 0; i < normals.length; i++) labels.data[i] += noise * normals[i];
  }
  return { inputs, labels };
}

function fillInputs(out: Float64Array, law: InputLaw, stream: Stream): void {
  if (law === "gaussian") {
    stream.fillNormal(out);
    return;
  }
  for (let i = 0; i < out.length; i++) out[i] = stream.uniform() < 0.5 ? -1 : 1;
}
