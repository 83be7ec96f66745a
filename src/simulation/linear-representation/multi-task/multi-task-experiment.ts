import type { z } from "zod";
import { invalidInput } from "../../../foundation/errors.ts";
import { type DenseMatrix, symmetricEigenvalues, symmetricProduct } from "../../../linalg/index.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { drawBatch } from "../data.ts";
import { frobenius, trace } from "../frobenius.ts";
import { drawCovariance, type InputCovariance } from "../input-covariance.ts";
import { instanceOf, type LinearInstance } from "../instance.ts";
import { haarRows, orthonormalRows } from "../orthonormal-rows.ts";
import { numberBetween, oneOf, reader, strictPoint, wholeBetween } from "../point-schema.ts";
import { featuresGradient, leastSquaresHead, plus, solveLeft, solveRight } from "../population-step.ts";
import { featuresAtSines, spreadSines } from "../start.ts";
import { orthogonalPart, subspaceDistance } from "../subspace-distance.ts";
import { drawHead } from "../teacher-head.ts";
import {
  centreFactor,
  minMinMatrix,
  minMinStep,
  separateStep,
  type Task,
  taskHeads,
  twoStageStep,
} from "./task-steps.ts";

/** A point of the multi-task experiment. */
export type MultiTaskParameters = {
  /** T, the number of tasks. */
  readonly tasks: number;
  /** d_Y of each task. */
  readonly outputs: number;
  /** Whether the tasks have one Σ, or each its own eigenbasis of the same spectrum. */
  readonly covariances: "same" | "different";
  /** κ of each Σₜ, log-spaced in a Haar basis. */
  readonly condition: number;
  /** n/d of each of two fresh batches a task; 0: population quantities. */
  readonly samplesPerInput: number;
  /** dist₀. */
  readonly distance: number;
  /** η_G. */
  readonly eta: number;
  /** How many steps the methods whose distances are compared take. */
  readonly steps: number;
};

const k = 4;

/**
 * Steps of multi-task representation learning without noise: heads F⋆ₜ with independent N(0, 1/k) entries on one G⋆. `size`
 * is d; four features.
 *
 * Rounding, in units of ε = 2⁻⁵² and to first order, as in the experiment of a KFAC step: with P = (1/T)ΣFₜᵀFₜ,
 * p = (1/T)Σ‖Fₜ‖²_F‖P⁻¹‖, q the largest tr Σ̂ₜ‖Σ̂ₜ⁻¹‖, w = ‖P⁻¹‖ max(‖Fₜ‖_F + ‖Mₜ‖_F)², what is compared of Ḡ is off by
 * (10d + 3d_Y + 16k + 40)·k(p + q)w, the mean over tasks adding T of it at most. FₜᵀFₜ is off by (d_Y + 1)‖Fₜ‖², and its
 * eigenvalues by 10k times its norm. The min–min problem is solved with an error of
 * (3(kd + 1) + 2d + d_Y + T + 8)·tr K‖K⁻¹‖·(‖G‖ + ‖K⁻¹‖·Σ‖Fₜ‖‖MₜΣ̂ₜ‖), its matrix K being of order kd.
 */
