import { invalidInput } from "../../foundation/errors.ts";
import { type DenseMatrix, denseMatrix, multiply, symmetricProduct } from "../../linalg/index.ts";
import type { Stream } from "../stream.ts";

/**
 * Two classes y = ±1, equally likely, and inputs of independent coordinates given y: the invariant feature
 * N(a s₁ y, s₁²), the spurious one N(b s₂ y, s₂²), and nuisance N(0, s₃²). At test time the spurious feature's mean is
 * −b s₂ y; nothing else changes.
 */
export type SignFlipTask = {
  /** a > 0, the invariant feature's mean over its standard deviation, both given the class. */
  readonly invariantSignal: number;
  /** b > 0, that of the spurious feature in training. */
  readonly spuriousSignal: number;
  /** s₁ > 0. */
  readonly invariantDeviation: number;
  /** s₂ > 0. */
  readonly spuriousDeviation: number;
  /** s₃ > 0. */
  readonly nuisanceDeviation: number;
};

/** The laws of the d inputs given y = 1, coordinate by coordinate: the invariant one, the spurious one, nuisance. */
export interface ClassLaw {
  readonly deviations: Float64Array;
  /** In training. */
  readonly means: Float64Array;
  /** With the spurious sign flipped. */
  readonly flippedMeans: Float64Array;
}

/** Moments of n training samples that least squares and its gradient depend on. */
export interface TrainingMoments {
  /** Σ̂ = XᵀX/n. */
  readonly covariance: DenseMatrix;
  /** Xᵀy/n. */
  readonly correlation: Float64Array;
}

/** Training inputs (rows) and their classes ±1. */
export interface TrainingSample {
  readonly inputs: DenseMatrix;
  readonly classes: Float64Array;
}

export function classLaw(task: SignFlipTask, inputs: number): ClassLaw {
  if (inputs < 2) throw invalidInput("inputs", inputs, "a whole number from 2: an invariant and a spurious feature");
  const deviations = new Float64Array(inputs).fill(task.nuisanceDeviation);
  deviations[0] = task.invariantDeviation;
  deviations[1] = task.spuriousDeviation;
  const means = new Float64Array(inputs);
  means[0] = task.invariantSignal * task.invariantDeviation;
  means[1] = task.spuriousSignal * task.spuriousDeviation;
  const flippedMeans = Float64Array.from(means);
  flippedMeans[1] = -means[1];
  return { deviations, means, flippedMeans };
}

/** Σ = E xxᵀ, the population's second moment in training, which is that at test time up to two signs. */
export function populationCovariance({ deviations, means }: ClassLaw): DenseMatrix {
  const d = means.length;
  const covariance = denseMatrix(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) covariance.data[i * d + j] = means[i] * means[j];
    covariance.data[i * d + i] += deviations[i] ** 2;
  }
  return covariance;
}

/** The classes of n samples, and the standard normal noise of their inputs, which are the same for all tasks of a shape. */
export function drawNoise(samples: number, inputs: number, stream: Stream): TrainingSample {
  const coin = stream.child("classes");
  const classes = Float64Array.from({ length: samples }, () => (coin.uniform() < 0.5 ? -1 : 1));
  const noise = denseMatrix(samples, inputs);
  stream.child("inputs").fillNormal(noise.data);
  return { inputs: noise, classes };
}

/** Training samples of a task with the classes and the noise of `drawNoise`. */
export function sampleOf({ deviations, means }: ClassLaw, noise: TrainingSample): TrainingSample {
  const { rows: n, columns: d, data } = noise.inputs;
  const inputs = denseMatrix(n, d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) inputs.data[i * d + j] = noise.classes[i] * means[j] + deviations[j] * data[i * d + j];
  }
  return { inputs, classes: noise.classes };
}

export function trainingMoments({ inputs, classes }: TrainingSample): TrainingMoments {
  const n = inputs.rows;
  return {
    covariance: symmetricProduct(inputs, "columns", 1 / n),
    correlation: multiply(inputs, denseMatrix(n, 1, classes), { transposeA: true, alpha: 1 / n }).data,
  };
}
