import { type DenseMatrix, multiply } from "../../linalg/index.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import { preactivationsOf } from "../dense-network/backpropagation.ts";
import { parseLoss } from "../dense-network/loss.ts";
import { type DenseLayer, type DenseNetwork, laterParameters } from "../dense-network/network.ts";
import { minibatch, train } from "../dense-network/train.ts";
import {
  adaGradDescent,
  adamDescent,
  type DescentOptions,
  descent,
  type UpdateRule,
} from "../dense-network/update-rule.ts";
import type { Stream } from "../stream.ts";
import { type FirstLayerSide, normals } from "./coupled-sides.ts";
import type { FirstLayerCouplingParameters } from "./first-layer-coupling-parameters.ts";
import { drawPositiveDefinite } from "./positive-definite.ts";

/** What both sides of a coupling share: everything but the first layer's inputs, start and preconditioners. */
export interface SharedSetting {
  readonly point: FirstLayerCouplingParameters;
  /** b₁ of the start, if there is one. */
  readonly firstBias: DenseMatrix | undefined;
  readonly laterLayers: readonly DenseLayer[];
  readonly labels: DenseMatrix;
  /** The samples of every step. */
  readonly batches: readonly (readonly number[])[];
  /** Of layer l = 1, 2, …, where later layers are preconditioned. */
  readonly laterPreconditioners: readonly DenseMatrix[];
}

/** What Theorems 1 and 2 are about, before the first step and after each. */
export interface Trajectory {
  /** (Z, θ_{2:L}), one after another. */
  readonly train: readonly Float64Array[];
  /** Z_test. */
  readonly tests: readonly Float64Array[];
}

/** Changes of the numbers of a run, as rounding makes them. */
export interface Disturbance {
  /** A matrix whose entries are off relative to their own size. */
  relative(matrix: DenseMatrix): DenseMatrix;
  /** A matrix whose entries are off by a length. */
  absolute(matrix: DenseMatrix, length: number): DenseMatrix;
}

const outputs = 2;
const firstStepSize = 0.5;
const laterStepSize = 0.2;
const laterAdamStepSize = 0.05;
const adamStepSize = 0.1;

/** Everything that is random in a start but W₁: normal weights scaled by 1/√width, normal biases of size ½. */
export function drawLaterStart(
  { depth, hidden, bias }: FirstLayerCouplingParameters,
  stream: Stream,
): Pick<SharedSetting, "firstBias" | "laterLayers"> {
  const widths = [...Array.from({ length: depth - 1 }, () => hidden), outputs];
  const firstBias = normals(hidden, 1, stream, 0.5);
  const laterLayers = widths.slice(1).map((width): DenseLayer => {
    const weights = normals(hidden, width, stream, 1 / Math.sqrt(hidden));
    const layerBias = normals(width, 1, stream, 0.5);
    return bias ? { weights, bias: layerBias } : { weights };
  });
  return { firstBias: bias ? firstBias : undefined, laterLayers };
}

/** A start, labels as the loss reads them, minibatches and the preconditioners of later layers. */
export function drawSharedSetting(point: FirstLayerCouplingParameters, stream: Stream): SharedSetting {
  const { depth, hidden, samples, steps, batch } = point;
  return {
    point,
    ...drawLaterStart(point, stream),
    labels: drawLabels(point, stream),
    batches: drawBatches(samples, batch, steps, stream),
    laterPreconditioners: Array.from({ length: depth - 1 }, () => drawPositiveDefinite(hidden, 10, stream).power(1)),
  };
}

