import { AsymptopiaError } from "../../foundation/errors.ts";
import { layerGroup } from "../../linalg/kernels/relu-layer-kernels.ts";
import type { Stream } from "../stream.ts";
import { drawIndices, inputEigenvalues, type TeacherIndex, type TeacherSpecification } from "./teacher.ts";

/** What decides a task's law. */
export interface TaskSetting {
  readonly teacher: TeacherSpecification;
  /** d */
  readonly inputs: number;
  /** n, training points. */
  readonly samples: number;
  readonly testSamples: number;
  /** The noise's standard deviation over that of the training points' signal: 1/SNR. */
  readonly noiseRatio: number;
  readonly topEigenvalue: number;
  readonly bottomEigenvalue: number;
}

/** Inputs as the kernels of a hidden layer read them: by rows of one coordinate, with zeros after the last sample. */
export interface PaddedInputs {
  /** How many there are. */
  readonly samples: number;
  /** Numbers in a row, a multiple of `layerGroup`. */
  readonly stride: number;
  readonly data: Float64Array;
}

/** Training and test points of one teacher. */
export interface RegressionTask {
  /** The diagonal of Σ. */
  readonly eigenvalues: Float64Array;
  readonly train: PaddedInputs;
  /** Noisy targets, standardised: of mean 0 and variance 1 (with 1/n). */
  readonly trainTargets: Float64Array;
  /** The training points' signal variance over that of their labels: what a signal of variance 1 is worth here. */
  readonly signalShare: number;
  /** Test inputs in blocks of `testBlock` samples. */
  readonly test: readonly PaddedInputs[];
  /** Noise-free targets, shifted and scaled as those of training were. */
  readonly testTargets: Float64Array;
}

/** Test points that are looked at together. */
export const testBlock = 128;

/** The slope of the teacher y = log(1 + e^{10z}). */
const steepness = 10;

/**
 * A task of that law. Streams are divided such that tasks that differ in the noise alone share everything but its size.
 *
 * @throws AsymptopiaError `non-finite` if the targets have no variance.
 */
export function drawTask(setting: TaskSetting, stream: Stream): RegressionTask {
  const { teacher, inputs, samples, testSamples, topEigenvalue, bottomEigenvalue, noiseRatio } = setting;
  const eigenvalues = inputEigenvalues(teacher, inputs, topEigenvalue, bottomEigenvalue);
  const indices = drawIndices(teacher, eigenvalues, stream.child("teacher"));
  const train = drawInputs(eigenvalues, samples, stream.child("inputs"));
  const testStream = stream.child("test inputs");
  const test: PaddedInputs[] = [];
  for (let from = 0; from < testSamples; from += testBlock) {
    test.push(drawInputs(eigenvalues, Math.min(testBlock, testSamples - from), testStream));
  }
  const trainSignal = new Float64Array(samples);
  const testSignal = new Float64Array(testSamples);
  for (const index of indices) addIndex(index, indices.length > 1, train, test, trainSignal, testSignal);
  const signal = meanAndDeviation(trainSignal);
  const noise = new Float64Array(samples);
  stream.child("noise").fillNormal(noise);
  const labels = trainSignal.map((value, i) => value + noiseRatio * signal.deviation * noise[i]);
  const { mean, deviation } = meanAndDeviation(labels);
  // Equal labels may still have the rounding of their mean for a deviation.
  if (!(deviation > 1e-12 * Math.abs(mean) && Number.isFinite(deviation))) {
    throw new AsymptopiaError("non-finite", `the training targets' standard deviation is ${deviation}`);
  }
  return {
    eigenvalues,
    train,
    trainTargets: labels.map((value) => (value - mean) / deviation),
    signalShare: (signal.deviation / deviation) ** 2,
    test,
    testTargets: testSignal.map((value) => (value - mean) / deviation),
  };
}

/** `count` inputs of independent N(0, τ_k) coordinates. */
function drawInputs(eigenvalues: Float64Array, count: number, stream: Stream): PaddedInputs {
  const stride = Math.ceil(count / layerGroup) * layerGroup;
  const data = new Float64Array(eigenvalues.length * stride);
  eigenvalues.forEach((eigenvalue, k) => {
    const row = data.subarray(k * stride, k * stride + count);
    stream.fillNormal(row);
    const deviation = Math.sqrt(eigenvalue);
    for (let i = 0; i < count; i++) row[i] *= deviation;
  });
  return { samples: count, stride, data };
}

/** Adds one index's part; where there are several, standardised over the training points and with its share. */
function addIndex(
  { direction, share }: TeacherIndex,
  isOneOfSeveral: boolean,
  train: PaddedInputs,
  test: readonly PaddedInputs[],
  trainSignal: Float64Array,
  testSignal: Float64Array,
): void {
  const part = answers(direction, train);
  const { mean, deviation } = isOneOfSeveral ? meanAndDeviation(part) : { mean: 0, deviation: 1 };
  const factor = Math.sqrt(share) / deviation;
  for (let i = 0; i < part.length; i++) trainSignal[i] += factor * (part[i] - mean);
  let at = 0;
  for (const block of test) {
    for (const answer of answers(direction, block)) testSignal[at++] += factor * (answer - mean);
  }
}

/** log(1 + e^{10 βᵀx}) of every sample. */
function answers(direction: Float64Array, { samples, stride, data }: PaddedInputs): Float64Array {
  const index = new Float64Array(samples);
  direction.forEach((weight, k) => {
    if (weight === 0) return;
    for (let i = 0; i < samples; i++) index[i] += weight * data[k * stride + i];
  });
  return index.map((z) => softplus(steepness * z));
}

function softplus(t: number): number {
  return Math.max(0, t) + Math.log1p(Math.exp(-Math.abs(t)));
}

function meanAndDeviation(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / values.length) };
}
