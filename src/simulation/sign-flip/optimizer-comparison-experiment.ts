import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import { denseMatrix } from "../../linalg/index.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { type CoordinateOptimizer, coordinateOptimizers, optimise, stepSizes } from "./coordinate-optimizers.ts";
import { type DifferentiableModel, linearModel, twoLayerModel } from "./differentiable-model.ts";
import { taskMembers } from "./sign-flip-parameters.ts";
import {
  classLaw,
  drawNoise,
  type SignFlipTask,
  sampleOf,
  type TrainingSample,
  trainingMoments,
} from "./sign-flip-task.ts";

/** A point of the comparison of optimizers on the sign-flip problem. */
export type OptimizerComparisonParameters = SignFlipTask & {
  /** d, at least 2. */
  readonly inputs: number;
  /** h, hidden ReLU units of a two-layer network; 0 for a linear readout. */
  readonly hidden: number;
  /** Full-batch steps. */
  readonly steps: number;
};

type ComparisonProblem = Problem<OptimizerComparisonParameters>;

const wholeFrom2 = "a whole number from 2: an invariant and a spurious feature";
const wholeFrom1 = "a whole number from 1";
const wholeFrom0 = "a whole number from 0, which is a linear readout";
const members = `${Object.keys(taskMembers).join(", ")}, inputs, hidden and steps`;

const schema = z.strictObject(
  {
    ...taskMembers,
    inputs: z.int(wholeFrom2).min(2, wholeFrom2).default(6),
    hidden: z.int(wholeFrom0).min(0, wholeFrom0).default(0),
    steps: z.int(wholeFrom1).min(1, wholeFrom1).default(100),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `absent: a point has ${members}` : `an object with ${members}`,
  },
);

/** Test samples of each kind. */
const testSamples = 1000;

const names: Readonly<Record<CoordinateOptimizer, string>> = {
  sgd: "gradient descent",
  adam: "Adam",
  adahessian: "AdaHessian",
};

/**
 * Gradient descent, Adam and AdaHessian on the sign-flip problem, all on full batches and from the same start. Each is
 * tried with step sizes of its own, and the one with the smallest squared error on a validation sample *in
 * distribution*, as large as the training sample, is kept. Accuracies are those on 1000 test samples.
 *
 * `size` is n, the number of training samples. A linear readout starts at 0, a network at N(0, 1/fan-in) weights.
 */
export const experiment: Experiment<OptimizerComparisonParameters> = {
  id: "sign-flip-optimizers",
  version: 1,
  module: import.meta.url,
  streamParameters: ["inputs", "hidden"],
  parameters: { parse: (input) => parseWith(schema, input) },
  observables: {
    ...Object.fromEntries(
      coordinateOptimizers.flatMap((optimizer) => [
        [`${optimizer}Accuracy`, { meaning: `test accuracy in distribution, ${names[optimizer]}`, range: [0, 1] }],
        [
          `${optimizer}OodAccuracy`,
          { meaning: `test accuracy with the spurious sign flipped, ${names[optimizer]}`, range: [0, 1] },
        ],
        [`${optimizer}StepSize`, { meaning: `the step size that validation chose for ${names[optimizer]}` }],
      ]),
    ),
    chance: { meaning: "½, the accuracy of a coin", range: [0, 1] },
  },
  realise(point, size) {
    if (!Number.isSafeInteger(size) || size < 2) throw invalidInput("size", size, "a whole number from 2");
    return { point, size, realised: point, shape: { n: size, d: point.inputs, h: point.hidden } };
  },
  run,
  cost,
};

function run(problems: readonly ComparisonProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const [{ size, point: shared }] = problems;
  const draw = (label: string, count: number) => drawNoise(count, shared.inputs, stream.child(label));
  const [training, validation, test] = [draw("training", size), draw("validation", size), draw("test", testSamples)];
  return problems.map(({ point }) => {
    const law = classLaw(point, point.inputs);
    const flipped = { ...law, means: law.flippedMeans };
    const sample = sampleOf(law, training);
    const model = point.hidden === 0 ? linearModel(trainingMoments(sample)) : twoLayerModel(sample, point.hidden);
    const start = drawStart(point, model.parameterCount, stream.child("start"));
    const [seen, within, outside] = [sampleOf(law, validation), sampleOf(law, test), sampleOf(flipped, test)];
    const results = coordinateOptimizers.flatMap((optimizer) => {
      const tries = stepSizes[optimizer].map((stepSize) => {
        const parameters = optimise(optimizer, model, start, { steps: point.steps, stepSize }, stream.child(optimizer));
        return { stepSize, parameters, error: squaredError(model, parameters, seen) };
      });
      const best = tries.reduce((one, other) => (other.error < one.error ? other : one));
      return [
        [`${optimizer}Accuracy`, accuracy(model, best.parameters, within)],
        [`${optimizer}OodAccuracy`, accuracy(model, best.parameters, outside)],
        [`${optimizer}StepSize`, best.stepSize],
      ] as const;
    });
    return { ...Object.fromEntries(results), chance: 0.5 };
  });
}

/** N(0, 1/d) weights and N(0, 1/h) in the head, biases 0; a linear readout is 0. */
function drawStart({ inputs, hidden }: OptimizerComparisonParameters, count: number, stream: Stream): Float64Array {
  const start = new Float64Array(count);
  if (hidden === 0) return start;
  const weights = start.subarray(0, hidden * inputs);
  const head = start.subarray(hidden * (inputs + 1), hidden * (inputs + 2));
  const drawn = denseMatrix(1, weights.length + head.length).data;
  stream.fillNormal(drawn);
  weights.set(drawn.subarray(0, weights.length).map((value) => value / Math.sqrt(inputs)));
  head.set(drawn.subarray(weights.length).map((value) => value / Math.sqrt(hidden)));
  return start;
}

/** Mean of (y − f(x))²; infinite where training diverged, so that such a step size is never chosen. */
function squaredError(
  model: DifferentiableModel,
  parameters: Float64Array,
  { inputs, classes }: TrainingSample,
): number {
  const sum = model.outputs(parameters, inputs).reduce((total, value, i) => total + (classes[i] - value) ** 2, 0);
  return Number.isFinite(sum) ? sum / classes.length : Number.POSITIVE_INFINITY;
}

function accuracy(model: DifferentiableModel, parameters: Float64Array, { inputs, classes }: TrainingSample): number {
  const right = model.outputs(parameters, inputs).reduce((sum, value, i) => sum + (value * classes[i] > 0 ? 1 : 0), 0);
  return right / classes.length;
}

/** The samples, and for each step of each try a gradient, for a third of them a product with the Hessian as well. */
function cost({ point: { hidden, steps }, shape: { n, d } }: ComparisonProblem): number {
  const tries = coordinateOptimizers.reduce((sum, optimizer) => sum + stepSizes[optimizer].length, 0);
  const step = hidden === 0 ? 4 * d * d + 60 * d + 500 : 16 * n * hidden * d + 60 * hidden * d;
  const tests = 40 * (testSamples + n) * d + 2 * tries * (n + 2 * testSamples) * d * Math.max(1, hidden);
  return 8 * streamCost + (tries * steps * step + tests) / 1e6;
}
