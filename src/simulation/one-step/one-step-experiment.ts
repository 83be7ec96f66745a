import { canonicalJson } from "../../foundation/json.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import { withResidentMatrix } from "../../linalg/resident-matrix.ts";
import type { Activation } from "../../model/activation.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { finiteValue } from "../finite-value.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { realisedCovariance, realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { columnStatistics } from "./column-statistics.ts";
import { drawTeachers, drawUnitNoise, fillInputs } from "./draws.ts";
import { type OneStepParameters, parseOneStepParameters } from "./parameters.ts";
import { type RidgeTask, ridgeMethod, ridgeWork } from "./ridge-method.ts";
import { type RidgeRegression, ridgeRegression } from "./ridge-regression.ts";
import { oneStepShape } from "./shape.ts";

type OneStepProblem = Problem<OneStepParameters>;

/**
 * One full-batch step of SGD and of KFAC on a single-index teacher, drawn literally: every one of the n × d inputs is a
 * random number (Lemmas 3.10 and 3.12, Corollary 3.11 of Zhang et al. 2025, arXiv 2502.01763).
 *
 * Rows of X are x ~ N(0, Σ). Each of the K columns has its own teacher β⋆ ~ N(0, I/d), labels y = σ⋆(Xβ⋆) + ε with
 * ε ~ N(0, σ_ε²), and the steps β_SGD = Xᵀy/n and β_KFAC = (XᵀX/n + λI)⁻¹ Xᵀy/n. The columns share X; a replicate shows
 * their means, which have the expectation of a single column and less variance.
 *
 * Σ is diagonal without loss of generality: with Σ = QΛQᵀ, the rotated Qᵀx ~ N(0, Λ), Qᵀβ⋆ has the law of β⋆, labels
 * stay the same, both steps rotate along, and no observable notices.
 *
 * `size` is the smaller of n and d; the other one is rounded to the aspect ratio, so d/n is exact only in `realised`.
 *
 * Accuracy: rounding, amplified by the condition of XᵀX/n + λI; where conjugate gradients are used (few columns, both n
 * and d large, see `ridgeMethod`) a relative residual of 1e-12, amplified likewise.
 *
 * A problem fails with `non-finite` where the teacher's value or an observable is not finite, or where a column's step
 * is the zero vector, which has no direction.
 */
export const experiment: Experiment<OneStepParameters> = {
  id: "one-step",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi", "columns"],
  parameters: { parse: parseOneStepParameters },
  observables: {
    sgdCorrelation: { meaning: "cosine of the angle between β⋆ and β_SGD", range: [-1, 1] },
    sgdInnerProduct: { meaning: "⟨β⋆, β_SGD⟩" },
    sgdSquaredNorm: { meaning: "‖β_SGD‖², at least 0" },
    kfacCorrelation: { meaning: "cosine of the angle between β⋆ and β_KFAC; only with lambda", range: [-1, 1] },
    kfacInnerProduct: { meaning: "⟨β⋆, β_KFAC⟩; only with lambda" },
    kfacSquaredNorm: { meaning: "‖β_KFAC‖², at least 0; only with lambda" },
  },
  realise,
  run,
  cost,
};

function realise(point: OneStepParameters, size: number): OneStepProblem {
  const shape = oneStepShape(point.phi, size, point.columns);
  const population = realisedCovariance(point.population, shape.d, size);
  return { point, size, realised: { ...point, population, phi: shape.d / shape.n }, shape };
}

function run(problems: readonly OneStepProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  const first = problems[0];
  requireOneCell(experiment, problems);
  const { n, d } = first.shape;
  return withResidentMatrix(n, d, (x) => {
    fillInputs(x, realisedEigenvalues(first.realised.population), stream.child("inputs"));
    return answers(problems, x, stream);
  });
}

function answers(problems: readonly OneStepProblem[], x: DenseMatrix, stream: Stream): Record<string, number>[] {
  const { n, d } = problems[0].shape;
  const { columns } = problems[0].point;
  const teachers = drawTeachers(d, columns, stream.child("teachers"));
  const noisy = problems.some(({ point }) => point.noiseVariance > 0);
  const noise = noisy ? drawUnitNoise(n, columns, stream.child("noise")) : undefined;
  const projections = multiply(x, teachers);
  const regression = ridgeRegression(x);
  const found = new Map<OneStepProblem, Record<string, number>>();

  for (const sameTeacher of groupBy(problems, ({ point }) => canonicalJson(point.teacher))) {
    const signal = teacherValues(parseActivation(sameTeacher[0].point.teacher, "teacher"), projections);
    for (const sameLabels of groupBy(sameTeacher, ({ point }) => String(point.noiseVariance))) {
      const labels = addNoise(signal, noise, sameLabels[0].point.noiseVariance);
      const gradients = multiply(x, labels, { transposeA: true, alpha: 1 / n });
      const sgd = columnStatistics(teachers, gradients, "sgd");
      for (const sameRidge of groupBy(sameLabels, ({ point }) => String(point.lambda))) {
        const answer = {
          sgdCorrelation: sgd.correlation,
          sgdInnerProduct: sgd.innerProduct,
          sgdSquaredNorm: sgd.squaredNorm,
          ...kfacObservables(sameRidge[0], regression, teachers, labels, gradients),
        };
        for (const problem of sameRidge) found.set(problem, answer);
      }
    }
  }
  return problems.map((problem) => ({ ...found.get(problem) }));
}

function kfacObservables(
  problem: OneStepProblem,
  regression: RidgeRegression,
  teachers: DenseMatrix,
  labels: DenseMatrix,
  gradients: DenseMatrix,
): Record<string, number> {
  const { lambda } = problem.point;
  if (lambda === undefined) return {};
  const method = ridgeMethod(ridgeTask(problem, lambda));
  const kfac = columnStatistics(teachers, regression.solve(lambda, method, labels, gradients), "kfac");
  return {
    kfacCorrelation: kfac.correlation,
    kfacInnerProduct: kfac.innerProduct,
    kfacSquaredNorm: kfac.squaredNorm,
  };
}

/** Two products with X, the draws at ten operations a number, and the ridge solution. */
function cost(problem: OneStepProblem): number {
  const { n, d } = problem.shape;
  const { columns, lambda } = problem.point;
  const draws = 10 * (n * d + n * columns + d * columns);
  const products = 4 * n * d * columns;
  const task = lambda === undefined ? undefined : ridgeTask(problem, lambda);
  const ridge = task === undefined ? 0 : ridgeWork(task, ridgeMethod(task));
  return (draws + products + ridge) / 1e6;
}

function ridgeTask(problem: OneStepProblem, lambda: number): RidgeTask {
  const { n, d } = problem.shape;
  const eigenvalues = realisedEigenvalues(problem.realised.population);
  return { n, d, columns: problem.point.columns, lambda, lowest: eigenvalues[0], highest: eigenvalues[d - 1] };
}

function teacherValues(teacher: Activation, projections: DenseMatrix): DenseMatrix {
  const values = denseMatrix(projections.rows, projections.columns);
  for (let i = 0; i < values.data.length; i++) {
    values.data[i] = finiteValue("teacher", teacher.value(projections.data[i]), projections.data[i]);
  }
  return values;
}

function addNoise(signal: DenseMatrix, noise: DenseMatrix | undefined, variance: number): DenseMatrix {
  if (noise === undefined || variance === 0) return signal;
  const deviation = Math.sqrt(variance);
  const labels = denseMatrix(signal.rows, signal.columns);
  for (let i = 0; i < labels.data.length; i++) labels.data[i] = signal.data[i] + deviation * noise.data[i];
  return labels;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
