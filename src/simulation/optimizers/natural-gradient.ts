import {
  choleskyFactor,
  choleskySolve,
  type DenseMatrix,
  denseMatrix,
  multiply,
  symmetricEigen,
  symmetricProduct,
} from "../../linalg/index.ts";
import { plus, solveRight } from "../linear-representation/population-step.ts";
import { type Gradients, gradients } from "./gradients.ts";
import type { LinearNetwork } from "./network.ts";
import type { Optimizer } from "./optimizer.ts";

export interface NaturalGradientOptions {
  /** η */
  readonly learningRate: number;
  /** λ > 0, added to the diagonal of the Fisher information. */
  readonly damping: number;
}

/**
 * Natural gradient descent on both layers at once, without orthonormalisation: (F, G) ← (F, G) − η(Φ + λI)⁻¹∇L̂ with
 * the whole Fisher information Φ of the model y ~ N(FGx, I) on the batch's inputs, cross terms of F and G included
 * (S. Amari, Neural Computation 10 (1998) 251–276).
 */
export function naturalGradient({ learningRate, damping }: NaturalGradientOptions): Optimizer {
  return {
    step(network, batch) {
      const direction = naturalDirection(network, batch.inputCovariance, gradients(network, batch), damping);
      return {
        head: plus(network.head, direction.head, -learningRate),
        features: plus(network.features, direction.features, -learningRate),
      };
    },
  };
}

/**
 * (Φ + λI)⁻¹∇ for the Fisher information Φ of order d_Yk + kd, without forming it. Φ is the quadratic form
 * (A, B) ↦ E‖AGx + FBx‖² of a change A of F and B of G. In the eigenbases FᵀF = U diag(a)Uᵀ and Σ̂ = V diag(s)Vᵀ its
 * G block is diagonal, with entries aᵢsⱼ; what eliminating it leaves of the F block falls apart into k systems of order k,
 * one for each left singular direction of F, and the complement. About 9d³ operations for the eigenvectors of Σ̂ and
 * 6kd² + 2dk³ for the rest.
 *
 * @param inputCovariance Σ̂, d × d.
 * @param damping λ > 0.
 */
export function naturalDirection(
  { head, features }: LinearNetwork,
  inputCovariance: DenseMatrix,
  gradient: Gradients,
  damping: number,
): Gradients {
  const { rows: k, columns: d } = features;
  const right = symmetricEigen(inputCovariance);
  const left = symmetricEigen(symmetricProduct(head, "columns"));
  // GV, of which column j is γⱼ, and U, V applied to what is given.
  const gamma = multiply(features, right.vectors);
  const turnedHead = multiply(head, left.vectors);
  const turnedGradient = multiply(multiply(left.vectors, gradient.features, { transposeA: true }), right.vectors);
  const projectedGradient = multiply(turnedHead, gradient.head, { transposeA: true });
  const turned = denseMatrix(k, d);
  const weighted = denseMatrix(k, d);
  const target = denseMatrix(k, 1);
  for (let i = 0; i < k; i++) {
    const a = Math.max(0, left.values[i]);
    // cᵢ = fᵢᵀA solves cᵢ(λI + Σⱼ γⱼγⱼᵀ λsⱼ/(aᵢsⱼ + λ)) = fᵢᵀ∇_F − aᵢ Σⱼ (∇_G)ᵢⱼ sⱼγⱼᵀ/(aᵢsⱼ + λ): nothing cancels.
    for (let p = 0; p < k; p++) target.data[p] = projectedGradient.data[i * k + p];
    for (let j = 0; j < d; j++) {
      const s = Math.max(0, right.values[j]);
      const inverse = 1 / (a * s + damping);
      const weight = Math.sqrt(damping * s * inverse);
      const pull = a * turnedGradient.data[i * d + j] * s * inverse;
      for (let p = 0; p < k; p++) {
        weighted.data[p * d + j] = weight * gamma.data[p * d + j];
        target.data[p] -= pull * gamma.data[p * d + j];
      }
    }
    const c = choleskySolve(choleskyFactor(symmetricProduct(weighted, "rows"), damping), target);
    const along = multiply(c, gamma, { transposeA: true });
    for (let j = 0; j < d; j++) {
      const s = Math.max(0, right.values[j]);
      turned.data[i * d + j] = (turnedGradient.data[i * d + j] - along.data[j] * s) / (a * s + damping);
    }
  }
  const featuresDirection = multiply(multiply(left.vectors, turned), right.vectors, { transposeB: true });
  const projected = multiply(features, inputCovariance);
  const crossed = multiply(head, multiply(featuresDirection, projected, { transposeB: true }));
  const curvature = multiply(projected, features, { transposeB: true });
  for (let p = 0; p < k; p++) curvature.data[p * k + p] += damping;
  return { head: solveRight(plus(gradient.head, crossed, -1), curvature), features: featuresDirection };
}

/**
 * Φ itself, dense, in the order of F's entries row by row and then G's: (d_Yk + kd)² numbers.
 */
export function fisherInformation({ head, features }: LinearNetwork, inputCovariance: DenseMatrix): DenseMatrix {
  const { rows: outputs, columns: k } = head;
  const d = features.columns;
  const order = outputs * k + k * d;
  const fisher = denseMatrix(order, order);
  const projected = multiply(features, inputCovariance);
  const curvature = multiply(projected, features, { transposeB: true });
  const gram = symmetricProduct(head, "columns");
  const atHead = (o: number, p: number) => o * k + p;
  const atFeatures = (i: number, j: number) => outputs * k + i * d + j;
  for (let o = 0; o < outputs; o++) {
    for (let p = 0; p < k; p++) {
      for (let q = 0; q < k; q++) fisher.data[atHead(o, p) * order + atHead(o, q)] = curvature.data[p * k + q];
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < d; j++) {
          const entry = head.data[o * k + i] * projected.data[p * d + j];
          fisher.data[atHead(o, p) * order + atFeatures(i, j)] = entry;
          fisher.data[atFeatures(i, j) * order + atHead(o, p)] = entry;
        }
      }
    }
  }
  for (let i = 0; i < k; i++) {
    for (let h = 0; h < k; h++) {
      for (let j = 0; j < d; j++) {
        for (let l = 0; l < d; l++) {
          fisher.data[atFeatures(i, j) * order + atFeatures(h, l)] =
            gram.data[i * k + h] * inputCovariance.data[j * d + l];
        }
      }
    }
  }
  return fisher;
}