/** The run of one side; `disturbance`: with numbers that are off by more than rounding. */
export function runSide(setting: SharedSetting, side: FirstLayerSide, disturbance?: Disturbance): Trajectory {
  const { point, firstBias, laterLayers, labels, batches, laterPreconditioners } = setting;
  const { uncertainty } = side;
  const off = (matrix: DenseMatrix, length: number): DenseMatrix =>
    disturbance === undefined ? matrix : disturbance.absolute(matrix, length);
  const relatively = (matrix: DenseMatrix): DenseMatrix => disturbance?.relative(matrix) ?? matrix;
  const noisy = (rule: UpdateRule): UpdateRule =>
    disturbance === undefined ? rule : (value, gradient, t) => relatively(rule(value, relatively(gradient), t));
  const inputs = off(side.inputs, uncertainty.inputs);
  const tests = off(side.tests, uncertainty.tests);
  const weights = off(side.weights, uncertainty.weights);
  const first: DenseLayer = firstBias === undefined ? { weights } : { weights, bias: firstBias };
  const start: DenseNetwork = { layers: [first, ...laterLayers] };
  const activation = parseActivation(point.activation);
  const trainParts: Float64Array[] = [];
  const testParts: Float64Array[] = [];
  train({
    start,
    architecture: { activations: laterLayers.map(() => activation), loss: parseLoss(point.loss) },
    batch: (t) => {
      const { inputs: chosen, labels: chosenLabels } =
        point.batch === 0 ? { inputs, labels } : minibatch({ inputs, labels }, batches[t]);
      return { inputs: relatively(chosen), labels: chosenLabels };
    },
    steps: point.steps,
    firstRule: noisy(
      firstRule(point, {
        ...side,
        preconditioners: side.preconditioners.map((p) => off(p, uncertainty.preconditioners)),
      }),
    ),
    laterRule: (layer, part) =>
      noisy(laterRule(point, part === "weights" ? laterPreconditioners[layer - 1] : undefined)),
    observe: (network) => {
      const { data: z } = preactivationsOf(network.layers[0], inputs);
      const theta = laterParameters(network);
      const joint = new Float64Array(z.length + theta.length);
      joint.set(z);
      joint.set(theta, z.length);
      trainParts.push(joint);
      testParts.push(preactivationsOf(network.layers[0], tests).data);
    },
  });
  return { train: trainParts, tests: testParts };
}

function firstRule({ rule }: FirstLayerCouplingParameters, { inputs, preconditioners }: FirstLayerSide): UpdateRule {
  const preconditioner = (t: number): DenseMatrix => preconditioners[Math.min(t, preconditioners.length - 1)];
  const plain: DescentOptions = { stepSize: firstStepSize, preconditioner };
  switch (rule) {
    case "descent":
      return descent(plain);
    case "momentum":
      return descent({ ...plain, stepSize: firstStepSize / 5, momentum: 0.9 });
    case "decoupled-decay":
      return descent({ ...plain, decoupledDecay: 0.1 });
    case "inner-decay":
      return descent({ ...plain, innerDecay: 0.1 });
    case "metric-clipping":
      return descent({ ...plain, clip: { norm: "metric", threshold: 0.05 } });
    case "direction-clipping":
      return descent({ ...plain, clip: { norm: "direction", threshold: 0.05 } });
    case "gram-step-size":
      return descent({ ...plain, stepSize: (t) => firstStepSize / meanGramDiagonal(inputs, preconditioner(t)) });
    case "adam":
      return adamDescent({ learningRate: adamStepSize, preconditioner });
    case "adagrad":
      return adaGradDescent({ learningRate: adamStepSize, preconditioner });
  }
}

function laterRule({ laterRule: rule }: FirstLayerCouplingParameters, preconditioner?: DenseMatrix): UpdateRule {
  if (rule === "adam") return adamDescent({ learningRate: laterAdamStepSize });
  if (rule === "descent" || preconditioner === undefined) return descent({ stepSize: laterStepSize });
  return descent({ stepSize: laterStepSize, preconditioner: () => preconditioner });
}

/** tr(XᵀPX)/N. */
function meanGramDiagonal(inputs: DenseMatrix, preconditioner: DenseMatrix): number {
  const seen = multiply(preconditioner, inputs);
  return seen.data.reduce((sum, entry, at) => sum + entry * inputs.data[at], 0) / inputs.columns;
}

function drawLabels({ loss: { kind }, samples }: FirstLayerCouplingParameters, stream: Stream): DenseMatrix {
  const labels = normals(outputs, samples, stream);
  if (kind === "logistic") return { ...labels, data: labels.data.map((y) => (y < 0 ? -1 : 1)) };
  if (kind !== "cross-entropy") return labels;
  // One class a sample.
  const { data } = labels;
  for (let j = 0; j < samples; j++) {
    data[j] = data[j] < 0 ? 1 : 0;
    data[samples + j] = 1 - data[j];
  }
  return labels;
}

/** `size` different places of each step. */
function drawBatches(samples: number, size: number, steps: number, stream: Stream): readonly (readonly number[])[] {
  return Array.from({ length: size === 0 ? 0 : steps }, () => {
    const keys = Array.from({ length: samples }, () => stream.uniform());
    return Array.from(keys.keys())
      .sort((a, b) => keys[a] - keys[b])
      .slice(0, size);
  });
}
