import type { DenseMatrix } from "../../linalg/index.ts";
import { squaredNorm } from "../matrix-identities/norms.ts";

/** ‖A‖_F. */
export function frobenius({ data }: Pick<DenseMatrix, "data">): number {
  return Math.sqrt(squaredNorm(data));
}

/** tr A of a square matrix. */
export function trace({ rows, data }: DenseMatrix): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += data[i * rows + i];
  return sum;
}
