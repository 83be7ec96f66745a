import { dotProduct } from "../../linalg/dot-product.ts";

/** ‖a‖², of a vector or, in the Frobenius norm, of a matrix by its entries. */
export function squaredNorm(a: Float64Array): number {
  return dotProduct(a, a);
}

/** ‖a − b‖ for arrays of one length. */
export function distance(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(squaredNorm(a.map((value, i) => value - b[i])));
}
