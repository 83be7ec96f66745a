import { type DenseMatrix, symmetricProduct } from "../../linalg/index.ts";
import { type PositiveDefinite, positiveDefinite, powerOf } from "./positive-definite.ts";

/** (XXᵀ)^exponent, for X with independent rows. */
export function inputPower(inputs: DenseMatrix, exponent: number): PositiveDefinite {
  return powerOf(positiveDefinite(symmetricProduct(inputs, "rows")), exponent);
}

/** diag(XXᵀ)⁻¹, for X without a row of zeros. */
export function inverseInputDiagonal(inputs: DenseMatrix): PositiveDefinite {
  const { rows: d, data } = symmetricProduct(inputs, "rows");
  const diagonal = data.map((entry, at) => (at % (d + 1) === 0 ? 1 / entry : 0));
  return positiveDefinite({ rows: d, columns: d, data: diagonal });
}
