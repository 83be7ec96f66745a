import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { dotProduct } from "../../linalg/dot-product.ts";

/** The part of the n × d inputs X = ZΣ^{1/2} that meets the labels, at most two of n dimensions of sample space. */
export interface SpanDraws {
  /** The square roots of the eigenvalues of Σ, d of them. */
  readonly roots: Float64Array;
  /** u = Σ^{1/2}β⋆/‖Σ^{1/2}β⋆‖, of length 1. */
  readonly unit: Float64Array;
  /** ‖g‖u + Pw₁ with P = I − uuᵀ: the row of Z, in rotated sample space, along the unit projections g = Zu. */
  readonly along: Float64Array;
  /** Pw₂: the row of Z in the direction of what the labels have across g. */
  readonly across: Float64Array;
}

/** Everything that XᵀX depends on. */
export interface InputDraws extends SpanDraws {
  /** Upper trapezoidal R: the remaining rows of Z are those of RP, and zeros. Absent if there are two samples. */
  readonly factor: DenseMatrix | undefined;
}

/**
 * `row` + (wanted − ⟨unit, row⟩)·unit: the vector whose component along `unit` is `wanted` and which agrees with `row`
 * across it. Overwrites `row`.
 */
export function withComponent(row: Float64Array, unit: Float64Array, wanted: number): Float64Array {
  const correction = wanted - dotProduct(unit, row);
  for (let j = 0; j < row.length; j++) row[j] += correction * unit[j];
  return row;
}

/** The reduced inputs in full, min(n, d + 2) × d: the rows described above times Σ^{1/2}. */
export function reducedInputs({ roots, unit, along, across, factor }: InputDraws): DenseMatrix {
  const d = roots.length;
  const inputs = denseMatrix(2 + (factor?.rows ?? 0), d);
  inputs.data.set(along, 0);
  inputs.data.set(across, d);
  if (factor !== undefined) inputs.data.set(factor.data, 2 * d);
  for (let row = 0; row < inputs.rows; row++) {
    const entries = inputs.data.subarray(row * d, (row + 1) * d);
    if (row >= 2) withComponent(entries, unit, 0);
    for (let j = 0; j < d; j++) entries[j] *= roots[j];
  }
  return inputs;
}
