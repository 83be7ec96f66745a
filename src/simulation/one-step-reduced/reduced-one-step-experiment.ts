import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { dotProduct } from "../../linalg/dot-product.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { columnStatistics } from "../one-step/column-statistics.ts";
import { drawTeachers } from "../one-step/draws.ts";
import { type RidgeTask, ridgeMethod, ridgeWork } from "../one-step/ridge-method.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { realisedCovariance, realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { drawBartlettFactor } from "./bartlett-factor.ts";
import { type SpanDraws, withComponent } from "./inputs.ts";
import { type KfacSteps, kfacSteps } from "./kfac-steps.ts";
import { type LabelCoordinates, labelCoordinates } from "./labels.ts";
import { parseReducedOneStepParameters, type ReducedOneStepParameters } from "./parameters.ts";
import { reducedOneStepShape } from "./shape.ts";

type ReducedProblem = Problem<ReducedOneStepParameters>;

/**
 * The one-step experiment with one teacher (`columns` = 1), in law exactly, from O(n + d) random numbers for SGD and
 * about min(n, d)·(d − min(n, d)/2) more for KFAC. Where n is much larger than d, a replicate costs a fraction of the
 * literal one; where n ≤ d, KFAC costs about as much as there, and SGD alone is cheap at every shape.
 *
 * The model, as there: rows of X are x ~ N(0, Σ), Σ diagonal without loss of generality, the teacher is β⋆ ~ N(0, I/d),
 * labels are y = σ⋆(Xβ⋆) + ε with ε ~ N(0, σ_ε²), and the steps are β_SGD = Xᵀy/n and
 * β_KFAC = (XᵀX/n + λI)⁻¹Xᵀy/n. All observables are functions of β⋆, XᵀX and Xᵀy. Their joint law:
 *
 * 1. Given β⋆, let ω = ‖Σ^{1/2}β⋆‖, u = Σ^{1/2}β⋆/ω and P = I − uuᵀ. X = ZΣ^{1/2} with independent N(0, 1) entries of Z.
 *    The unit projections g = Zu ~ N(0, I) are independent of ZP, which has the law of WP for a W like Z. So
 *    Z = guᵀ + WP, and y = σ⋆(ωg) + ε does not depend on W.
 * 2. Given g and ε, let Q be an orthogonal n × n matrix that takes g to (‖g‖, 0, …, 0) and y to (a, b, 0, …, 0), with
 *    a = ⟨g, y⟩/‖g‖ and b = ‖y − ag/‖g‖‖. QW has the law of W, and ZᵀZ = (QZ)ᵀ(QZ), Zᵀy = (QZ)ᵀ(Qy). So Z and y may be
 *    replaced by QZ = (‖g‖, 0, …, 0)uᵀ + WP and Qy.
 * 3. With w₁, w₂ the first two rows of W, Zᵀy = a(‖g‖u + Pw₁) + bPw₂: n- and d-vectors are all that SGD needs.
 * 4. The other n − 2 rows of W enter through their Gram matrix alone, which has the law of RᵀR for the Bartlett factor R
 *    of `drawBartlettFactor`: XᵀX = Σ^{1/2}(ppᵀ + qqᵀ + P·RᵀR·P)Σ^{1/2} with p = ‖g‖u + Pw₁ and q = Pw₂.
 *
 * Problems of one cell share β⋆, g, ε/σ_ε, w₁, w₂ and R. Those that differ in λ alone have the literal experiment's
 * joint law. Those with other labels, whose Q is another one, do not: each has the right law by itself, so that means of
 * differences are right, but how much two such problems vary together is not the literal experiment's.
 *
 * `size` is the smaller of n and d; the other one is rounded to the aspect ratio, so d/n is exact only in `realised`.
 *
 * Accuracy: rounding, amplified by the condition of XᵀX/n + λI; where conjugate gradients are used (n and d large, see
 * `ridgeMethod`, whose choice for the literal experiment is kept) a relative residual of 1e-12, amplified likewise.
 *
 * A problem fails with `non-finite` where the teacher's value or an observable is not finite, or where a step is the
 * zero vector, which has no direction.
 */
