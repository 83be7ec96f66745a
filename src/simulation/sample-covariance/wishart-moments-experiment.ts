import { invalidInput } from "../../foundation/errors.ts";
import { choleskyFactor } from "../../linalg/cholesky-factor.ts";
import { denseMatrix } from "../../linalg/dense-matrix.ts";
import { dotProduct } from "../../linalg/dot-product.ts";
import { multiply } from "../../linalg/multiply.ts";
import { symmetricProduct } from "../../linalg/symmetric-product.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { drawInputs } from "../one-step/draws.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { countFrom1, nonNegative, pointReader, type SampleCovarianceParameters } from "./point-schema.ts";
import { realiseSampleCovariance } from "./realise.ts";

/** A point of the Wishart-moments experiment. */
export type WishartMomentsParameters = SampleCovarianceParameters & {
  /** K, how many independent Σ̂ a replicate shows the mean of. */
  readonly draws: number;
  /** 1/n, which `realise` fills in: moments that are exact at every n depend on it. 0 is the limit. */
  readonly inverseSamples: number;
};

type WishartMomentsProblem = Problem<WishartMomentsParameters>;

/** Exponents of Σ in the four vectors of the sandwich: u, a, b, w have entries τ^power, scaled to length 1. */
export const sandwichPowers = { u: 0, a: 1, b: -1, w: 0.5 } as const;

/**
 * Low moments of Σ̂ = XᵀX/n drawn literally, whose expectations are known exactly at every n and d.
 *
 * The sandwich uᵀΣ̂AΣ̂w has A = abᵀ, which is not symmetric, so that A and Aᵀ are told apart.
 */
export const experiment: Experiment<WishartMomentsParameters> = {
  id: "wishart-moments",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi", "draws"],
  parameters: { parse: pointReader({ draws: countFrom1.default(64), inverseSamples: nonNegative.default(0) }) },
  observables: {
    secondMoment: { meaning: "d⁻¹tr Σ̂²" },
    sandwich: { meaning: "uᵀΣ̂abᵀΣ̂w for unit vectors along the diagonals of I, Σ, Σ⁻¹ and Σ^{1/2}" },
    inverse: { meaning: "d⁻¹tr Σ̂⁻¹; only where d < n" },
  },
  realise,
  run,
  cost,
};

function realise(point: WishartMomentsParameters, size: number): WishartMomentsProblem {
  const problem = realiseSampleCovariance(point, size);
  const [smallest] = realisedEigenvalues(problem.realised.population);
  if (smallest === 0) throw invalidInput("population", point.population, "without eigenvalue 0: a vector is along Σ⁻¹");
  return { ...problem, realised: { ...problem.realised, inverseSamples: 1 / problem.shape.n } };
}

function run(problems: readonly WishartMomentsProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { shape, realised, point } = problems[0];
  const { n, d } = shape;
  const eigenvalues = realisedEigenvalues(realised.population);
  const [u, a, b, w] = Object.values(sandwichPowers).map((power) => alongPower(eigenvalues, power));
  const inputs = stream.child("inputs");
  let secondMoment = 0;
  let sandwich = 0;
  let inverse = 0;
  for (let draw = 0; draw < point.draws; draw++) {
    const covariance = symmetricProduct(drawInputs(n, eigenvalues, inputs), "columns", 1 / n);
    const image = (vector: Float64Array) => multiply(covariance, denseMatrix(d, 1, vector)).data;
    secondMoment += dotProduct(covariance.data, covariance.data);
    sandwich += dotProduct(image(u), a) * dotProduct(image(w), b);
    if (d < n) inverse += inverseTrace(choleskyFactor(covariance).data, d);
  }
  const moments = {
    secondMoment: secondMoment / point.draws / d,
    sandwich: sandwich / point.draws,
    ...(d < n ? { inverse: inverse / point.draws / d } : {}),
  };
  return problems.map(() => ({ ...moments }));
}

/** The unit vector with entries proportional to τ^power. */
function alongPower(eigenvalues: readonly number[], power: number): Float64Array {
  const largest = eigenvalues[eigenvalues.length - 1];
  const entries = Float64Array.from(eigenvalues, (tau) => (tau / largest) ** power);
  const length = Math.sqrt(dotProduct(entries, entries));
  return entries.map((entry) => entry / length);
}

/** tr (LLᵀ)⁻¹ = ‖L⁻¹‖²_F, column by column of L⁻¹. */
function inverseTrace(factor: Float64Array, d: number): number {
  const column = new Float64Array(d);
  let trace = 0;
  for (let j = 0; j < d; j++) {
    for (let i = j; i < d; i++) {
      let rest = i === j ? 1 : 0;
      for (let k = j; k < i; k++) rest -= factor[i * d + k] * column[k];
      column[i] = rest / factor[i * d + i];
      trace += column[i] * column[i];
    }
  }
  return trace;
}

/** For each Σ̂: the draws at ten operations a number, the product, the factor and its inverse. */
function cost({ shape: { n, d }, point: { draws } }: WishartMomentsProblem): number {
  return 2 * streamCost + (draws * (10 * n * d + n * d * d + d ** 3 + 1000)) / 1e6;
}
