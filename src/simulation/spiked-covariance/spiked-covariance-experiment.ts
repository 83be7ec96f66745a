import { invalidInput } from "../../foundation/errors.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { above0, countFrom2, pointReader, type SampleCovarianceParameters } from "../sample-covariance/point-schema.ts";
import { realiseSampleCovariance } from "../sample-covariance/realise.ts";
import { sampleEigenvalues, sampleEigenvaluesCost } from "../sample-covariance/sample-eigenvalues.ts";
import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { solveSecular } from "./secular-equation.ts";

/** A point of the spiked-covariance experiment. */
export type SpikedCovarianceParameters = SampleCovarianceParameters & {
  /** ℓ > 0, the one eigenvalue of Σ beside the d of the bulk; none of them. */
  readonly spike: number;
  /** K, how many independent draws of the spike's input share one draw of the bulk's, at least 2. */
  readonly columns: number;
};

type SpikedCovarianceProblem = Problem<SpikedCovarianceParameters>;

/**
 * The sample eigenvalue that belongs to a single spike ℓ of Σ = diag(ℓ, Σ_bulk), and the squared overlap of its
 * eigenvector with the spike's.
 *
 * With X = [√ℓ·g, X_bulk], the eigenvalues of XᵀX/n that are none of X_bulk's solve 1 + (ℓ/n)Σᵢgᵢ²/(sᵢ − x) = 0, where
 * sᵢ are the n eigenvalues of X_bulkX_bulkᵀ/n and gᵢ are the coordinates of g in its eigenvectors: independent N(0, 1)
 * whatever X_bulk is. So X_bulk is drawn literally, once for K draws of g and for all spikes, and nothing is approximate.
 * There is one solution between any two adjacent sᵢ and one beyond the largest; the spike's is the one with as many sᵢ
 * above it as Σ_bulk has eigenvalues above ℓ, whether or not it has left the bulk.
 *
 * `size` is the smaller of n and d, the number of bulk inputs.
 */
export const experiment: Experiment<SpikedCovarianceParameters> = {
  id: "spiked-covariance",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi", "columns"],
  parameters: { parse: pointReader({ spike: above0, columns: countFrom2.default(32) }) },
  observables: {
    outlier: { meaning: "the spike's sample eigenvalue λ̂, mean over K draws of the spike's input" },
    overlap: {
      meaning: "the squared overlap of its eigenvector with the spike's, mean over the K draws",
      range: [0, 1],
    },
    variance: { meaning: "n times the sample variance of λ̂ over the K draws" },
  },
  realise,
  run,
  cost,
};

function realise(point: SpikedCovarianceParameters, size: number): SpikedCovarianceProblem {
  const problem = realiseSampleCovariance(point, size);
  const bulk = realisedEigenvalues(problem.realised.population);
  if (bulk.includes(point.spike)) throw invalidInput("spike", point.spike, "none of the eigenvalues of the bulk");
  if (polesBelow(problem) < 1) {
    throw invalidInput(
      "spike",
      point.spike,
      "with fewer than n of the bulk's eigenvalues above it, or it has no λ̂ above 0",
    );
  }
  return problem;
}

/** How many of the n ascending poles, the zeros first, lie below the spike's sample eigenvalue. */
function polesBelow({ point, realised, shape }: SpikedCovarianceProblem): number {
  return shape.n - realisedEigenvalues(realised.population).filter((tau) => tau > point.spike).length;
}

function run(problems: readonly SpikedCovarianceProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { shape, realised, point } = problems[0];
  const { n } = shape;
  const bulk = realisedEigenvalues(realised.population);
  const poles = companionEigenvalues(sampleEigenvalues(n, bulk, stream.child("inputs")), n);
  const spikeInputs = stream.child("spike");
  const weights = Array.from({ length: point.columns }, () => {
    const squares = new Float64Array(n);
    spikeInputs.fillNormal(squares);
    for (let i = 0; i < n; i++) squares[i] *= squares[i] / n;
    return squares;
  });
  return problems.map((problem) => {
    const below = polesBelow(problem);
    const roots = weights.map((squares) => solveSecular(poles, squares, problem.point.spike, below));
    const outlier = roots.reduce((sum, { root }) => sum + root, 0) / roots.length;
    const overlap = roots.reduce((sum, root) => sum + root.overlap, 0) / roots.length;
    const variance = (n * roots.reduce((sum, { root }) => sum + (root - outlier) ** 2, 0)) / (roots.length - 1);
    return { outlier, overlap, variance };
  });
}

/** The n eigenvalues of XXᵀ/n from the d of XᵀX/n, ascending. */
function companionEigenvalues(eigenvalues: Float64Array, n: number): Float64Array {
  const d = eigenvalues.length;
  if (d >= n) return eigenvalues.slice(d - n);
  const padded = new Float64Array(n);
  padded.set(eigenvalues, n - d);
  return padded;
}

/** The bulk's eigenvalues, and some 20 passes over n poles at four operations for each column. */
function cost({ shape: { n, d }, point: { columns } }: SpikedCovarianceProblem): number {
  return 3 * streamCost + sampleEigenvaluesCost(n, d) + (columns * n * (10 + 80)) / 1e6;
}