export const experiment: Experiment<ReducedOneStepParameters> = {
  id: "reduced-one-step",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi"],
  parameters: { parse: parseReducedOneStepParameters },
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

function realise(point: ReducedOneStepParameters, size: number): ReducedProblem {
  const shape = reducedOneStepShape(point.phi, size, point.lambda !== undefined);
  const population = realisedCovariance(point.population, shape.d, size);
  return { point, size, realised: { ...point, population, phi: shape.d / shape.n }, shape };
}

function run(problems: readonly ReducedProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { n, d } = problems[0].shape;
  const teacher = drawTeachers(d, 1, stream.child("teacher"));
  const unitProjections = drawNormals(n, stream.child("projections"));
  const noisy = problems.some(({ point }) => point.noiseVariance > 0);
  const unitNoise = noisy ? drawNormals(n, stream.child("noise")) : undefined;
  const { scale, span } = drawSpan(problems[0], teacher.data, norm(unitProjections), stream.child("span"));
  let steps: KfacSteps | undefined;

  return problems.map((problem) => {
    const { teacher: link, noiseVariance, lambda } = problem.point;
    const model = { teacher: parseActivation(link, "teacher"), scale, deviation: Math.sqrt(noiseVariance) };
    const labels = labelCoordinates(model, unitProjections, unitNoise);
    const gradient = sgdStep(span, labels, n);
    const sgd = columnStatistics(teacher, gradient, "sgd");
    const observed = {
      sgdCorrelation: sgd.correlation,
      sgdInnerProduct: sgd.innerProduct,
      sgdSquaredNorm: sgd.squaredNorm,
    };
    if (lambda === undefined) return observed;
    steps ??= kfacSteps({ ...span, factor: drawRest(n, d, stream.child("rest")) }, n);
    const solution = steps.solve(lambda, ridgeMethod(ridgeTask(problem, lambda)), labels, gradient);
    const kfac = columnStatistics(teacher, solution, "kfac");
    return {
      ...observed,
      kfacCorrelation: kfac.correlation,
      kfacInnerProduct: kfac.innerProduct,
      kfacSquaredNorm: kfac.squaredNorm,
    };
  });
}

/** The part of the inputs that meets the labels, and ‖Σ^{1/2}β⋆‖, the standard deviation of the projections x·β⋆. */
function drawSpan(
  problem: ReducedProblem,
  teacher: Float64Array,
  projectionNorm: number,
  stream: Stream,
): { scale: number; span: SpanDraws } {
  const roots = Float64Array.from(realisedEigenvalues(problem.realised.population), Math.sqrt);
  const unit = teacher.map((value, j) => roots[j] * value);
  const scale = norm(unit);
  for (let j = 0; j < unit.length; j++) unit[j] /= scale;
  const along = withComponent(drawNormals(unit.length, stream.child("along")), unit, projectionNorm);
  const across = withComponent(drawNormals(unit.length, stream.child("across")), unit, 0);
  return { scale, span: { roots, unit, along, across } };
}

/** A factor of what n − 2 rows of Z add to ZᵀZ, before projection. */
function drawRest(n: number, d: number, stream: Stream): DenseMatrix | undefined {
  return n > 2 ? drawBartlettFactor(n - 2, d, stream) : undefined;
}

/** Xᵀy/n, d × 1: only two rows of the rotated inputs meet the labels. */
function sgdStep({ roots, along, across }: SpanDraws, labels: LabelCoordinates, n: number): DenseMatrix {
  const step = denseMatrix(roots.length, 1);
  for (let j = 0; j < roots.length; j++) {
    step.data[j] = (roots[j] / n) * (labels.along * along[j] + labels.across * across[j]);
  }
  return step;
}

/** Numbers drawn at ten operations each, a few passes over n and d, and the ridge solution. */
function cost(problem: ReducedProblem): number {
  const { n, d } = problem.shape;
  const { lambda } = problem.point;
  const sgd = 10 * (2 * n + 3 * d) + 10 * n + 20 * d;
  return (sgd + (lambda === undefined ? 0 : kfacWork(ridgeTask(problem, lambda)))) / 1e6;
}

function kfacWork(task: RidgeTask): number {
  const { n, d } = task;
  const rows = Math.min(n - 2, d);
  const upperPart = rows * d - (rows * (rows - 1)) / 2;
  const method = ridgeMethod(task);
  const draws = 10 * upperPart;
  switch (method) {
    case "conjugate-gradients": {
      // The literal experiment passes over n × d inputs as many times.
      const passes = ridgeWork(task, method) / (4 * n * d);
      return draws + passes * (4 * upperPart + 20 * d);
    }
    case "gram":
      return draws + (2 * d ** 3) / 3 + 12 * d * d;
    case "push-through":
      return draws + ridgeWork(task, method) + 5 * n * d;
  }
}

function ridgeTask(problem: ReducedProblem, lambda: number): RidgeTask {
  const { n, d } = problem.shape;
  const eigenvalues = realisedEigenvalues(problem.realised.population);
  return { n, d, columns: 1, lambda, lowest: eigenvalues[0], highest: eigenvalues[d - 1] };
}

function drawNormals(length: number, stream: Stream): Float64Array {
  const out = new Float64Array(length);
  stream.fillNormal(out);
  return out;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dotProduct(vector, vector));
}
