import type { z } from "zod";
import { invalidInput } from "../../../foundation/errors.ts";
import {
  type DenseMatrix,
  denseMatrix,
  multiply,
  symmetricEigenvalues,
  symmetricProduct,
} from "../../../linalg/index.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { drawBatch } from "../data.ts";
import { frobenius, trace } from "../frobenius.ts";
import { drawInstance, type LinearInstance } from "../instance.ts";
import { orthonormalRows } from "../orthonormal-rows.ts";
import { numberBetween, oneOf, reader, strictPoint } from "../point-schema.ts";
import { featuresGradient, leastSquaresHead, plus, solveLeft, solveRight } from "../population-step.ts";
import { featuresAtSines, spreadSines } from "../start.ts";
import { orthogonalPart, principalSines, subspaceDistance } from "../subspace-distance.ts";

/** A point of the KFAC-step experiment. */
export type KfacStepParameters = {
  /** κ(Σ) of a log-spaced spectrum in a Haar basis. */
  readonly condition: number;
  /** κ(F⋆), of log-spaced singular values. */
  readonly headCondition: number;
  /** The sine of the largest principal angle at the start. */
  readonly distance: number;
  /** `equal`: all angles are the largest. `spread`: their sines are an arithmetic sequence. */
  readonly angles: "equal" | "spread";
  /** Between which row spaces the angles are prescribed: those of G and G⋆, or of GΣ^½ and G⋆Σ^½. */
  readonly geometry: "euclidean" | "covariance";
  /** η_G. */
  readonly eta: number;
  /** P_G: FᵀF of the head that was just fitted, or F⋆ᵀF⋆. */
  readonly leftFactor: "refitted" | "teacher";
  /** n/d of two fresh batches without noise, the first for F, the second for G; 0: population quantities. */
  readonly samplesPerInput: number;
};

const k = 3;
const outputs = 5;

/**
 * One noise-free step of algorithm (8) with both preconditioners and η_F = 1, and the statements about it. `size` is d; three
 * features and five outputs.
 *
 * How far rounding drives the two sides of the identities apart, in units of ε = 2⁻⁵² and to first order. Let p = ‖F‖²_F‖P⁻¹‖,
 * q = tr Σ‖Σ⁻¹‖, m = ‖M‖_F, w = ‖P⁻¹‖(‖F‖_F + m)², all norms of G being at most √k.
 *
 * - F = MΣGᵀ(GΣGᵀ)⁻¹: the products are off by 2(d + 1)·m·tr Σ·√k and 2(d + 1)·k·tr Σ, the factor by 3(k + 1)·k·tr Σ; divided by
 *   λ_min(GΣGᵀ) ≥ λ_min(Σ), ‖δF‖ ≤ (2d + 3k + 5)·k·q·(m + ‖F‖). It moves Ḡ = (1 − η)G + ηF⁺M by 3‖P⁻¹‖m‖δF‖ at most.
 * - Whatever F is, the residual FG − M, Fᵀ times it, the product with Σ, and both solutions are off by
 *   (k + 2) + (d_Y + 1) + (d + 1)q + 3(d + 1)q + (d_Y + 3k + 4)p times ‖P⁻¹‖‖F‖(√k‖F‖ + m).
 *
 * Together ‖δḠ‖_F ≤ (10d + 3d_Y + 16k + 40)·c, c = k·(p + q)·w, with η ≤ 1, w ≥ 1 and room for sums of matrices. ḠP⊥ is
 * off by as much. The sines of angles in the geometry of Σ are off by √κ(Σ) times that, since the length of a row of
 * ḠΣ^½ is at least that of GΣ^½. The gram matrix ḠḠᵀ is off by 2‖Ḡ‖_F times that, ḠΣGᵀ by √k·tr Σ; what (GG⋆ᵀG⋆Gᵀ)⁻¹ is
 * off by itself, (2d + 3k + 5)·k·w², is within the same number at Σ = I. A finite batch without noise tells nothing
 * but its covariance, formed once and then taken for Σ: q is the larger one of the two batches'.
 */
