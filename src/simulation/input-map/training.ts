import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import type { Architecture } from "./architecture.ts";

/** Where training is, seen from the first layer. */
export interface FirstLayerState {
  /** X, a row a token, d columns. */
  readonly inputs: DenseMatrix;
  /** W₁, d × h. */
  readonly weights: DenseMatrix;
  /** Z = XW₁. */
  readonly preActivations: DenseMatrix;
  /** ∂L/∂Z. */
  readonly preActivationGradient: DenseMatrix;
  /** ∂L/∂W₁ = Xᵀ∂L/∂Z, d × h. */
  readonly gradient: DenseMatrix;
  /** θ, the later parameters, before their update. */
  readonly parameters: Float64Array;
  /** ∂L/∂f, `outputs` numbers a sample. */
  readonly outputGradient: Float64Array;
}

/** D in W₁ ← W₁ − ηD, step after step: it may remember. */
export type FirstLayerRule = (state: FirstLayerState) => DenseMatrix;

/** One training run. */
export interface TrainingRun {
  readonly architecture: Architecture;
  readonly inputs: DenseMatrix;
  /** y, `outputs` numbers a sample. */
  readonly labels: Float64Array;
  readonly weights: DenseMatrix;
  readonly parameters: Float64Array;
  readonly rule: FirstLayerRule;
  /** η of the first layer; the later parameters take steps of gradient descent of `laterLearningRate`. */
  readonly learningRate: number;
  readonly laterLearningRate: number;
  readonly steps: number;
  /** Adds uᵀ(mean of a sample's rows of X) to every output, with u trained from 0 by gradient descent. */
  readonly skip?: boolean;
  /** Inputs whose pre-activations are recorded as well. */
  readonly testInputs?: DenseMatrix;
  /** Overwrites numbers with nearly the same ones: called with X, W₁, θ at the start, and with W₁, θ after each step. */
  readonly disturb?: (numbers: Float64Array) => void;
}

/** The states at times 0 to `steps`. */
export interface Trajectory {
  readonly preActivations: readonly Float64Array[];
  readonly parameters: readonly Float64Array[];
  readonly weights: readonly Float64Array[];
  /** Of `testInputs`; empty without them. */
  readonly testPreActivations: readonly Float64Array[];
  /** L = ½ mean over samples of ‖f − y‖². */
  readonly losses: readonly number[];
}

/** Full-batch training of the squared loss L = ½ mean‖f − y‖². */
export function train(run: TrainingRun): Trajectory {
  const { architecture, labels, rule, learningRate, laterLearningRate, steps, testInputs, disturb } = run;
  const { hidden, tokens, outputs } = architecture;
  const inputs = copyOf(run.inputs);
  const weights = copyOf(run.weights);
  const parameters = run.parameters.slice();
  for (const { data } of [inputs, weights, { data: parameters }]) disturb?.(data);
  const samples = inputs.rows / tokens;
  const pooled = run.skip === true ? pooledRows(inputs, tokens) : undefined;
  const skipWeights = denseMatrix(inputs.columns, outputs);
  const trajectory = {
    preActivations: [] as Float64Array[],
    parameters: [] as Float64Array[],
    weights: [] as Float64Array[],
    testPreActivations: [] as Float64Array[],
    losses: [] as number[],
  };
  for (let t = 0; ; t++) {
    const preActivations = multiply(inputs, weights);
    const pass = architecture.forward(preActivations.data, parameters);
    const offsets = pooled === undefined ? undefined : multiply(pooled, skipWeights).data;
    const residual = pass.outputs.map((output, i) => output + (offsets?.[i] ?? 0) - labels[i]);
    trajectory.preActivations.push(preActivations.data);
    trajectory.parameters.push(parameters.slice());
    trajectory.weights.push(weights.data.slice());
    if (testInputs !== undefined) trajectory.testPreActivations.push(multiply(testInputs, weights).data);
    trajectory.losses.push(residual.reduce((sum, r) => sum + r * r, 0) / (2 * samples));
    if (t === steps) return trajectory;
    const outputGradient = residual.map((r) => r / samples);
    const back = pass.backward(outputGradient);
    const preActivationGradient = denseMatrix(inputs.rows, hidden, back.preActivations);
    const gradient = multiply(inputs, preActivationGradient, { transposeA: true });
    const direction = rule({
      inputs,
      weights,
      preActivations,
      preActivationGradient,
      gradient,
      parameters,
      outputGradient,
    });
    for (let i = 0; i < weights.data.length; i++) weights.data[i] -= learningRate * direction.data[i];
    for (let i = 0; i < parameters.length; i++) parameters[i] -= laterLearningRate * back.parameters[i];
    if (pooled !== undefined) {
      const change = multiply(pooled, denseMatrix(samples, outputs, outputGradient), { transposeA: true });
      for (let i = 0; i < change.data.length; i++) skipWeights.data[i] -= laterLearningRate * change.data[i];
    }
    for (const numbers of [weights.data, parameters]) disturb?.(numbers);
  }
}

function copyOf({ rows, columns, data }: DenseMatrix): DenseMatrix {
  return denseMatrix(rows, columns, data.slice());
}

/** The mean of each sample's rows. */
function pooledRows({ rows, columns, data }: DenseMatrix, tokens: number): DenseMatrix {
  const pooled = denseMatrix(rows / tokens, columns);
  for (let i = 0; i < data.length; i++) {
    pooled.data[Math.floor(i / (columns * tokens)) * columns + (i % columns)] += data[i] / tokens;
  }
  return pooled;
}
