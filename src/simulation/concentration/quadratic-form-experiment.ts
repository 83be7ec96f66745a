import { invalidInput } from "../../foundation/errors.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { realisedCovariance, realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { parseQuadraticFormParameters, type QuadraticFormParameters } from "./quadratic-form-parameters.ts";

type QuadraticFormProblem = Problem<QuadraticFormParameters>;

/**
 * A quadratic form of a Gaussian vector, zᵀAz with z ~ N(0, I) in dimension d = `size`.
 *
 * A is diagonal without loss of generality: with A = QDQᵀ, zᵀAz = (Qᵀz)ᵀD(Qᵀz), and Qᵀz has the law of z. Its absolute
 * eigenvalues are the realised spectrum of the population, in ascending order. All points of a size share z.
 *
 * Exact in distribution; a sum of d terms carries rounding errors of at most about d·ε·Σ|aᵢ|zᵢ².
 */
export const experiment: Experiment<QuadraticFormParameters> = {
  id: "quadratic-form",
  version: 1,
  module: import.meta.url,
  streamParameters: [],
  parameters: { parse: parseQuadraticFormParameters },
  observables: {
    quadraticForm: { meaning: "zᵀAz" },
    absoluteDeviation: { meaning: "|zᵀAz − tr A|, the distance of zᵀAz from its mean" },
  },
  realise,
  run,
  cost,
};

function realise(point: QuadraticFormParameters, size: number): QuadraticFormProblem {
  if (!Number.isInteger(size) || size < 1) throw invalidInput("size", size, "a whole number from 1");
  const population = realisedCovariance(point.population, size, size, "A");
  return { point, size, realised: { ...point, population }, shape: { d: size } };
}

function run(problems: readonly QuadraticFormProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const squares = new Float64Array(problems[0].size);
  stream.fillNormal(squares);
  for (let i = 0; i < squares.length; i++) squares[i] *= squares[i];
  return problems.map(({ realised: { population, signs } }) => {
    const magnitudes = realisedEigenvalues(population);
    let form = 0;
    // Summed without the trace, so that no digits of it have to cancel.
    let deviation = 0;
    for (let i = 0; i < squares.length; i++) {
      const magnitude = magnitudes[i];
      const eigenvalue = signs === "alternating" && i % 2 === 1 ? -magnitude : magnitude;
      form += eigenvalue * squares[i];
      deviation += eigenvalue * (squares[i] - 1);
    }
    return { quadraticForm: form, absoluteDeviation: Math.abs(deviation) };
  });
}

/** The stream, the draws at ten operations a number, and the sums. */
function cost({ size }: QuadraticFormProblem): number {
  return streamCost + (16 * size) / 1e6;
}