export const experiment: Experiment<MultiTaskParameters> = {
  id: "linear-representation-multi-task",
  version: 1,
  module: import.meta.url,
  streamParameters: ["tasks", "outputs", "covariances", "condition", "samplesPerInput"],
  parameters: reader(
    strictPoint({
      tasks: wholeBetween(1, 100),
      outputs: wholeBetween(1, 64),
      covariances: oneOf("same", "different").default("different"),
      condition: numberBetween(1, 1e8, { lowest: true }),
      samplesPerInput: numberBetween(0, 100, { lowest: true, highest: true }).default(0),
      distance: numberBetween(0, 1),
      eta: numberBetween(0, 1, { lowest: true, highest: true }),
      steps: wholeBetween(0, 100).default(0),
    }) as unknown as z.ZodType<MultiTaskParameters>,
  ),
  observables: {
    outsideDifference: { meaning: "‖ḠP⊥ − (1 − η)GP⊥‖_F of two-stage preconditioning" },
    outsideScale: { meaning: "‖GP⊥‖_F" },
    outsideAmplification: { meaning: "k(p + q)w/‖GP⊥‖_F" },
    smallestOfTask: { meaning: "largest |λ_min(FₜᵀFₜ)| over the tasks" },
    taskScale: { meaning: "largest ‖FₜᵀFₜ‖_F over the tasks" },
    singleDifference: {
      meaning: "‖Ḡ − Ḡ₁‖_F, Ḡ₁ algorithm (8) on the first task's batches, with a pseudo-inverse where FᵀF is singular",
    },
    minMinDifference: { meaning: "‖Ḡ at η = 1 − the min–min solution‖_F" },
    norm: { meaning: "‖Ḡ at η = 1‖_F" },
    amplification: { meaning: "k(p + q)w over ‖Ḡ at η = 1‖_F" },
    minMinAmplification: { meaning: "that plus tr K‖K⁻¹‖(‖G‖ + ‖K⁻¹‖Σ‖Fₜ‖‖MₜΣ̂ₜ‖)/‖G‖ of the min–min problem" },
    twoStageDistance: { meaning: "dist after `steps` steps of two-stage preconditioning", range: [0, 1] },
    minMinDistance: { meaning: "dist after `steps` min–min steps", range: [0, 1] },
    separateDistance: { meaning: "dist after `steps` steps with each task's own pseudo-inverse", range: [0, 1] },
  },
  realise(point, size) {
    if (!Number.isInteger(size) || size < 2 * k || size > 64)
      throw invalidInput("size", size, `a whole number from ${2 * k} to 64`);
    const n = Math.round(point.samplesPerInput * size);
    if (n > 0 && n <= size)
      throw invalidInput("samplesPerInput", point.samplesPerInput, "0, or large enough for n > d");
    if (point.tasks * point.outputs < k)
      throw invalidInput(
        "tasks",
        point.tasks,
        `${Math.ceil(k / point.outputs)} or more: fewer tasks do not tell ${k} features`,
      );
    return {
      point,
      size,
      realised: { ...point, samplesPerInput: n / size },
      shape: n === 0 ? { d: size } : { d: size, n },
    };
  },
  run,
  cost: ({ point: { tasks, steps }, shape: { d, n = 0 } }) =>
    (6 + 5 * tasks) * streamCost +
    (tasks * (16 * d ** 3 + 4 * n * d * d + 40 * n * d) +
      2 * (k * d) ** 3 +
      steps * ((k * d) ** 3 / 2 + 3 * tasks * 60 * d * d * k)) /
      1e6,
};

type MultiTaskProblem = Problem<MultiTaskParameters>;

function run(problems: readonly MultiTaskProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { shape } = problems[0];
  const teacherFeatures = haarRows(k, shape.d, stream.child("features"));
  const tasks = drawTasks(problems[0], teacherFeatures, stream);
  return problems.map(({ point: { distance, eta, steps } }) => {
    const start = featuresAtSines(teacherFeatures, spreadSines(distance, k), stream.child("start"));
    return { ...identities(tasks, start, eta), ...distances(tasks, start, teacherFeatures, eta, steps) };
  });
}

function drawTasks(
  { point, shape: { d, n = 0 } }: MultiTaskProblem,
  teacherFeatures: DenseMatrix,
  stream: Stream,
): Task[] {
  const specification = { basis: "haar", spectrum: { kind: "log-spaced", condition: point.condition } } as const;
  return Array.from({ length: point.tasks }, (_, t) => {
    const own = stream.child(`task ${t}`);
    const from = point.covariances === "same" ? stream : own;
    const covariance = drawCovariance(specification, d, from.child("covariance"));
    const head = drawHeadOf(point.outputs, own.child("head"));
    const instance = instanceOf(covariance, head, teacherFeatures);
    if (n === 0) return { first: instance, second: instance };
    return { first: sampled(instance, n, own.child("first")), second: sampled(instance, n, own.child("second")) };
  });
}

/** N(0, 1/k) entries, with fewer outputs than features as well. */
function drawHeadOf(outputs: number, stream: Stream): DenseMatrix {
  const { data } = drawHead({ kind: "gaussian" }, Math.max(outputs, k), k, stream);
  return { rows: outputs, columns: k, data: data.slice(0, outputs * k) };
}

