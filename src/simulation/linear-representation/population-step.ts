import {
  choleskyFactor,
  choleskySolve,
  type DenseMatrix,
  denseMatrix,
  multiply,
  symmetricProduct,
} from "../../linalg/index.ts";
import type { LinearInstance } from "./instance.ts";
import { orthonormalRows, transpose } from "./orthonormal-rows.ts";

/** Which preconditioners the update of G has: P_G = FᵀF on the left, Q_G = Σ on the right. */
export interface Preconditioning {
  readonly left: boolean;
  readonly right: boolean;
}

/** The methods by their usual names; `left` has the left factor alone. */
export const preconditionings = {
  amgd: { left: false, right: false },
  dfw: { left: false, right: true },
  left: { left: true, right: false },
  kfac: { left: true, right: true },
} as const satisfies Record<string, Preconditioning>;

export type PreconditionedMethod = keyof typeof preconditionings;

/** A step of algorithm (8), with everything on the way. */
export interface PopulationStep {
  /** F, as the update of G sees it. */
  readonly head: DenseMatrix;
  /** Ḡ, the features before orthonormalisation. */
  readonly unnormalised: DenseMatrix;
  /** G₊ = Ortho(Ḡ). */
  readonly features: DenseMatrix;
}

/**
 * One step of algorithm (8) with population quantities, η_F = 1: F is the least-squares head of G, and
 * Ḡ = G − η P⁻¹∇_G L Q⁻¹ with L = ½E‖y − FGx‖². At infinite batch the noise does not matter.
 *
 * Source: algorithm (8) of Zhang et al. 2025, arXiv 2502.01763.
 *
 * @param features G, k × d, of full row rank.
 * @param eta η_G.
 * @throws AsymptopiaError `invalid-input` where FᵀF is singular, as at a principal angle of 90°.
 */
export function populationStep(
  instance: LinearInstance,
  features: DenseMatrix,
  { left, right }: Preconditioning,
  eta: number,
): PopulationStep {
  const head = leastSquaresHead(instance, features);
  const gradient = featuresGradient(instance, head, features);
  const onLeft = left ? solveLeft(symmetricProduct(head, "columns"), gradient) : gradient;
  const direction = right ? solveRight(onLeft, instance.covariance.matrix) : onLeft;
  const unnormalised = plus(features, direction, -eta);
  return { head, unnormalised, features: orthonormalRows(unnormalised) };
}

/** F_LS = MΣGᵀ(GΣGᵀ)⁻¹, the head that minimises E‖y − FGx‖² for the features G. */
export function leastSquaresHead({ covariance, product }: LinearInstance, features: DenseMatrix): DenseMatrix {
  const projected = multiply(features, covariance.matrix);
  return solveRight(
    multiply(product, projected, { transposeB: true }),
    multiply(projected, features, { transposeB: true }),
  );
}

/** ∇_G ½E‖y − FGx‖² = Fᵀ(FG − M)Σ. */
export function featuresGradient(
  { covariance, product }: LinearInstance,
  head: DenseMatrix,
  features: DenseMatrix,
): DenseMatrix {
  const residual = plus(multiply(head, features), product, -1);
  return multiply(multiply(head, residual, { transposeA: true }), covariance.matrix);
}

/** ∇_F ½E‖y − FGx‖² = (FG − M)ΣGᵀ. */
export function headGradient(
  { covariance, product }: LinearInstance,
  head: DenseMatrix,
  features: DenseMatrix,
): DenseMatrix {
  const residual = plus(multiply(head, features), product, -1);
  return multiply(residual, multiply(features, covariance.matrix), { transposeB: true });
}

/** A + factor·B. */
export function plus(a: DenseMatrix, b: DenseMatrix, factor = 1): DenseMatrix {
  const sum = denseMatrix(a.rows, a.columns);
  for (let i = 0; i < sum.data.length; i++) sum.data[i] = a.data[i] + factor * b.data[i];
  return sum;
}

/** P⁻¹B for a positive definite P, of which the lower triangle is read. */
export function solveLeft(positive: DenseMatrix, b: DenseMatrix): DenseMatrix {
  return choleskySolve(choleskyFactor(positive), b);
}

/** B Q⁻¹ for a positive definite Q, of which the lower triangle is read. */
export function solveRight(b: DenseMatrix, positive: DenseMatrix): DenseMatrix {
  return transpose(solveLeft(positive, transpose(b)));
}
