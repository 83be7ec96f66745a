import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import type { Stream } from "../stream.ts";
import { classCount } from "./digits.ts";

/** A two-layer ReLU classifier x ↦ Aᵀ relu(W₁ᵀx + b) + c before training. */
export interface ClassifierStart {
  /** W₁, d × h, of independent N(0, 1/d) entries. */
  readonly firstLayer: DenseMatrix;
  /** A, h × classes, of independent N(0, 1/h) entries. */
  readonly head: DenseMatrix;
}

/** What training did: the first layer is W₁ − η P Xᵀ`pulled`, so that P and d do not enter. */
export interface TrainedClassifier {
  /** The sum over the steps of the loss's derivatives by the pre-activations, n × h. */
  readonly pulled: DenseMatrix;
  readonly hiddenBias: Float64Array;
  readonly head: DenseMatrix;
  readonly headBias: Float64Array;
  /** Mean cross-entropy on the training images before the last step. */
  readonly loss: number;
}

export function drawStart(inputs: number, hidden: number, stream: Stream): ClassifierStart {
  const draw = (rows: number, columns: number, label: string): DenseMatrix => {
    const matrix = denseMatrix(rows, columns);
    stream.child(label).fillNormal(matrix.data);
    for (let i = 0; i < matrix.data.length; i++) matrix.data[i] /= Math.sqrt(rows);
    return matrix;
  };
  return { firstLayer: draw(inputs, hidden, "first layer"), head: draw(hidden, classCount, "head") };
}

/**
 * Full-batch gradient descent on the mean cross-entropy. The first layer's gradient is preconditioned by P; all that is
 * needed of P and of the inputs is `gram` = XPXᵀ, since a step moves the pre-activations Z by −ηXPXᵀ∂L/∂Z. Biases and
 * head take plain gradient steps of the same size.
 *
 * @param preactivations XW₁ at the start.
 */
export function trainClassifier(
  gram: DenseMatrix,
  preactivations: DenseMatrix,
  start: DenseMatrix,
  classes: Uint8Array,
  { steps, stepSize }: { readonly steps: number; readonly stepSize: number },
): TrainedClassifier {
  const { rows: n, columns: h } = preactivations;
  const z = denseMatrix(n, h, Float64Array.from(preactivations.data));
  const pulled = denseMatrix(n, h);
  const head = denseMatrix(h, classCount, Float64Array.from(start.data));
  const hiddenBias = new Float64Array(h);
  const headBias = new Float64Array(classCount);
  let loss = 0;
  for (let step = 0; step < steps; step++) {
    const active = rectified(z, hiddenBias);
    const errors = scores(active, head, headBias);
    loss = softmaxErrors(errors, classes);
    const pull = multiply(errors, head, { transposeB: true });
    for (let i = 0; i < n * h; i++) if (active.data[i] <= 0) pull.data[i] = 0;
    const headGradient = multiply(active, errors, { transposeA: true });
    const move = multiply(gram, pull);
    for (let i = 0; i < n * h; i++) {
      pulled.data[i] += pull.data[i];
      z.data[i] -= stepSize * move.data[i];
      hiddenBias[i % h] -= stepSize * pull.data[i];
    }
    for (let i = 0; i < head.data.length; i++) head.data[i] -= stepSize * headGradient.data[i];
    for (let i = 0; i < errors.data.length; i++) headBias[i % classCount] -= stepSize * errors.data[i];
  }
  return { pulled, hiddenBias, head, headBias, loss };
}

/** The classes that images with these pre-activations are taken for. */
export function predictions(preactivations: DenseMatrix, trained: TrainedClassifier): Uint8Array {
  const { data } = scores(rectified(preactivations, trained.hiddenBias), trained.head, trained.headBias);
  return Uint8Array.from({ length: preactivations.rows }, (_, i) => {
    const row = data.subarray(i * classCount, (i + 1) * classCount);
    return row.reduce((best, score, k) => (score > row[best] ? k : best), 0);
  });
}

function rectified({ rows, columns, data }: DenseMatrix, bias: Float64Array): DenseMatrix {
  const active = denseMatrix(rows, columns);
  for (let i = 0; i < data.length; i++) active.data[i] = Math.max(0, data[i] + bias[i % columns]);
  return active;
}

function scores(active: DenseMatrix, head: DenseMatrix, bias: Float64Array): DenseMatrix {
  const sums = multiply(active, head);
  for (let i = 0; i < sums.data.length; i++) sums.data[i] += bias[i % classCount];
  return sums;
}

/** Turns scores into (softmax − one-hot)/n, the mean cross-entropy's derivatives by them, and returns that mean. */
function softmaxErrors({ rows, data }: DenseMatrix, classes: Uint8Array): number {
  let loss = 0;
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * classCount, (i + 1) * classCount);
    const largest = row.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
    let sum = 0;
    for (const score of row) sum += Math.exp(score - largest);
    loss += (Math.log(sum) + largest - row[classes[i]]) / rows;
    for (let k = 0; k < classCount; k++) {
      row[k] = (Math.exp(row[k] - largest) / sum - (k === classes[i] ? 1 : 0)) / rows;
    }
  }
  return loss;
}
