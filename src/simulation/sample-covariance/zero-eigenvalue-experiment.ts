import { symmetricEigenvalues } from "../../linalg/symmetric-eigen.ts";
import { symmetricProduct } from "../../linalg/symmetric-product.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { drawInputs } from "../one-step/draws.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { pointReader, type SampleCovarianceParameters } from "./point-schema.ts";
import { realiseSampleCovariance } from "./realise.ts";

type ZeroEigenvalueProblem = Problem<SampleCovarianceParameters>;

/**
 * Up to this multiple of the largest eigenvalue a computed one counts as 0. Rounding leaves some 10⁻¹⁴ of it at dimension
 * 64. An eigenvalue above 0 is as small as that with probability below 10⁻⁸ unless the rank of Σ equals n (the hard edge),
 * where the smallest one is of order ‖Σ̂‖/n² and the probability is of order 10⁻⁶·n.
 */
const relativeZero = 1e-12;

/**
 * The share of the d eigenvalues of Σ̂ = XᵀX/n that are 0, counted among those of the d × d matrix, whatever its rank is
 * known to be.
 */
export const experiment: Experiment<SampleCovarianceParameters> = {
  id: "zero-eigenvalues",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi"],
  parameters: { parse: pointReader({}) },
  observables: { zeroShare: { meaning: "share of the eigenvalues of Σ̂ that are 0", range: [0, 1] } },
  realise: realiseSampleCovariance,
  run,
  cost,
};

function run(problems: readonly ZeroEigenvalueProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { shape, realised } = problems[0];
  const x = drawInputs(shape.n, realisedEigenvalues(realised.population), stream.child("inputs"));
  const eigenvalues = symmetricEigenvalues(symmetricProduct(x, "columns", 1 / shape.n));
  const threshold = relativeZero * eigenvalues[shape.d - 1];
  const zeroShare = eigenvalues.filter((eigenvalue) => eigenvalue <= threshold).length / shape.d;
  return problems.map(() => ({ zeroShare }));
}

function cost({ shape: { n, d } }: ZeroEigenvalueProblem): number {
  return 2 * streamCost + (10 * n * d + n * d * d + (4 / 3) * d ** 3) / 1e6;
}
