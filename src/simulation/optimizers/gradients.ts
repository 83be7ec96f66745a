import { type DenseMatrix, dotProduct, multiply } from "../../linalg/index.ts";
import { plus } from "../linear-representation/population-step.ts";
import type { BatchMoments } from "./batch-moments.ts";
import type { LinearNetwork } from "./network.ts";

/** The gradients of L̂ = (1/2n)Σᵢ‖yᵢ − FGxᵢ‖². */
export interface Gradients {
  /** ∇_F L̂ = (FGΣ̂ − C)Gᵀ, d_Y × k. */
  readonly head: DenseMatrix;
  /** ∇_G L̂ = Fᵀ(FGΣ̂ − C), k × d. */
  readonly features: DenseMatrix;
}

/** FGΣ̂ − C, the gradient of L̂ as a function of the product FG, d_Y × d. */
export function productGradient({ head, features }: LinearNetwork, batch: BatchMoments): DenseMatrix {
  return plus(multiply(head, multiply(features, batch.inputCovariance)), batch.crossCovariance, -1);
}

/** Both gradients at the same network. */
export function gradients(network: LinearNetwork, batch: BatchMoments): Gradients {
  const product = productGradient(network, batch);
  return {
    head: multiply(product, network.features, { transposeB: true }),
    features: multiply(network.head, product, { transposeA: true }),
  };
}

/**
 * (1/n)Σᵢ‖yᵢ − FGxᵢ‖², which is 2L̂: at the teacher it is σ_ε²d_Y on average. From moments, with an absolute error of some
 * dozen units in the last place of tr(YᵀY)/n and of tr(FGΣ̂GᵀFᵀ).
 */
export function batchLoss({ head, features }: LinearNetwork, batch: BatchMoments): number {
  const product = multiply(head, features);
  const predicted = multiply(product, batch.inputCovariance);
  return (
    batch.labelPower -
    2 * dotProduct(product.data, batch.crossCovariance.data) +
    dotProduct(predicted.data, product.data)
  );
}
