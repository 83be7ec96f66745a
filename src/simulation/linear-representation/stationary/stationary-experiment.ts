import { invalidInput } from "../../../foundation/errors.ts";
import { type DenseMatrix, denseMatrix } from "../../../linalg/index.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { keepChildren } from "../../random/keep-children.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { drawBatchMoments } from "../batch-moments.ts";
import { batchStep } from "../batch-step.ts";
import { instanceStream, startAt } from "../fixed-instance.ts";
import { drawInstance, instanceOf, type LinearInstance } from "../instance.ts";
import { specificationOf } from "../instance-schema.ts";
import { preconditionings } from "../population-step.ts";
import { orthogonalPart, subspaceDistance } from "../subspace-distance.ts";
import { parseStationaryParameters, type StationaryParameters } from "./stationary-parameters.ts";

type StationaryProblem = Problem<StationaryParameters>;

/**
 * KFAC, algorithm (8), on fresh batches of n = `size` samples until it is stationary, and where a point asks for
 * it, on the same batches, KFAC with full steps, η = 1. A full step solves FᵀF G Σ̂ = FᵀYᵀX/n, so that it is min–min: each of F and G in turn is
 * the exact minimiser of the loss on its batch.
 *
 * What the start leaves in the mean of ‖GP⊥‖², a factor (1 − η)² a step, has fallen to 10⁻⁵ of itself when the steps that
 * count begin. Squared distances are means over the `steps` that count; their expectation is that of a single one.
 * Gaussian batches are drawn through their moments, in law exactly (`drawBatchMoments`).
 *
 * Source: algorithm (8) of Zhang et al. 2025, arXiv 2502.01763.
 */
export const experiment: Experiment<StationaryParameters> = {
  id: "linear-representation-stationary",
  version: 1,
  module: import.meta.url,
  streamParameters: ["inputs", "features", "outputs"],
  parameters: { parse: parseStationaryParameters },
  observables: {
    scaledSquare: { meaning: "n‖G(I − G⋆ᵀG⋆)‖²_F/σ_ε²; only with noise" },
    squaredDistance: { meaning: "‖G(I − G⋆ᵀG⋆)‖²_F" },
    fullStepSquaredDistance: { meaning: "the same for full steps, η = 1; only beside these" },
    distance: { meaning: "‖G(I − G⋆ᵀG⋆)‖ after the last step", range: [0, 1] },
  },
  realise(point, size) {
    const fewest = point.inputs + 2;
    if (!Number.isSafeInteger(size) || size < fewest) {
      throw invalidInput("size", size, `a whole number from ${fewest}, for n > d + 1`);
    }
    const { inputs: d, features: k, outputs } = point;
    const realised = { ...point, inverseSamples: 1 / size };
    return { point, size, realised, shape: { n: size, d, k, dY: outputs } };
  },
  run,
  cost,
};

/** Steps until the start's part in ‖GP⊥‖² is 10⁻⁵ of itself, and those that count. */
function totalSteps({ eta, steps }: StationaryParameters): number {
  const factor = Math.abs(1 - eta);
  return Math.max(1, factor === 0 ? 1 : Math.ceil(Math.log(1e-5) / (2 * Math.log(factor)))) + steps;
}

function run(problems: readonly StationaryProblem[], stream: Stream): Record<string, number>[] {
  requireOneCell(experiment, problems);
  return problems.map((problem) => trajectory(problem, stream));
}

function trajectory({ point, size }: StationaryProblem, stream: Stream): Record<string, number> {
  const teachers = instanceStream(point, stream);
  const instance = withoutColumns(drawInstance(specificationOf(point), teachers), point.missing);
  const batch = { samples: size, noise: Math.sqrt(point.noiseVariance), inputLaw: point.inputLaw };
  let features = startAt(point.distance, instance, teachers);
  let fullStep = features;
  const steps = totalSteps(point);
  const besides = point.beside === "full steps";
  let square = 0;
  let fullSquare = 0;
  const own = keepChildren(stream.child("batches"));
  for (let step = 0; step < steps; step++) {
    const batches = [drawBatchMoments(instance, batch, own), drawBatchMoments(instance, batch, own)] as const;
    features = batchStep(batches, features, preconditionings.kfac, point.eta).features;
    if (besides) fullStep = batchStep(batches, fullStep, preconditionings.kfac, 1).features;
    if (step < steps - point.steps) continue;
    square += sumOfSquares(orthogonalPart(features, instance.teacherFeatures));
    if (besides) fullSquare += sumOfSquares(orthogonalPart(fullStep, instance.teacherFeatures));
  }
  const squaredDistance = square / point.steps;
  return {
    ...(point.noiseVariance > 0 ? { scaledSquare: (size * squaredDistance) / point.noiseVariance } : {}),
    squaredDistance,
    ...(besides ? { fullStepSquaredDistance: fullSquare / point.steps } : {}),
    distance: Math.min(1, subspaceDistance(features, instance.teacherFeatures)),
  };
}

function withoutColumns(instance: LinearInstance, missing: number): LinearInstance {
  const { rows, columns: k, data } = instance.teacherHead;
  const head: DenseMatrix = denseMatrix(
    rows,
    k,
    data.map((entry, i) => (i % k < k - missing ? entry : 0)),
  );
  return instanceOf(instance.covariance, head, instance.teacherFeatures);
}

function sumOfSquares({ data }: DenseMatrix): number {
  return data.reduce((sum, entry) => sum + entry * entry, 0);
}

/** A dozen streams; for each step the draws at ten operations a number, two factors of order d and some products. */
function cost({ point, size }: StationaryProblem): number {
  const { inputs: d, outputs, inputLaw } = point;
  const literal = inputLaw === "gaussian" ? 0 : 2 * size * (10 * (d + outputs) + 2 * d * (2 * d + 2 * outputs));
  const step = literal + 20_000 + 20 * d * (d + outputs) + 10 * d ** 3 + 12 * d * d * outputs;
  return 12 * streamCost + (totalSteps(point) * step) / 1e6;
}
