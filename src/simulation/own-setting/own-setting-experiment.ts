import { invalidInput } from "../../foundation/errors.ts";
import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import type { Experiment, Observation, Problem } from "../experiment.ts";
import { denseNetwork, gaussian, rectifier } from "../input-map/dense-network.ts";
import { type FirstLayerRule, type TrainingRun, train } from "../input-map/training.ts";
import { amplification, gapOverTime } from "../input-map/trajectory-gap.ts";
import { squaredNorm } from "../matrix-identities/norms.ts";
import { haarOrthogonal } from "../orthogonal/haar-orthogonal.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { type OwnSettingParameters, ownSettingParameters, recordedSteps } from "./own-setting-parameters.ts";

type OwnSettingProblem = Problem<OwnSettingParameters>;

/** d of the paper's synthetic experiments. */
const dimension = 10;

/** The paper multiplies the usual start by this. */
const startScale = 1e-3;

/**
 * The paper's own synthetic experiment, on inputs X and on X′ = P^{−½}QP^{½}X with Haar Q, which have the same Gram matrix
 * XᵀPX, P = Σ^p: f = w₂ᵀrelu(W₁ᵀx + b₁) + b₂ trained by full batches on a teacher log(1 + e^{10βᵀx}) with noise, labels
 * standardised, W₁ by −ηP(g + λW₁/n). Three runs: on X, on X′ with a start of its own from the same law, and on X′ with the
 * first run's start carried along, W₀′ = P^{½}QP^{−½}W₀, whatever law it has. The last is the coupling of Theorem 1, which
 * leaves what decay alone does.
 *
 * The rounding of the coupled run is that of the input-map coupling with d = 10 and diagonal P:
 * √D·(15d^{5/2} + n + d + 3h)·ε·condition, D = n·d + d·h + 3h + 1.
 */
export const experiment: Experiment<OwnSettingParameters> = {
  id: "own-setting",
  version: 1,
  module: import.meta.url,
  streamParameters: ["teacherCase", "hidden"],
  parameters: ownSettingParameters,
  observables: {
    difference: { meaning: "the largest relative gap of Z and the later parameters over training, coupled starts" },
    scale: { meaning: "1: differences are relative" },
    condition: { meaning: "how much the runs amplify relative errors, measured, times κ(P^{½})²" },
    startAlignmentLeft: { meaning: "log of ‖W₀ᵀXy‖²/‖W₀ᵀX‖²_F" },
    startAlignmentRight: { meaning: "log of ‖W₀ᵀX′y‖²/‖W₀ᵀX′‖²_F with a start of its own" },
    finalAlignmentLeft: { meaning: "log of ‖WᵀXy‖²/‖WᵀX‖²_F after training on X" },
    finalAlignmentRight: { meaning: "log of ‖WᵀX′y‖²/‖WᵀX′‖²_F after training on X′ from a start of its own" },
    gapTrajectory: { meaning: "the relative gap at the recorded steps, coupled starts" },
    lossTrajectoryLeft: { meaning: "mean square on the training set at the recorded steps, on X" },
    lossTrajectoryRight: { meaning: "the same on X′ from a start of its own" },
  },
  realise(point, size) {
    if (!Number.isInteger(size) || size < dimension || size > 10_000) {
      throw invalidInput("size", size, `a whole number from ${dimension} to 10000`);
    }
    const { hidden: h, steps } = point;
    return { point, size, realised: point, shape: { n: size, d: dimension, h, steps } };
  },
  run,
  cost: ({ shape: { n, d, h, steps } }) => 8 * streamCost + (5 * steps * (8 * n * d * h + 30 * n * h + 20_000)) / 1e6,
};

function run(problems: readonly OwnSettingProblem[], stream: Stream): Record<string, Observation>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  return problems.map((problem) => one(problem, stream));
}

function one({ point, shape: { n } }: OwnSettingProblem, stream: Stream): Record<string, Observation> {
  const { teacherCase, exponent, steps } = point;
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
  const weights = startOf(point, powers(0.5), stream.child("start"));
  const carried = scaledRows(multiply(rotation, scaledRows(weights, powers(-0.5))), powers(0.5));
  const architecture = denseNetwork([point.hidden, 1], rectifier);
  const later = new Float64Array(architecture.parameterCount);
  const readout = uniformNumbers(point.hidden, Math.sqrt(6 / point.hidden), stream.child("readout"));
  for (let i = 0; i < point.hidden; i++) later[point.hidden + i] = startScale * readout[i];
  const runOn = (own: DenseMatrix, start: DenseMatrix): TrainingRun => ({
    architecture,
    inputs: own,
    labels,
    weights: start,
    parameters: later,
    rule: decayingRule(powers(1), point, n),
    // The mean square has twice the gradient of the half of it.
    learningRate: 2 * point.learningRate,
    laterLearningRate: 2 * point.learningRate,
    steps,
  });
  const left = train(runOn(inputs, weights));
  const right = train(runOn(otherInputs, startOf(point, powers(0.5), stream.child("other start"))));
  const coupled = train(runOn(otherInputs, carried));
  const compared = "pre-activations-and-later-parameters";
  const gaps = gapOverTime(left, coupled, compared);
  const recorded = recordedSteps(point);
  const alignment = (z: Float64Array): number => {
    const projected = multiply(denseMatrix(n, point.hidden, z), denseMatrix(n, 1, labels), { transposeA: true });
    return Math.log(squaredNorm(projected.data) / squaredNorm(z));
  };
  const amplified = Math.max(
    amplification(left, runOn(inputs, weights), compared, stream.child("disturbance")),
    amplification(coupled, runOn(otherInputs, carried), compared, stream.child("other disturbance")),
  );
  return {
    difference: Math.max(...gaps),
    scale: 1,
    condition: 100 ** Math.abs(exponent) * amplified,
    startAlignmentLeft: alignment(left.preActivations[0]),
    startAlignmentRight: alignment(right.preActivations[0]),
    finalAlignmentLeft: alignment(left.preActivations[steps]),
    finalAlignmentRight: alignment(right.preActivations[steps]),
    gapTrajectory: Float64Array.from(recorded, (t) => gaps[t]),
    lossTrajectoryLeft: Float64Array.from(recorded, (t) => 2 * left.losses[t]),
    lossTrajectoryRight: Float64Array.from(recorded, (t) => 2 * right.losses[t]),
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
