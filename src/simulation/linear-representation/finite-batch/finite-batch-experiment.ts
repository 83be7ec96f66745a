import { invalidInput } from "../../../foundation/errors.ts";
import {
  type DenseMatrix,
  singularValueDecomposition,
  symmetricEigenvalues,
  symmetricProduct,
} from "../../../linalg/index.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { drawBatchMoments } from "../batch-moments.ts";
import { batchStep } from "../batch-step.ts";
import { drawInstance } from "../instance.ts";
import { specificationOf } from "../instance-schema.ts";
import { preconditionings } from "../population-step.ts";
import { featuresAtSines, spreadSines } from "../start.ts";
import { orthogonalPart, subspaceDistance } from "../subspace-distance.ts";
import { type FiniteBatchParameters, parseFiniteBatchParameters } from "./finite-batch-parameters.ts";

type FiniteBatchProblem = Problem<FiniteBatchParameters>;

/**
 * One step of KFAC, algorithm (8), on two fresh batches of n = `size` samples each, from features at the given distance
 * from the teacher's, their sines in an arithmetic sequence down to a k-th of it. Teacher, covariance and start are drawn
 * anew in every replicate; all points of a cell share them up to what their parameters change.
 *
 * Gaussian batches are drawn through their moments, in law exactly (`drawBatchMoments`), so that the cost does not grow
 * with n.
 *
 * Source: Theorem 3.6, Lemma B.5 and Proposition B.6 of Zhang et al. 2025, arXiv 2502.01763.
 */
export const experiment: Experiment<FiniteBatchParameters> = {
  id: "linear-representation-finite-batch",
  version: 1,
  module: import.meta.url,
  streamParameters: ["inputs", "features", "outputs"],
  parameters: { parse: parseFiniteBatchParameters },
  observables: {
    distance: { meaning: "‖G₊(I − G⋆ᵀG⋆)‖, the distance after the step", range: [0, 1] },
    orthogonalPart: { meaning: "‖Ḡ(I − G⋆ᵀG⋆)‖, before the rows are made orthonormal" },
    headSingularValue: { meaning: "smallest singular value of F, the least-squares head on the first batch" },
    smallestRowEigenvalue: { meaning: "smallest eigenvalue of ḠḠᵀ" },
    sampleConditionNumber: { meaning: "κ(Σ̂), the condition number of the first batch's sample covariance" },
  },
  realise(point, size) {
    const fewest = point.inputs;
    if (!Number.isSafeInteger(size) || size < fewest) {
      throw invalidInput("size", size, `a whole number from ${fewest}, as many samples as there are inputs`);
    }
    const { inputs: d, features: k, outputs } = point;
    return { point, size, realised: { ...point, samples: size }, shape: { n: size, d, k, dY: outputs } };
  },
  run,
  cost,
};

function run(problems: readonly FiniteBatchProblem[], stream: Stream): Record<string, number>[] {
  requireOneCell(experiment, problems);
  return problems.map(({ point, size }) => {
    const instance = drawInstance(specificationOf(point), stream.child("instance"));
    const sines = spreadSines(point.distance, point.features);
    const start = featuresAtSines(instance.teacherFeatures, sines, stream.child("start"));
    const batch = { samples: size, noise: Math.sqrt(point.noiseVariance), inputLaw: point.inputLaw };
    const first = drawBatchMoments(instance, batch, stream.child("first batch"));
    const second = drawBatchMoments(instance, batch, stream.child("second batch"));
    const step = batchStep([first, second], start, preconditionings.kfac, point.eta);
    const eigenvalues = symmetricEigenvalues(first.covariance);
    return {
      distance: Math.min(1, subspaceDistance(step.features, instance.teacherFeatures)),
      orthogonalPart: singularValues(orthogonalPart(step.unnormalised, instance.teacherFeatures))[0],
      headSingularValue: singularValues(step.head)[point.features - 1],
      smallestRowEigenvalue: symmetricEigenvalues(symmetricProduct(step.unnormalised, "rows"))[0],
      sampleConditionNumber: eigenvalues[eigenvalues.length - 1] / eigenvalues[0],
    };
  });
}

function singularValues(matrix: DenseMatrix): Float64Array {
  return singularValueDecomposition(matrix).values;
}

/** A dozen streams; draws at ten operations a number, some ten products and factors of order d. */
function cost({ point: { inputs: d, outputs, inputLaw }, size }: FiniteBatchProblem): number {
  const literal = inputLaw === "gaussian" ? 0 : 2 * size * (10 * (d + outputs) + 2 * d * (2 * d + 2 * outputs));
  return 12 * streamCost + (literal + 20 * d * (d + outputs) + 40 * d ** 3 + 10 * d * d * outputs) / 1e6;
}
