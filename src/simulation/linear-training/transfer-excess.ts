import { choleskyFactor, choleskySolve, type DenseMatrix, dotProduct, multiply } from "../../linalg/index.ts";
import type { LinearInstance } from "../linear-representation/instance.ts";
import { orthonormalRows } from "../linear-representation/orthonormal-rows.ts";
import { plus } from "../linear-representation/population-step.ts";
import type { LinearNetwork } from "../optimizers/network.ts";

/**
 * min_F E‖(M − FG)x‖², the excess risk of the best head on given features: B of Lemma 3.7 of Zhang et al. 2025, arXiv
 * 2502.01763. It depends on the teacher's head through F⋆ᵀF⋆ alone, so that a task with the head OF⋆, O orthogonal, has
 * the same. Absolute error of some dozen units in the last place of tr(MΣMᵀ).
 *
 * @param features G, k × d, of full row rank.
 */
export function transferExcess({ covariance, product }: LinearInstance, features: DenseMatrix): number {
  // The span alone matters, and orthonormal rows condition GΣGᵀ no worse than Σ.
  const basis = orthonormalRows(features);
  const projected = multiply(basis, covariance.matrix);
  const crossed = multiply(projected, product, { transposeB: true });
  const curvature = multiply(projected, basis, { transposeB: true });
  const head = choleskySolve(choleskyFactor(curvature), crossed);
  return Math.max(0, teacherPower({ covariance, product }) - dotProduct(head.data, crossed.data));
}

/** tr(MΣMᵀ) = E‖Mx‖²: the excess risk of predicting 0. */
export function teacherPower({ covariance, product }: Pick<LinearInstance, "covariance" | "product">): number {
  return dotProduct(multiply(product, covariance.matrix).data, product.data);
}

/** E‖(M − FG)x‖² of a network as it is. */
export function networkExcess({ covariance, product }: LinearInstance, { head, features }: LinearNetwork): number {
  const error = plus(multiply(head, features), product, -1);
  return dotProduct(multiply(error, covariance.matrix).data, error.data);
}