export const experiment: Experiment<KfacStepParameters> = {
  id: "linear-representation-kfac-step",
  version: 1,
  module: import.meta.url,
  streamParameters: ["condition", "headCondition", "samplesPerInput"],
  parameters: reader(
    strictPoint({
      condition: numberBetween(1, Number.POSITIVE_INFINITY, { lowest: true }),
      headCondition: numberBetween(1, Number.POSITIVE_INFINITY, { lowest: true }),
      distance: numberBetween(0, 1),
      angles: oneOf("equal", "spread").default("equal"),
      geometry: oneOf("euclidean", "covariance").default("covariance"),
      eta: numberBetween(0, 1, { lowest: true, highest: true }),
      leftFactor: oneOf("refitted", "teacher").default("refitted"),
      samplesPerInput: numberBetween(0, 100, { lowest: true, highest: true }).default(0),
    }) as unknown as z.ZodType<KfacStepParameters>,
  ),
  observables: {
    startSine: { meaning: "sine of the largest principal angle of GΣ^½ and G⋆Σ^½ before the step" },
    sine: { meaning: "sine of the largest principal angle of GΣ^½ and G⋆Σ^½ after the step" },
    startDistance: { meaning: "dist(G, G⋆) before the step" },
    distance: { meaning: "dist(G₊, G⋆) after the step" },
    angleDifference: {
      meaning: "largest difference of the sines of the angles of GΣ^½ after the step, one by one, from the recursion",
    },
    angleAmplification: { meaning: "k(p + q)w√κ(Σ), how rounding is amplified, over the largest sine" },
    orthogonalDifference: { meaning: "‖ḠP⊥ − (1 − η)GP⊥‖_F" },
    orthogonalScale: { meaning: "‖GP⊥‖_F" },
    orthogonalAmplification: { meaning: "k(p + q)w/‖GP⊥‖_F" },
    gramDifference: { meaning: "‖ḠḠᵀ − (1 − η²)I − η²(GG⋆ᵀG⋆Gᵀ)⁻¹‖_F" },
    gramScale: { meaning: "‖ḠḠᵀ‖_F" },
    gramAmplification: { meaning: "2k(p + q)w/‖Ḡ‖_F·√k" },
    crossDifference: { meaning: "‖ḠΣGᵀ − GΣGᵀ‖_F" },
    crossScale: { meaning: "‖GΣGᵀ‖_F" },
    crossAmplification: { meaning: "k√k(p + q)w·tr Σ/‖GΣGᵀ‖_F" },
    smallestGramEigenvalue: { meaning: "λ_min(ḠḠᵀ)" },
  },
  realise(point, size) {
    if (!Number.isInteger(size) || size < 2 * k || size > 512) {
      throw invalidInput("size", size, `a whole number from ${2 * k} to 512`);
    }
    const n = Math.round(point.samplesPerInput * size);
    if (n > 0 && n <= size)
      throw invalidInput("samplesPerInput", point.samplesPerInput, "0, or large enough for n > d");
    return {
      point,
      size,
      realised: { ...point, samplesPerInput: n / size },
      shape: n === 0 ? { d: size } : { d: size, n },
    };
  },
  run,
  cost: ({ shape: { d, n = 0 } }) =>
    14 * streamCost + (40 * d * d * k + 15 * d ** 3 + 4 * n * d * d + 20 * n * d + 2e4) / 1e6,
};

type KfacStepProblem = Problem<KfacStepParameters>;

function run(problems: readonly KfacStepProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const {
    point: { condition, headCondition },
    shape: { d, n = 0 },
  } = problems[0];
  const instance = drawInstance(
    {
      inputs: d,
      features: k,
      outputs,
      covariance: { basis: "haar", spectrum: { kind: "log-spaced", condition } },
      head: { kind: "log-spaced", condition: headCondition },
    },
    stream.child("instance"),
  );
  const batches =
    n === 0 ? null : [sampled(instance, n, stream.child("first")), sampled(instance, n, stream.child("second"))];
  return problems.map(({ point }) => observe(instance, batches, point, stream.child("start")));
}

/** The instance whose covariance is that of n fresh inputs: without noise, all that a batch tells. */
function sampled(instance: LinearInstance, n: number, stream: Stream): LinearInstance {
  const { inputs } = drawBatch(instance, { samples: n, noise: 0, inputLaw: "gaussian" }, stream);
  const matrix = symmetricProduct(inputs, "columns", 1 / n);
  return { ...instance, covariance: { ...instance.covariance, matrix, eigenvalues: symmetricEigenvalues(matrix) } };
}

