import { type DenseMatrix, denseMatrix, multiply, symmetricProduct } from "../../linalg/index.ts";
import { drawChi } from "../random/chi.ts";
import type { Stream } from "../stream.ts";
import { drawBatch, type InputLaw } from "./data.ts";
import type { LinearInstance } from "./instance.ts";
import { plus } from "./population-step.ts";

/** All that a step on a batch of n samples of y = F⋆G⋆x + ε depends on, beside its loss. */
export interface BatchMoments {
  /** Σ̂ = XᵀX/n, d × d. */
  readonly covariance: DenseMatrix;
  /** YᵀX/n, d_Y × d. */
  readonly cross: DenseMatrix;
}

/** A batch to draw. */
export interface BatchSpecification {
  /** n. */
  readonly samples: number;
  /** σ_ε, at least 0. */
  readonly noise: number;
  readonly inputLaw: InputLaw;
}

/**
 * The moments of n fresh samples with x = Σ^½z and ε ~ N(0, σ_ε²I), in law exactly.
 *
 * For Gaussian z and n ≥ d they are drawn without the samples, from d(d + 1)/2 + d_Y·d numbers whatever n is: ZᵀZ = LLᵀ
 * has the Wishart law where L is lower triangular with independent entries, N(0, 1) below the diagonal and χ with n, n − 1,
 * …, n − d + 1 degrees of freedom on it (Bartlett's decomposition); and given Z the rows of εᵀZ are N(0, σ_ε²ZᵀZ), the law
 * of σ_εELᵀ with independent N(0, 1) entries of E. Other batches are drawn sample by sample.
 *
 * Inputs and noise come from child streams of their own, so that batches of one stream with different σ_ε or teachers
 * share their z.
 */
export function drawBatchMoments(
  instance: LinearInstance,
  specification: BatchSpecification,
  stream: Stream,
): BatchMoments {
  const { samples, noise, inputLaw } = specification;
  const d = instance.covariance.matrix.rows;
  if (inputLaw !== "gaussian" || samples < d) {
    const { inputs, labels } = drawBatch(instance, specification, stream);
    return {
      covariance: symmetricProduct(inputs, "columns", 1 / samples),
      cross: multiply(labels, inputs, { transposeA: true, alpha: 1 / samples }),
    };
  }
  const factor = multiply(instance.covariance.root, wishartFactor(samples, d, stream.child("inputs")));
  const covariance = symmetricProduct(factor, "rows", 1 / samples);
  const signal = multiply(instance.product, covariance);
  if (noise === 0) return { covariance, cross: signal };
  const normals = denseMatrix(signal.rows, d);
  stream.child("noise").fillNormal(normals.data);
  return { covariance, cross: plus(signal, multiply(normals, factor, { transposeB: true }), noise / samples) };
}

/** L, lower triangular, with LLᵀ of the law of ZᵀZ for n × d independent N(0, 1) entries of Z, n ≥ d. */
export function wishartFactor(n: number, d: number, stream: Stream): DenseMatrix {
  const factor = denseMatrix(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < i; j++) factor.data[i * d + j] = stream.normal();
    factor.data[i * d + i] = drawChi(n - i, stream);
  }
  return factor;
}
