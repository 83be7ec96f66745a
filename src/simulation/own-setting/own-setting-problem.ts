import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import { denseNetwork, gaussian, rectifier } from "../input-map/dense-network.ts";
import type { FirstLayerRule, TrainingRun } from "../input-map/training.ts";
import { squaredNorm } from "../matrix-identities/norms.ts";
import { haarOrthogonal } from "../orthogonal/haar-orthogonal.ts";
import type { Stream } from "../stream.ts";
import type { OwnSettingParameters } from "./own-setting-parameters.ts";

/** d of the paper's synthetic experiments. */
export const dimension = 10;

/** The paper multiplies the usual start by this. */
const startScale = 1e-3;

/** The paper's experiment on two sets of inputs with one Gram matrix. */
export interface OwnSettingProblem {
  /** y, n × 1, of mean 0 and mean square 1. */
  readonly labels: DenseMatrix;
  /** On X, from a start of the given stream. */
  readonly onInputs: (start: DenseMatrix) => TrainingRun;
  /** On X′ = P^{−½}QP^{½}X. */
  readonly onOtherInputs: (start: DenseMatrix) => TrainingRun;
  /** W₀ of the point's law. */
  readonly drawStart: (stream: Stream) => DenseMatrix;
  /** W₀ ↦ P^{½}QP^{−½}W₀. */
  readonly carried: (start: DenseMatrix) => DenseMatrix;
}

/**
 * f = w₂ᵀrelu(W₁ᵀx + b₁) + b₂ on n samples of a teacher log(1 + e^{10βᵀx}) with noise, labels standardised, trained by full
 * batches of the mean square, W₁ by −ηP(g + λW₁/n) with P = Σ^p; and the same labels on inputs X′ with X′ᵀPX′ = XᵀPX, Q of
 * the Haar measure.
 */
export function ownSettingProblem(point: OwnSettingParameters, n: number, stream: Stream): OwnSettingProblem {
  const { teacherCase, exponent, steps, hidden, learningRate } = point;
  // The teacher is on the first.
  const eigenvalues = Float64Array.from({ length: dimension }, (_, j) =>
    (teacherCase === "high") === (j === 0) ? 10 : 0.1,
  );
  const powers = (power: number) => eigenvalues.map((value) => value ** (exponent * power));
  const inputs = scaledColumns(
    denseMatrix(n, dimension, gaussian(n * dimension, stream.child("inputs"))),
    eigenvalues.map(Math.sqrt),
  );
  const rotation = haarOrthogonal(dimension, stream.child("rotation"));
  const rotated = multiply(scaledColumns(inputs, powers(0.5)), rotation, { transposeB: true });
  const otherInputs = scaledColumns(rotated, powers(-0.5));
  const labels = standardisedLabels(inputs, point, stream);
  const architecture = denseNetwork([hidden, 1], rectifier);
  const later = new Float64Array(architecture.parameterCount);
  later.set(uniformNumbers(hidden, startScale * Math.sqrt(6 / hidden), stream.child("readout")), hidden);
  const runOn =
    (own: DenseMatrix) =>
    (weights: DenseMatrix): TrainingRun => ({
      architecture,
      inputs: own,
      labels,
      weights,
      parameters: later,
      rule: decayingRule(powers(1), point, n),
      // The mean square has twice the gradient of the half of it.
      learningRate: 2 * learningRate,
      laterLearningRate: 2 * learningRate,
      steps,
    });
  return {
    labels: denseMatrix(n, 1, labels),
    onInputs: runOn(inputs),
    onOtherInputs: runOn(otherInputs),
    drawStart: (own) => startOf(point, powers(0.5), own),
    carried: (start) => scaledRows(multiply(rotation, scaledRows(start, powers(-0.5))), powers(0.5)),
  };
}

/** W₀ with entries of mean square 10⁻⁶·2/d: uniform on ±√(6/d), or columns along P^{½}ω. */
function startOf({ start, hidden }: OwnSettingParameters, root: Float64Array, stream: Stream): DenseMatrix {
  if (start === "kaiming-uniform") {
    const bound = startScale * Math.sqrt(6 / dimension);
    return denseMatrix(dimension, hidden, uniformNumbers(dimension * hidden, bound, stream));
  }
  const deviation = startScale * Math.sqrt(2 / squaredNorm(root));
  return scaledRows(
    denseMatrix(dimension, hidden, gaussian(dimension * hidden, stream)),
    root.map((entry) => entry * deviation),
  );
}

/** Independent numbers uniform on ±bound. */
function uniformNumbers(count: number, bound: number, stream: Stream): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: count }, () => bound * (2 * stream.uniform() - 1));
}

function decayingRule(
  powers: Float64Array,
  { decay, decayPlacement }: OwnSettingParameters,
  n: number,
): FirstLayerRule {
  // Of the half mean square, as the gradient is.
  const strength = decay / (2 * n);
  return ({ gradient, weights }) => {
    const { rows, columns } = gradient;
    const direction = denseMatrix(rows, columns);
    for (let i = 0; i < direction.data.length; i++) {
      const power = powers[Math.floor(i / columns)];
      const pull = strength * weights.data[i];
      direction.data[i] =
        decayPlacement === "inside" ? power * (gradient.data[i] + pull) : power * gradient.data[i] + pull;
    }
    return direction;
  };
}

/** Teacher and noise, with mean 0 and mean square 1 over the training set. */
function standardisedLabels(
  { data }: DenseMatrix,
  { signalToNoise }: OwnSettingParameters,
  stream: Stream,
): Float64Array {
  const slope = stream.child("teacher").normal();
  const n = data.length / dimension;
  // The teacher's eigenvalue is the first.
  const values = Float64Array.from({ length: n }, (_, i) => softplus(10 * slope * data[i * dimension]));
  const noise = gaussian(n, stream.child("noise"));
  const deviation = Math.sqrt(squaredNorm(centred(values)) / n) / signalToNoise;
  const labels = centred(values.map((value, i) => value + deviation * noise[i]));
  const size = Math.sqrt(squaredNorm(labels) / n);
  return labels.map((label) => label / size);
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function centred(values: Float64Array): Float64Array<ArrayBuffer> {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Float64Array.from(values, (value) => value - mean);
}

function scaledColumns({ rows, columns, data }: DenseMatrix, factors: Float64Array): DenseMatrix {
  return denseMatrix(
    rows,
    columns,
    data.map((entry, i) => entry * factors[i % columns]),
  );
}

function scaledRows({ rows, columns, data }: DenseMatrix, factors: Float64Array): DenseMatrix {
  return denseMatrix(
    rows,
    columns,
    data.map((entry, i) => entry * factors[Math.floor(i / columns)]),
  );
}
