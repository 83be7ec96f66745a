import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import type { BatchMoments } from "./batch-moments.ts";
import type { LinearNetwork } from "./network.ts";
import type { Optimizer } from "./optimizer.ts";

/** x ↦ (x − mean)/√(variance + ε), coordinate by coordinate. */
export interface Normalisation {
  /** d × 1. */
  readonly mean: DenseMatrix;
  /** 1/√(variance + ε), d × 1. */
  readonly scale: DenseMatrix;
}

export interface BatchNormalisationOptions {
  /** Weight of the newest batch in the running statistics, in (0, 1]; .1 if absent. */
  readonly momentum?: number;
  /** ε, at least 0; 1e-5 if absent. */
  readonly epsilon?: number;
}

/**
 * An optimizer whose network sees its inputs batch-normed, x ↦ F G BN(x), without trained scale and shift (S. Ioffe and
 * C. Szegedy, ICML 2015). In training every batch is normed by its own mean and variance; at inference by running means
 * of both, the variance with Bessel's correction.
 */
export interface BatchNormed extends Optimizer {
  /** What the network sees of this batch in training. */
  training(batch: BatchMoments): BatchMoments;
  /** The normalisation by the running statistics; that of mean 0 and variance 1 before the first step. */
  inference(): Normalisation;
}

export function batchNormed(
  inner: Optimizer,
  inputs: number,
  { momentum = 0.1, epsilon = 1e-5 }: BatchNormalisationOptions = {},
): BatchNormed {
  const mean = denseMatrix(inputs, 1);
  const variance = denseMatrix(inputs, 1, new Float64Array(inputs).fill(1));
  const scaleOf = ({ data }: DenseMatrix): DenseMatrix => {
    const scale = denseMatrix(inputs, 1);
    for (let j = 0; j < inputs; j++) scale.data[j] = 1 / Math.sqrt(data[j] + epsilon);
    return scale;
  };
  const remember = (batch: BatchMoments): void => {
    const variances = batchVariance(batch);
    const bessel = batch.samples / (batch.samples - 1);
    for (let j = 0; j < inputs; j++) {
      mean.data[j] += momentum * (batch.inputMean.data[j] - mean.data[j]);
      variance.data[j] += momentum * (bessel * variances.data[j] - variance.data[j]);
    }
  };
  const training = (batch: BatchMoments): BatchMoments =>
    normedMoments(batch, { mean: batch.inputMean, scale: scaleOf(batchVariance(batch)) });
  return {
    training,
    inference: () => ({ mean: { ...mean, data: mean.data.slice() }, scale: scaleOf(variance) }),
    step(network: LinearNetwork, first: BatchMoments, second: BatchMoments) {
      remember(first);
      if (second !== first) remember(second);
      const normed = training(first);
      return inner.step(network, normed, second === first ? normed : training(second));
    },
  };
}

/** The variances of the inputs' coordinates, 1/n times sums of squares about the mean, d × 1. */
export function batchVariance({ inputCovariance, inputMean }: BatchMoments): DenseMatrix {
  const d = inputMean.rows;
  const variances = denseMatrix(d, 1);
  for (let j = 0; j < d; j++) {
    variances.data[j] = Math.max(0, inputCovariance.data[j * d + j] - inputMean.data[j] ** 2);
  }
  return variances;
}

/** The moments of a batch whose inputs are normed. */
export function normedMoments(batch: BatchMoments, { mean, scale }: Normalisation): BatchMoments {
  const { inputCovariance, crossCovariance, inputMean, labelMean, data } = batch;
  const d = inputMean.rows;
  const outputs = labelMean.rows;
  const [m, x, s] = [mean.data, inputMean.data, scale.data];
  const normedMean = denseMatrix(d, 1);
  const covariance = denseMatrix(d, d);
  const cross = denseMatrix(outputs, d);
  for (let i = 0; i < d; i++) {
    normedMean.data[i] = (x[i] - m[i]) * s[i];
    for (let j = 0; j < d; j++) {
      const entry = inputCovariance.data[i * d + j];
      // By symmetric terms, so that the result is symmetric to the bit.
      covariance.data[i * d + j] = (entry - (x[i] * m[j] + x[j] * m[i]) + m[i] * m[j]) * (s[i] * s[j]);
    }
  }
  for (let i = 0; i < outputs; i++) {
    for (let j = 0; j < d; j++) {
      cross.data[i * d + j] = (crossCovariance.data[i * d + j] - labelMean.data[i] * m[j]) * s[j];
    }
  }
  return {
    samples: batch.samples,
    labelPower: batch.labelPower,
    labelMean,
    inputMean: normedMean,
    inputCovariance: covariance,
    crossCovariance: cross,
    ...(data === undefined ? {} : { data: { labels: data.labels, inputs: normedInputs(data.inputs, m, s) } }),
  };
}

function normedInputs({ rows, columns, data }: DenseMatrix, mean: Float64Array, scale: Float64Array): DenseMatrix {
  const normed = denseMatrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j;
      normed.data[at] = (data[at] - mean[j]) * scale[j];
    }
  }
  return normed;
}
