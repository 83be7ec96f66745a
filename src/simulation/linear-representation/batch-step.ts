import { type DenseMatrix, multiply, symmetricProduct } from "../../linalg/index.ts";
import type { BatchMoments } from "./batch-moments.ts";
import { orthonormalRows } from "./orthonormal-rows.ts";
import { type PopulationStep, type Preconditioning, plus, solveLeft, solveRight } from "./population-step.ts";

/**
 * One step of algorithm (8) on two batches, η_F = 1: F is the least-squares head of G on the first one, and
 * Ḡ = G − η P⁻¹∇_G L̂ Q⁻¹ with L̂ = ½‖Y − XGᵀFᵀ‖²/n, P = FᵀF and Q = Σ̂ of the second one.
 *
 * Source: algorithm (8) of Zhang et al. 2025, arXiv 2502.01763.
 *
 * @param features G, k × d, of full row rank.
 * @param eta η_G.
 * @throws AsymptopiaError `invalid-input` where FᵀF or a covariance is singular.
 */
export function batchStep(
  [first, second]: readonly [BatchMoments, BatchMoments],
  features: DenseMatrix,
  { left, right }: Preconditioning,
  eta: number,
): PopulationStep {
  const projected = multiply(features, first.covariance);
  const head = solveRight(
    multiply(first.cross, features, { transposeB: true }),
    multiply(projected, features, { transposeB: true }),
  );
  const residual = plus(multiply(multiply(head, features), second.covariance), second.cross, -1);
  const gradient = multiply(head, residual, { transposeA: true });
  const onLeft = left ? solveLeft(symmetricProduct(head, "columns"), gradient) : gradient;
  const direction = right ? solveRight(onLeft, second.covariance) : onLeft;
  const unnormalised = plus(features, direction, -eta);
  return { head, unnormalised, features: orthonormalRows(unnormalised) };
}
