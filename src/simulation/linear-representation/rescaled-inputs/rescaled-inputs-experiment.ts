import { invalidInput } from "../../../foundation/errors.ts";
import {
  type DenseMatrix,
  denseMatrix,
  multiply,
  symmetricEigen,
  symmetricEigenvalues,
} from "../../../linalg/index.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { keepChildren } from "../../random/keep-children.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { type BatchMoments, drawBatchMoments } from "../batch-moments.ts";
import { batchStep } from "../batch-step.ts";
import { instanceStream, startAt } from "../fixed-instance.ts";
import { drawInstance } from "../instance.ts";
import { specificationOf } from "../instance-schema.ts";
import { orthonormalRows } from "../orthonormal-rows.ts";
import { leastSquaresHead, plus, preconditionings } from "../population-step.ts";
import { subspaceDistance } from "../subspace-distance.ts";
import {
  parseRescaledInputsParameters,
  type RescaledInputsParameters,
  type Rescaling,
} from "./rescaled-inputs-parameters.ts";

type RescaledInputsProblem = Problem<RescaledInputsParameters>;

/**
 * AMGD, algorithm (8) without preconditioners, on inputs Ax in the place of x, A one of I, Σ^-½ and D̂^-½, from
 * features at the given distance from the teacher's. Each step has two fresh batches of n = `size` Gaussian samples; batch normalisation divides by the root mean
 * squares of each batch itself, D̂ = diag Σ̂. Its own mean, which is 0 in expectation, is not subtracted, and there is
 * neither scale nor shift to learn.
 *
 * In terms of the inputs that it sees, y = (MA⁻¹)(Ax) + ε: what it can learn is the row space of G⋆A⁻¹, the target; for
 * batch normalisation that of G⋆D^½ with D = diag Σ.
 *
 * Source: section 3.1.1 and Figure 2 of Zhang et al. 2025, arXiv 2502.01763.
 */
export const experiment: Experiment<RescaledInputsParameters> = {
  id: "linear-representation-rescaled-inputs",
  version: 1,
  module: import.meta.url,
  streamParameters: ["inputs", "features", "outputs"],
  parameters: { parse: parseRescaledInputsParameters },
  observables: {
    distance: { meaning: "dist(G, G⋆) after the last step", range: [0, 1] },
    targetDistance: { meaning: "distance of G from the target, the row space of G⋆A⁻¹", range: [0, 1] },
    misdirection: { meaning: "distance of the target from G⋆", range: [0, 1] },
    excessRisk: { meaning: "E‖FGAx − F⋆G⋆x‖²/E‖F⋆G⋆x‖² for the best head F on the last G" },
    conditionNumberShare: { meaning: "κ(AΣA)/κ(Σ), how much of the condition number is left" },
  },
  realise(point, size) {
    const { inputs: d, features: k, outputs } = point;
    if (!Number.isSafeInteger(size) || size < d) {
      throw invalidInput("size", size, `a whole number from ${d}, as many samples as there are inputs`);
    }
    return { point, size, realised: point, shape: { n: size, d, k, dY: outputs } };
  },
  run,
  cost,
};

function run(problems: readonly RescaledInputsProblem[], stream: Stream): Record<string, number>[] {
  requireOneCell(experiment, problems);
  return problems.map(({ point, size }) => {
    const instance = drawInstance(specificationOf(point), instanceStream(point, stream));
    const { covariance, teacherFeatures, product } = instance;
    const batch = { samples: size, noise: Math.sqrt(point.noiseVariance), inputLaw: "gaussian" } as const;
    const own = keepChildren(stream.child("batches"));
    const draw = () => rescaled(drawBatchMoments(instance, batch, own));
    const [scale, inverse] = scalings(point.rescaling, covariance.matrix);
    const rescaled = ({ covariance: sample, cross }: BatchMoments): BatchMoments => {
      const by = point.rescaling === "batch-norm" ? scalings("batch-norm", sample)[0] : scale;
      return { covariance: multiply(by, multiply(sample, by)), cross: multiply(cross, by) };
    };
    let features = startAt(point.distance, instance, stream);
    for (let step = 0; step < point.steps; step++) {
      features = batchStep([draw(), draw()], features, preconditionings.amgd, point.eta).features;
    }
    const target = orthonormalRows(multiply(teacherFeatures, inverse));
    const seen = multiply(features, scale);
    const residual = plus(multiply(leastSquaresHead(instance, seen), seen), product, -1);
    const seenCovariance = symmetricEigenvalues(multiply(scale, multiply(covariance.matrix, scale)));
    const between = (a: DenseMatrix, b: DenseMatrix) => Math.min(1, subspaceDistance(a, b));
    return {
      distance: between(features, teacherFeatures),
      targetDistance: between(features, target),
      misdirection: between(target, teacherFeatures),
      excessRisk: energy(residual, covariance.root) / energy(product, covariance.root),
      conditionNumberShare: conditionNumber(seenCovariance) / conditionNumber(covariance.eigenvalues),
    };
  });
}

/** A and A⁻¹ for inputs of the given covariance. */
function scalings(rescaling: Rescaling, covariance: DenseMatrix): readonly [DenseMatrix, DenseMatrix] {
  const d = covariance.rows;
  if (rescaling === "whitening") {
    const { values, vectors } = symmetricEigen(covariance);
    const power = (exponent: number) => {
      const scaled = vectors.data.map((entry, i) => entry * values[i % d] ** exponent);
      return multiply(denseMatrix(d, d, scaled), vectors, { transposeB: true });
    };
    return [power(-0.5), power(0.5)];
  }
  const diagonal = (entry: (variance: number) => number) => {
    const matrix = denseMatrix(d, d);
    for (let i = 0; i < d; i++) matrix.data[i * d + i] = entry(covariance.data[i * d + i]);
    return matrix;
  };
  if (rescaling === "none") return [diagonal(() => 1), diagonal(() => 1)];
  return [diagonal((variance) => 1 / Math.sqrt(variance)), diagonal(Math.sqrt)];
}

function conditionNumber(ascending: Float64Array): number {
  return ascending[ascending.length - 1] / ascending[0];
}

/** ‖BΣ^½‖²_F. */
function energy(b: DenseMatrix, root: DenseMatrix): number {
  return multiply(b, root).data.reduce((sum, entry) => sum + entry * entry, 0);
}

/** A dozen streams; for each of two batches a step the draws at ten operations a number and four products of order d. */
function cost({ point: { inputs: d, outputs, steps } }: RescaledInputsProblem): number {
  const batch = 10 * d * (d + outputs) + 8 * d ** 3 + 6 * d * d * outputs + 4000;
  return 12 * streamCost + (2 * steps * batch + 60 * d ** 3) / 1e6;
}