function observe(
  instance: LinearInstance,
  batches: readonly LinearInstance[] | null,
  point: KfacStepParameters,
  stream: Stream,
): Record<string, number> {
  const { eta } = point;
  const { teacherFeatures, teacherHead, covariance, product } = instance;
  const features = startOf(instance, point, stream);
  const [first, second] = batches ?? [instance, instance];
  const head = leastSquaresHead(first, features);
  const left = symmetricProduct(point.leftFactor === "refitted" ? head : teacherHead, "columns");
  const gradient = featuresGradient(second, head, features);
  const direction = solveRight(solveLeft(left, gradient), second.covariance.matrix);
  const unnormalised = plus(features, direction, -eta);
  const after = orthonormalRows(unnormalised);

  const weightedTeacher = orthonormalRows(multiply(teacherFeatures, covariance.root));
  const weighted = (g: DenseMatrix) => principalSines(orthonormalRows(multiply(g, covariance.root)), weightedTeacher);
  const before = weighted(features);
  const sines = weighted(unnormalised);
  const predicted = before
    .map((sine) => stepped(sine, eta))
    .sort()
    .reverse();
  const outside = orthogonalPart(features, teacherFeatures);
  const outsideAfter = orthogonalPart(unnormalised, teacherFeatures);

  const gram = symmetricProduct(unnormalised, "rows");
  const overlap = symmetricProduct(multiply(features, teacherFeatures, { transposeB: true }), "rows");
  const inverse = solveLeft(overlap, identity(k));
  const expectedGram = plus(scaledIdentity(1 - eta * eta), inverse, eta * eta);
  const image = multiply(features, covariance.matrix);
  const own = multiply(image, features, { transposeB: true });
  const cross = multiply(image, unnormalised, { transposeB: true });

  const amplification = amplificationOf([first, second], head, left, frobenius(product));
  const { eigenvalues } = covariance;
  const rootCondition = Math.sqrt(eigenvalues[eigenvalues.length - 1] / eigenvalues[0]);
  const [outsideScale, gramScale, crossScale] = [frobenius(outside), frobenius(gram), frobenius(own)];
  return {
    startSine: before[0],
    sine: sines[0],
    startDistance: subspaceDistance(features, teacherFeatures),
    distance: subspaceDistance(after, teacherFeatures),
    angleDifference: sines.reduce((most, sine, i) => Math.max(most, Math.abs(sine - predicted[i])), 0),
    angleAmplification: (amplification * rootCondition) / before[0],
    orthogonalDifference: frobenius(plus(outsideAfter, outside, eta - 1)),
    orthogonalScale: outsideScale,
    orthogonalAmplification: amplification / outsideScale,
    gramDifference: frobenius(plus(gram, expectedGram, -1)),
    gramScale,
    gramAmplification: (2 * frobenius(unnormalised) * amplification) / gramScale,
    crossDifference: frobenius(plus(cross, own, -1)),
    crossScale,
    crossAmplification: (Math.sqrt(k) * amplification * trace(covariance.matrix)) / crossScale,
    smallestGramEigenvalue: symmetricEigenvalues(gram)[0],
  };
}

/** G with orthonormal rows at the prescribed angles to G⋆, in the prescribed geometry. */
function startOf(
  { teacherFeatures, covariance }: LinearInstance,
  { distance, angles, geometry }: KfacStepParameters,
  stream: Stream,
): DenseMatrix {
  const sines = angles === "equal" ? new Array<number>(k).fill(distance) : spreadSines(distance, k);
  if (geometry === "euclidean") return featuresAtSines(teacherFeatures, sines, stream);
  const weighted = featuresAtSines(orthonormalRows(multiply(teacherFeatures, covariance.root)), sines, stream);
  return orthonormalRows(solveRight(weighted, covariance.root));
}

/** tan θ₊ = (1 − η) tan θ/(1 + η tan²θ), from and to sines. */
function stepped(sine: number, eta: number): number {
  const tangent = sine / Math.sqrt((1 - sine) * (1 + sine));
  const next = ((1 - eta) * tangent) / (1 + eta * tangent * tangent);
  return next / Math.hypot(1, next);
}

/** k(p + q)w of the experiment's comment; q is the larger one of the two covariances. */
function amplificationOf(
  covariances: readonly Pick<LinearInstance, "covariance">[],
  head: DenseMatrix,
  left: DenseMatrix,
  m: number,
): number {
  const inverse = 1 / symmetricEigenvalues(left)[0];
  const norm = frobenius(head);
  const q = Math.max(...covariances.map(({ covariance: { matrix, eigenvalues } }) => trace(matrix) / eigenvalues[0]));
  return k * (norm * norm * inverse + q) * inverse * (norm + m) ** 2;
}

function identity(order: number): DenseMatrix {
  const matrix = denseMatrix(order, order);
  for (let i = 0; i < order; i++) matrix.data[i * order + i] = 1;
  return matrix;
}

function scaledIdentity(factor: number): DenseMatrix {
  const matrix = identity(k);
  for (let i = 0; i < k; i++) matrix.data[i * k + i] = factor;
  return matrix;
}
