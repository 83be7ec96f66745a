import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { finiteValue } from "../finite-value.ts";
import { columnStatistics } from "../one-step/column-statistics.ts";
import { drawInputs, drawTeachers, drawUnitNoise } from "../one-step/draws.ts";
import { oneStepShape } from "../one-step/shape.ts";
import { haarOrthogonal } from "../orthogonal/haar-orthogonal.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { realisedCovariance, realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { parseSignStepParameters, type SignStepParameters } from "./sign-step-parameters.ts";

type SignStepProblem = Problem<SignStepParameters>;

/**
 * The signs of β_SGD = Xᵀy/n, the direction of Adam's first step, on a single-index teacher y = σ⋆(Xβ⋆) + ε, beside β_SGD
 * itself. Adam's first step is gradient over its own absolute value, entry by entry, where its ε is negligible.
 *
 * Signs depend on the basis. X is drawn with diagonal Σ; in a Haar eigenbasis β⋆ and β_SGD are both turned by one Haar Q,
 * which is what they would be for inputs Qx, before signs are taken.
 *
 * `size` is the smaller of n and d; the other one is rounded to the aspect ratio, so d/n is exact only in `realised`.
 *
 * A problem fails with `non-finite` where the teacher's value is not finite.
 */
export const experiment: Experiment<SignStepParameters> = {
  id: "sign-step",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi", "columns"],
  parameters: { parse: parseSignStepParameters },
  observables: {
    signCorrelation: { meaning: "cosine of the angle between β⋆ and the signs of β_SGD", range: [-1, 1] },
    sgdCorrelation: { meaning: "cosine of the angle between β⋆ and β_SGD", range: [-1, 1] },
  },
  realise(point, size) {
    const shape = oneStepShape(point.phi, size, point.columns);
    const population = realisedCovariance(point.population, shape.d, size);
    return { point, size, realised: { ...point, population, phi: shape.d / shape.n }, shape };
  },
  run,
  cost,
};

function run(problems: readonly SignStepProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { shape, realised, point } = problems[0];
  const { n, d } = shape;
  const x = drawInputs(n, realisedEigenvalues(realised.population), stream.child("inputs"));
  const noise = drawUnitNoise(n, point.columns, stream.child("noise"));
  return problems.map(({ point: { teacher, noiseVariance, eigenbasis, direction, columns } }) => {
    const teachers = direction === "isotropic" ? drawTeachers(d, columns, stream.child("teachers")) : last(d, columns);
    const link = parseActivation(teacher, "teacher");
    const labels = multiply(x, teachers);
    for (let i = 0; i < labels.data.length; i++) {
      const value = finiteValue("teacher", link.value(labels.data[i]), labels.data[i]);
      labels.data[i] = value + Math.sqrt(noiseVariance) * noise.data[i];
    }
    const gradients = multiply(x, labels, { transposeA: true, alpha: 1 / n });
    const turn = eigenbasis === "haar" ? haarOrthogonal(d, stream.child("eigenvectors")) : null;
    const seen = (matrix: DenseMatrix) => (turn === null ? matrix : multiply(turn, matrix));
    const signs = seen(gradients);
    return {
      signCorrelation: columnStatistics(seen(teachers), denseMatrix(d, columns, signs.data.map(Math.sign)), "sign")
        .correlation,
      sgdCorrelation: columnStatistics(teachers, gradients, "sgd").correlation,
    };
  });
}

/** d × K, every column the last unit vector: Σ's eigenvalues ascend. */
function last(d: number, columns: number): DenseMatrix {
  const vectors = denseMatrix(d, columns);
  vectors.data.fill(1, (d - 1) * columns);
  return vectors;
}

/** Two products with X, the draws at ten operations a number, and a Haar matrix with two products where there is one. */
function cost({ shape: { n, d }, point: { columns, eigenbasis } }: SignStepProblem): number {
  const draws = 10 * (n * d + n * columns + d * columns);
  const haar = eigenbasis === "haar" ? 4 * d ** 3 + 4 * d * d * columns : 0;
  return 4 * streamCost + (draws + 4 * n * d * columns + haar) / 1e6;
}
