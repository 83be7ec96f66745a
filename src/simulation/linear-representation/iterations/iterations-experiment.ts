import type { z } from "zod";
import { AsymptopiaError, invalidInput } from "../../../foundation/errors.ts";
import { type DenseMatrix, symmetricProduct } from "../../../linalg/index.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { drawInstance, type LinearInstance } from "../instance.ts";
import { numberBetween, oneOf, reader, strictPoint } from "../point-schema.ts";
import { populationStep, preconditionings } from "../population-step.ts";
import { featuresAtSines } from "../start.ts";
import { subspaceDistance } from "../subspace-distance.ts";
import { isotropicDescent } from "./isotropic-descent.ts";

/** A point of the iterations experiment. */
export type IterationsParameters = {
  readonly method: "kfac" | "amgd";
  /** The distance is to shrink to this factor of itself. */
  readonly accuracy: number;
  /** η of KFAC; AMGD takes its minimax step 2/(λ_max + λ_min). */
  readonly eta: number;
};

const [k, d, outputs] = [2, 4, 3];

const mostSteps = 2e7;

/**
 * How many noise-free steps at Σ = I and infinite batch bring dist(G, G⋆) to a given factor of its value at the start,
 * interpolated in its logarithm between whole steps. `size` is κ, the condition number of F⋆ᵀF⋆. F⋆ has Haar singular
 * vectors; both principal angles of the start are equal, its sine uniform on [.3, .7], so that no direction of F⋆ starts
 * nearer than another.
 */
export const experiment: Experiment<IterationsParameters> = {
  id: "linear-representation-iterations",
  version: 1,
  module: import.meta.url,
  streamParameters: [],
  parameters: reader(
    strictPoint({
      method: oneOf("kfac", "amgd"),
      accuracy: numberBetween(0, 1),
      eta: numberBetween(0, 2).default(0.5),
    }) as unknown as z.ZodType<IterationsParameters>,
  ),
  observables: { iterations: { meaning: "steps until dist is `accuracy` times its value at the start" } },
  realise(point, size) {
    if (!Number.isInteger(size) || size < 1 || size > 1e8)
      throw invalidInput("size", size, "a whole number from 1 to 100000000");
    const steps = expectedSteps(point, size);
    if (steps > mostSteps)
      throw invalidInput("size", size, `so small that ${mostSteps} steps are enough, not ${steps}`);
    return { point, size, realised: point, shape: { d, conditionNumber: size } };
  },
  run,
  cost: ({ point, size }) =>
    8 * streamCost + (expectedSteps(point, size) * (point.method === "kfac" ? 2e4 : 400)) / 1e6 + 0.02,
};

function expectedSteps({ method, accuracy, eta }: IterationsParameters, condition: number): number {
  const gap = method === "kfac" ? Math.min(eta, 2 - eta) : 2 / (condition + 1);
  return gap >= 1 ? 1 : Math.ceil(Math.log(accuracy) / Math.log1p(-gap));
}

function run(problems: readonly Problem<IterationsParameters>[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const condition = problems[0].size;
  const instance = drawInstance(
    {
      inputs: d,
      features: k,
      outputs,
      covariance: { basis: "identity" },
      head: { kind: "log-spaced", condition: Math.sqrt(condition) },
    },
    stream.child("instance"),
  );
  const sine = 0.3 + 0.4 * stream.child("distance").uniform();
  const start = featuresAtSines(instance.teacherFeatures, [sine, sine], stream.child("start"));
  return problems.map(({ point: { method, accuracy, eta } }) => ({
    iterations: iterationsTo(
      accuracy * subspaceDistance(start, instance.teacherFeatures),
      instance,
      method === "kfac" ? kfacPath(instance, start, eta) : descentPath(instance, start, 2 / (1 + 1 / condition)),
    ),
  }));
}

/** The features after each step. */
type Path = () => DenseMatrix;

function kfacPath(instance: LinearInstance, start: DenseMatrix, eta: number): Path {
  let features = start;
  return () => {
    ({ features } = populationStep(instance, features, preconditionings.kfac, eta));
    return features;
  };
}

function descentPath({ teacherFeatures, teacherHead }: LinearInstance, start: DenseMatrix, eta: number): Path {
  const features = { ...start, data: start.data.slice() };
  const step = isotropicDescent(features, teacherFeatures, symmetricProduct(teacherHead, "columns"));
  return () => {
    step(eta);
    return features;
  };
}

function iterationsTo(target: number, { teacherFeatures }: LinearInstance, path: Path): number {
  let before = Number.POSITIVE_INFINITY;
  for (let t = 1; t <= mostSteps; t++) {
    const now = distanceOfTwo(path(), teacherFeatures);
    if (now <= target) {
      // The distance at the start is not needed: the first step never reaches the target where there are more.
      return t === 1 ? 1 : t - 1 + Math.log(before / target) / Math.log(before / now);
    }
    before = now;
  }
  throw new AsymptopiaError("not-converged", `the distance was still ${before} after ${mostSteps} steps`);
}

/** ‖G(I − G⋆ᵀG⋆)‖_op for two features, from the 2 × 2 Gram matrix of G(I − G⋆ᵀG⋆) = G − AᵀG⋆. */
function distanceOfTwo({ data: g }: DenseMatrix, { data: teacher }: DenseMatrix): number {
  let [a, b, c] = [0, 0, 0];
  const [p, q, r, s] = [
    inner(g, 0, teacher, 0),
    inner(g, 0, teacher, d),
    inner(g, d, teacher, 0),
    inner(g, d, teacher, d),
  ];
  for (let j = 0; j < d; j++) {
    const x = g[j] - p * teacher[j] - q * teacher[d + j];
    const y = g[d + j] - r * teacher[j] - s * teacher[d + j];
    a += x * x;
    b += x * y;
    c += y * y;
  }
  return Math.sqrt((a + c) / 2 + Math.hypot((a - c) / 2, b));
}

function inner(x: Float64Array, from: number, y: Float64Array, to: number): number {
  let sum = 0;
  for (let j = 0; j < d; j++) sum += x[from + j] * y[to + j];
  return sum;
}
