import { choleskyFactor, choleskySolve, type DenseMatrix, multiply, symmetricProduct } from "../../linalg/index.ts";
import { orthonormalRows, transpose } from "../linear-representation/orthonormal-rows.ts";
import { plus } from "../linear-representation/population-step.ts";
import type { BatchMoments } from "./batch-moments.ts";
import { productGradient } from "./gradients.ts";
import type { LinearNetwork } from "./network.ts";
import type { Optimizer } from "./optimizer.ts";

export interface AlternatingOptions {
  /** η_G */
  readonly learningRate: number;
  /** η_F; 1 if absent, with which F becomes the least-squares head of the batch. */
  readonly headLearningRate?: number;
}

/** Which factors the features' gradient has, and what is added to their diagonals. */
export interface Factors {
  /** P_G = FᵀF + λI; the identity if false. */
  readonly left: boolean;
  /** Q_G = Σ̂ + λI; the identity if false. */
  readonly right: boolean;
  /** λ, which Q_F = GΣ̂Gᵀ + λI has as well. */
  readonly damping: number;
}

/**
 * Algorithm (8) of Zhang et al. 2025, arXiv 2502.01763: on the first batch F₊ = F − η_F∇_F L̂ Q_F⁻¹ with Q_F = GΣ̂Gᵀ, on
 * the second G₊ = Ortho(G − η_G P_G⁻¹∇_G L̂(F₊, G)Q_G⁻¹).
 */
export function alternating(
  { learningRate, headLearningRate = 1 }: AlternatingOptions,
  { left, right, damping }: Factors,
): Optimizer {
  return {
    step(network, first, second) {
      const head = plus(network.head, headDirection(network, first, damping), -headLearningRate);
      const gradient = multiply(head, productGradient({ head, features: network.features }, second), {
        transposeA: true,
      });
      const onLeft = left ? solve(symmetricProduct(head, "columns"), gradient, damping) : gradient;
      const direction = right ? transpose(solve(second.inputCovariance, transpose(onLeft), damping)) : onLeft;
      return { head, features: orthonormalRows(plus(network.features, direction, -learningRate)) };
    },
  };
}

/** ∇_F L̂ (GΣ̂Gᵀ + λI)⁻¹. */
function headDirection(network: LinearNetwork, batch: BatchMoments, damping: number): DenseMatrix {
  const { head, features } = network;
  const projected = multiply(features, batch.inputCovariance);
  const covariance = multiply(projected, features, { transposeB: true });
  const gradient = plus(
    multiply(head, covariance),
    multiply(batch.crossCovariance, features, { transposeB: true }),
    -1,
  );
  return transpose(solve(covariance, transpose(gradient), damping));
}

/** (A + λI)⁻¹B. */
function solve(positive: DenseMatrix, b: DenseMatrix, damping: number): DenseMatrix {
  return choleskySolve(choleskyFactor(positive, damping), b);
}