function sampled(instance: LinearInstance, n: number, stream: Stream): LinearInstance {
  const { inputs } = drawBatch(instance, { samples: n, noise: 0, inputLaw: "gaussian" }, stream);
  const matrix = symmetricProduct(inputs, "columns", 1 / n);
  const covariance: InputCovariance = { ...instance.covariance, matrix, eigenvalues: symmetricEigenvalues(matrix) };
  return { ...instance, covariance };
}

function identities(tasks: readonly Task[], start: DenseMatrix, eta: number): Record<string, number> {
  const { teacherFeatures } = tasks[0].first;
  const heads = taskHeads(tasks, start);
  const moved = twoStageStep(tasks, start, heads, eta);
  const whole = twoStageStep(tasks, start, heads, 1);
  const [outside, outsideAfter] = [start, moved].map((features) => orthogonalPart(features, teacherFeatures));
  const grams = heads.map((head) => symmetricProduct(head, "columns"));
  const problem = minMinMatrix(tasks, heads);
  const smallest = symmetricEigenvalues(problem)[0];
  const right = tasks.reduce(
    (sum, { second }, t) => sum + frobenius(heads[t]) * frobenius(second.product) * trace(second.covariance.matrix),
    0,
  );
  const amplification = amplificationOf(tasks, heads);
  const [outsideScale, norm] = [frobenius(outside), frobenius(whole)];
  return {
    outsideDifference: frobenius(plus(outsideAfter, outside, eta - 1)),
    outsideScale,
    outsideAmplification: amplification / outsideScale,
    smallestOfTask: Math.max(...grams.map((gram) => Math.abs(symmetricEigenvalues(gram)[0]))),
    taskScale: Math.max(...grams.map(frobenius)),
    singleDifference: frobenius(plus(moved, singleTaskStep(tasks[0], start, eta), -1)),
    minMinDifference: frobenius(plus(whole, minMinStep(tasks, heads), -1)),
    norm,
    amplification: amplification / norm,
    minMinAmplification: amplification / norm + (trace(problem) / smallest) * (1 + right / smallest / norm),
  };
}

/** Ḡ of algorithm (8) with both preconditioners, of one task; where FᵀF is singular, with its pseudo-inverse. */
function singleTaskStep({ first, second }: Task, features: DenseMatrix, eta: number): DenseMatrix {
  const head = leastSquaresHead(first, features);
  if (head.rows < k) return separateStep([{ first, second }], features, [head], eta);
  const gradient = featuresGradient(second, head, features);
  return plus(
    features,
    solveRight(solveLeft(symmetricProduct(head, "columns"), gradient), second.covariance.matrix),
    -eta,
  );
}

function amplificationOf(tasks: readonly Task[], heads: readonly DenseMatrix[]): number {
  const inverse = 1 / symmetricEigenvalues(centreFactor(heads))[0];
  const p = (heads.reduce((sum, head) => sum + frobenius(head) ** 2, 0) / heads.length) * inverse;
  const q = Math.max(
    ...tasks.flatMap(({ first, second }) =>
      [first, second].map(({ covariance: { matrix, eigenvalues } }) => trace(matrix) / eigenvalues[0]),
    ),
  );
  const w = inverse * Math.max(...heads.map((head, t) => frobenius(head) + frobenius(tasks[t].second.product))) ** 2;
  return k * (p + q) * w;
}

function distances(
  tasks: readonly Task[],
  start: DenseMatrix,
  teacherFeatures: DenseMatrix,
  eta: number,
  steps: number,
): Record<string, number> {
  const after = (step: (features: DenseMatrix, heads: readonly DenseMatrix[]) => DenseMatrix): number => {
    let features = start;
    for (let t = 0; t < steps; t++) features = orthonormalRows(step(features, taskHeads(tasks, features)));
    return Math.min(1, subspaceDistance(features, teacherFeatures));
  };
  return {
    twoStageDistance: after((features, heads) => twoStageStep(tasks, features, heads, eta)),
    minMinDistance: after((_, heads) => minMinStep(tasks, heads)),
    separateDistance: after((features, heads) => separateStep(tasks, features, heads, eta)),
  };
}
