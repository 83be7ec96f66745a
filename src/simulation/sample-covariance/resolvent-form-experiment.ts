import { invalidInput } from "../../foundation/errors.ts";
import { choleskyFactor } from "../../linalg/cholesky-factor.ts";
import { choleskySolve } from "../../linalg/cholesky-solve.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { symmetricProduct } from "../../linalg/symmetric-product.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { drawInputs } from "../one-step/draws.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { above0, countFrom1, finite, pointReader, type SampleCovarianceParameters } from "./point-schema.ts";
import { realiseSampleCovariance } from "./realise.ts";

/** A point of the resolvent-form experiment. */
export type ResolventFormParameters = SampleCovarianceParameters & {
  /** λ > 0, the ridge of the resolvent R = (Σ̂ + λ)⁻¹. */
  readonly lambda: number;
  /** p: u has entries ± τ^p of the eigenvalues τ of Σ, scaled to length 1. */
  readonly left: number;
  /** q: w has entries ± τ^q with the same signs, scaled to length 1. */
  readonly right: number;
  /** b: the test matrix between the two resolvents is B = Σ^b. */
  readonly between: number;
  /** K, how many independent patterns of signs share one draw of the inputs. */
  readonly columns: number;
};

type ResolventFormProblem = Problem<ResolventFormParameters>;

/**
 * Bilinear forms in the resolvent R = (Σ̂ + λ)⁻¹ of a sample covariance drawn literally: uᵀRw and uᵀRBRw.
 *
 * The vectors are deterministic in the theorem. Here their signs are drawn, independent of X, which changes nothing: for
 * a diagonal S of signs, SXᵀXS has the law of XᵀX. Each of the K patterns sees other entries of R off its diagonal, and a
 * replicate shows the mean over the patterns.
 *
 * Rounding: amplified by the condition of Σ̂ + λ, twice in the second form.
 */
export const experiment: Experiment<ResolventFormParameters> = {
  id: "resolvent-form",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi", "columns"],
  parameters: {
    parse: pointReader({
      lambda: above0,
      left: finite,
      right: finite,
      between: finite,
      columns: countFrom1.default(32),
    }),
  },
  observables: {
    bilinearForm: { meaning: "uᵀRw" },
    twoResolventForm: { meaning: "uᵀRBRw" },
  },
  realise,
  run,
  cost,
};

function realise(point: ResolventFormParameters, size: number): ResolventFormProblem {
  const problem = realiseSampleCovariance(point, size);
  const [smallest] = realisedEigenvalues(problem.realised.population);
  for (const name of ["left", "right", "between"] as const) {
    if (smallest === 0 && point[name] < 0) throw invalidInput(name, point[name], "a number from 0 where Σ is singular");
  }
  return problem;
}

function run(problems: readonly ResolventFormProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { shape, realised, point } = problems[0];
  const eigenvalues = realisedEigenvalues(realised.population);
  const x = drawInputs(shape.n, eigenvalues, stream.child("inputs"));
  const signs = drawSigns(shape.d, point.columns, stream.child("signs"));
  const covariance = symmetricProduct(x, "columns", 1 / shape.n);
  const factors = new Map<number, DenseMatrix>();
  return problems.map(({ point: { lambda, left, right, between } }) => {
    const factor = factors.get(lambda) ?? choleskyFactor(covariance, lambda);
    factors.set(lambda, factor);
    const u = vectors(eigenvalues, left, signs);
    const w = left === right ? u : vectors(eigenvalues, right, signs);
    const solvedU = choleskySolve(factor, u);
    const solvedW = left === right ? solvedU : choleskySolve(factor, w);
    const weights = eigenvalues.map((tau) => tau ** between);
    return {
      bilinearForm: meanForm(
        u,
        solvedW,
        eigenvalues.map(() => 1),
      ),
      twoResolventForm: meanForm(solvedU, solvedW, weights),
    };
  });
}

/** d × K numbers 1 and −1. */
function drawSigns(d: number, columns: number, stream: Stream): DenseMatrix {
  const signs = denseMatrix(d, columns);
  for (let i = 0; i < signs.data.length; i++) signs.data[i] = stream.uniform() < 0.5 ? -1 : 1;
  return signs;
}

/** The signs times τ^power, each column of length 1. */
function vectors(eigenvalues: readonly number[], power: number, signs: DenseMatrix): DenseMatrix {
  const largest = eigenvalues[eigenvalues.length - 1];
  const entries = eigenvalues.map((tau) => (tau / largest) ** power);
  const length = Math.sqrt(entries.reduce((sum, entry) => sum + entry * entry, 0));
  const { rows, columns } = signs;
  return denseMatrix(
    rows,
    columns,
    signs.data.map((sign, i) => (sign * entries[Math.floor(i / columns)]) / length),
  );
}

/** The mean over the columns of Σᵢ weightᵢ·aᵢbᵢ. */
function meanForm(a: DenseMatrix, b: DenseMatrix, weights: readonly number[]): number {
  let form = 0;
  for (let i = 0; i < a.rows; i++) {
    let row = 0;
    for (let k = i * a.columns; k < (i + 1) * a.columns; k++) row += a.data[k] * b.data[k];
    form += weights[i] * row;
  }
  return form / a.columns;
}

/** Draws, the product, the factor, and two solutions. */
function cost({ shape: { n, d }, point: { columns } }: ResolventFormProblem): number {
  return 3 * streamCost + (10 * (n + columns) * d + n * d * d + d ** 3 / 3 + 4 * columns * d * d) / 1e6;
}
