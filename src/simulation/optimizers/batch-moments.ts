import { type DenseMatrix, denseMatrix, dotProduct, multiply, symmetricProduct } from "../../linalg/index.ts";
import type { Batch } from "../linear-representation/data.ts";

/**
 * The first and second moments of n samples, about 0: all that the loss of a linear network, its gradients and its
 * Kronecker factors depend on.
 */
export interface BatchMoments {
  /** n */
  readonly samples: number;
  /** Σ̂ = XᵀX/n, d × d. */
  readonly inputCovariance: DenseMatrix;
  /** C = YᵀX/n, d_Y × d. */
  readonly crossCovariance: DenseMatrix;
  /** tr(YᵀY)/n */
  readonly labelPower: number;
  /** X̄, the mean of the inputs, d × 1. */
  readonly inputMean: DenseMatrix;
  /** Ȳ, the mean of the labels, d_Y × 1. */
  readonly labelMean: DenseMatrix;
  /** The samples themselves, where they were drawn and not their moments alone. */
  readonly data?: Batch;
}

/** The moments of samples, which they keep. */
export function momentsOf(data: Batch): BatchMoments {
  const { inputs, labels } = data;
  const n = inputs.rows;
  const average = denseMatrix(n, 1, new Float64Array(n).fill(1 / n));
  return {
    samples: n,
    inputCovariance: symmetricProduct(inputs, "columns", 1 / n),
    crossCovariance: multiply(labels, inputs, { transposeA: true, alpha: 1 / n }),
    labelPower: dotProduct(labels.data, labels.data) / n,
    inputMean: multiply(inputs, average, { transposeA: true }),
    labelMean: multiply(labels, average, { transposeA: true }),
    data,
  };
}
