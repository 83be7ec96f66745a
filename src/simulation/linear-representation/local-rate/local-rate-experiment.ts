import type { z } from "zod";
import { invalidInput } from "../../../foundation/errors.ts";
import {
  type DenseMatrix,
  denseMatrix,
  multiply,
  singularValueDecomposition,
  symmetricProduct,
} from "../../../linalg/index.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { haarOrthogonal } from "../../orthogonal/haar-orthogonal.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { covarianceOf } from "../input-covariance.ts";
import { instanceOf, type LinearInstance } from "../instance.ts";
import { orthonormalRows, transpose } from "../orthonormal-rows.ts";
import { numberBetween, oneOf, reader, strictPoint } from "../point-schema.ts";
import { type PreconditionedMethod, plus, populationStep, preconditionings, solveLeft } from "../population-step.ts";
import { drawHead } from "../teacher-head.ts";

/** A point of the local-rate experiment. */
export type LocalRateParameters = {
  /** Which preconditioners the update of G has. */
  readonly method: PreconditionedMethod;
  /** λ_max/λ_min of F⋆ᵀF⋆; λ_max = 1. */
  readonly headCondition: number;
  /** s_max/s_min of S = (NΣ⁻¹Nᵀ)⁻¹, N an orthonormal basis of G⋆'s null space; s_max = 1. */
  readonly inputCondition: number;
  /** a: G⋆ΣG⋆ᵀ = aI. */
  readonly signal: number;
  /** Standard deviation of the entries of NΣG⋆ᵀ, which change Σ and leave S as it is. */
  readonly coupling: number;
  /** η_G; null: 2/(c_min + c_max) for the method's curvatures c. */
  readonly eta: number | null;
};

const [k, d, outputs] = [2, 5, 3];

/**
 * The Jacobian at G⋆ of one noise-free step at infinite batch, by central differences over E = ±`size`⁻¹ in each entry of
 * G = G⋆ + EN, and its operator norm: the largest factor by which a step multiplies a small deviation. Second derivatives
 * cancel, so that the error is of order `size`⁻².
 *
 * Σ is made in the basis [G⋆; N] from blocks aI, C and S + CCᵀ/a, of which S is the Schur complement, with Gaussian C and
 * Haar eigenvectors of S: its own spectrum is another one.
 */
export const experiment: Experiment<LocalRateParameters> = {
  id: "linear-representation-local-rate",
  version: 1,
  module: import.meta.url,
  streamParameters: ["headCondition", "inputCondition", "signal", "coupling"],
  parameters: reader(
    strictPoint({
      method: oneOf("amgd", "dfw", "left", "kfac"),
      headCondition: numberBetween(1, 1e8, { lowest: true }),
      inputCondition: numberBetween(1, 1e8, { lowest: true }),
      signal: numberBetween(0, 1e8).default(1),
      coupling: numberBetween(0, 1e4, { lowest: true }).default(0),
      eta: numberBetween(0, 1e8, { lowest: true }).nullable().default(null),
    }) as unknown as z.ZodType<LocalRateParameters>,
  ),
  observables: { rate: { meaning: "operator norm of the Jacobian of a step at G⋆" } },
  realise(point, size) {
    if (!Number.isInteger(size) || size < 2 || size > 1e5)
      throw invalidInput("size", size, "a whole number from 2 to 100000");
    return { point, size, realised: point, shape: { d } };
  },
  run,
  cost: () => 10 * streamCost + 0.4,
};

function run(problems: readonly Problem<LocalRateParameters>[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { point } = problems[0];
  const frame = haarOrthogonal(d, stream.child("frame"));
  const teacherFeatures = denseMatrix(k, d, frame.data.slice(0, k * d));
  const nullSpace = denseMatrix(d - k, d, frame.data.slice(k * d));
  const curvatures = spaced(point.inputCondition, d - k);
  const head = drawHead(
    { kind: "singular-values", values: spaced(point.headCondition, k).map(Math.sqrt) },
    outputs,
    k,
    stream.child("head"),
  );
  const instance = instanceOf(covarianceOf(inFrame(point, curvatures, frame, stream)), head, teacherFeatures);
  return problems.map(({ point: { method, eta }, size }) => ({
    rate: singularValueDecomposition(jacobian(instance, nullSpace, method, eta ?? minimaxStep(method, point), 1 / size))
      .values[0],
  }));
}

/** A geometric sequence from 1 down to 1/condition. */
function spaced(condition: number, length: number): number[] {
  return Array.from({ length }, (_, i) => condition ** (-i / (length - 1)));
}

function minimaxStep(method: PreconditionedMethod, { headCondition, inputCondition }: LocalRateParameters): number {
  const { left, right } = preconditionings[method];
  return 2 / (1 + 1 / ((left ? 1 : headCondition) * (right ? 1 : inputCondition)));
}

/** Σ = Vᵀ[[aI, Cᵀ], [C, S + CCᵀ/a]]V for the rows V of `frame`. */
function inFrame(
  { signal, coupling }: LocalRateParameters,
  curvatures: readonly number[],
  frame: DenseMatrix,
  stream: Stream,
): DenseMatrix {
  // With L = [[√a·I, 0], [C/√a, S^½]] the blocks are those of LLᵀ.
  const root = denseMatrix(d, d);
  for (let i = 0; i < k; i++) root.data[i * d + i] = Math.sqrt(signal);
  const rotation = haarOrthogonal(d - k, stream.child("curvatures"));
  const normals = stream.child("coupling");
  for (let i = 0; i < d - k; i++) {
    const row = (k + i) * d;
    for (let j = 0; j < k; j++) root.data[row + j] = (coupling * normals.normal()) / Math.sqrt(signal);
    for (let j = 0; j < d - k; j++) root.data[row + k + j] = rotation.data[i * (d - k) + j] * Math.sqrt(curvatures[j]);
  }
  return symmetricProduct(multiply(root, frame, { transposeA: true }), "columns");
}

/** ∂E₊/∂E at E = 0, with E₊ = (G₊G⋆ᵀ)⁻¹G₊Nᵀ, which does not depend on the basis of row(G₊). */
function jacobian(
  instance: LinearInstance,
  nullSpace: DenseMatrix,
  method: PreconditionedMethod,
  eta: number,
  h: number,
): DenseMatrix {
  const entries = k * (d - k);
  const result = denseMatrix(entries, entries);
  for (let column = 0; column < entries; column++) {
    const deviation = denseMatrix(k, d - k);
    deviation.data[column] = 1;
    const direction = multiply(deviation, nullSpace);
    const [ahead, behind] = [h, -h].map((length) => {
      const start = orthonormalRows(plus(instance.teacherFeatures, direction, length));
      return coordinates(populationStep(instance, start, preconditionings[method], eta).features, instance, nullSpace);
    });
    for (let i = 0; i < entries; i++) result.data[i * entries + column] = (ahead.data[i] - behind.data[i]) / (2 * h);
  }
  return result;
}

function coordinates(features: DenseMatrix, { teacherFeatures }: LinearInstance, nullSpace: DenseMatrix): DenseMatrix {
  const within = multiply(features, teacherFeatures, { transposeB: true });
  const outside = multiply(features, nullSpace, { transposeB: true });
  return solveLeft(symmetricProduct(within, "columns"), multiply(transpose(within), outside));
}
