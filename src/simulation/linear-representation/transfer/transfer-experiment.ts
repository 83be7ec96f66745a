import { invalidInput } from "../../../foundation/errors.ts";
import { type DenseMatrix, multiply } from "../../../linalg/index.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { keepChildren } from "../../random/keep-children.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { drawBatch, type InputLaw } from "../data.ts";
import { fixedInstance, instanceStream, startAt } from "../fixed-instance.ts";
import { drawInstance, type LinearInstance } from "../instance.ts";
import { specificationOf } from "../instance-schema.ts";
import { leastSquaresHead, plus, solveRight } from "../population-step.ts";
import { subspaceDistance } from "../subspace-distance.ts";
import { parseTransferParameters, type TransferParameters } from "./transfer-parameters.ts";

type TransferProblem = Problem<TransferParameters>;

/**
 * A new task y = F⋆G⋆x + ε, fitted by least squares on the features Ĝx from n = `size` samples that are drawn one by one,
 * Ĝ at the given distance from G⋆. The excess risk E‖F̂Ĝx − F⋆G⋆x‖² of a fit is computed from Σ, not from test samples;
 * a replicate shows its mean over `draws` fits.
 *
 * Source: Lemma 3.7 of Zhang et al. 2025, arXiv 2502.01763.
 */
export const experiment: Experiment<TransferParameters> = {
  id: "linear-representation-transfer",
  version: 1,
  module: import.meta.url,
  streamParameters: ["inputs", "features", "outputs"],
  parameters: { parse: parseTransferParameters },
  observables: {
    excessRisk: { meaning: "E‖F̂Ĝx − F⋆G⋆x‖², the excess risk of the fitted head" },
    scaledVariance: { meaning: "n times what that is above the excess risk of the best head on Ĝ" },
    bias: { meaning: "E‖F∞Ĝx − F⋆G⋆x‖², that of the best head on Ĝ" },
    headSquare: { meaning: "‖F⋆‖²_F" },
    largestEigenvalue: { meaning: "λ_max(Σ)" },
    smallestEigenvalue: { meaning: "λ_min(Σ)" },
    distance: { meaning: "dist(Ĝ, G⋆)", range: [0, 1] },
  },
  realise(point, size) {
    const fewest = point.features + 4;
    if (!Number.isSafeInteger(size) || size < fewest) {
      throw invalidInput("size", size, `a whole number from ${fewest}, for the risk to have a variance`);
    }
    const { inputs: d, features: k, outputs } = point;
    return { point, size, realised: { ...point, inverseSamples: 1 / size }, shape: { n: size, d, k, dY: outputs } };
  },
  run,
  cost,
};

/** Ĝ of a point with `instance` from 1. */
export function transferFeatures(point: TransferParameters): DenseMatrix {
  return startAt(point.distance, fixedInstance(point), instanceStream(point));
}

function run(problems: readonly TransferProblem[], stream: Stream): Record<string, number>[] {
  requireOneCell(experiment, problems);
  return problems.map(({ point, size }) => {
    const teachers = instanceStream(point, stream);
    const instance = drawInstance(specificationOf(point), teachers);
    const features = startAt(point.distance, instance, teachers);
    const batch = { samples: size, noise: Math.sqrt(point.noiseVariance), inputLaw: point.inputLaw };
    const fits = keepChildren(stream.child("fits"));
    let sum = 0;
    for (let draw = 0; draw < point.draws; draw++) {
      sum += excessRisk(instance, features, fittedHead(instance, features, batch, fits));
    }
    const { eigenvalues } = instance.covariance;
    const bias = excessRisk(instance, features, leastSquaresHead(instance, features));
    return {
      excessRisk: sum / point.draws,
      scaledVariance: size * (sum / point.draws - bias),
      bias,
      headSquare: sumOfSquares(instance.teacherHead),
      largestEigenvalue: eigenvalues[eigenvalues.length - 1],
      smallestEigenvalue: eigenvalues[0],
      distance: Math.min(1, subspaceDistance(features, instance.teacherFeatures)),
    };
  });
}

/** F̂ = YᵀZ(ZᵀZ)⁻¹, Z = XĜᵀ. */
function fittedHead(
  instance: LinearInstance,
  features: DenseMatrix,
  batch: { readonly samples: number; readonly noise: number; readonly inputLaw: InputLaw },
  stream: Stream,
): DenseMatrix {
  const { inputs, labels } = drawBatch(instance, batch, stream);
  const seen = multiply(inputs, features, { transposeB: true });
  return solveRight(multiply(labels, seen, { transposeA: true }), multiply(seen, seen, { transposeA: true }));
}

/** ‖(FĜ − M)Σ^½‖²_F. */
function excessRisk({ covariance, product }: LinearInstance, features: DenseMatrix, head: DenseMatrix): number {
  return sumOfSquares(multiply(plus(multiply(head, features), product, -1), covariance.root));
}

function sumOfSquares({ data }: DenseMatrix): number {
  return data.reduce((sum, entry) => sum + entry * entry, 0);
}

/** A dozen streams; for each fit the draws at ten operations a number, four products. */
function cost({ point: { inputs: d, features: k, outputs, draws }, size }: TransferProblem): number {
  const fit =
    size * (10 * (d + outputs) + 2 * d * (d + outputs + k) + 2 * k * (k + outputs)) + 2 * outputs * d * (d + k);
  return 12 * streamCost + (draws * (fit + 4000) + 30 * d ** 3) / 1e6;
}
