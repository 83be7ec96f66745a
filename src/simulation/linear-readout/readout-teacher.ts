import type { Normalization } from "./readout-setting.ts";

/**
 * θ_i² ∝ τ_i^{2a} in the eigenbasis of Σ, with θᵀθ = 1 or θᵀΣθ = 1.
 *
 * The signs of θ are left open: for a diagonal S of signs, SXᵀXS has the law of XᵀX, so that the law of the risk does not
 * depend on them, and a replicate may draw them or average over all of them.
 *
 * @param eigenvalues Of Σ, ascending.
 */
export function teacherSquares(
  eigenvalues: readonly number[],
  alignment: number,
  normalization: Normalization,
): Float64Array {
  const largest = eigenvalues[eigenvalues.length - 1];
  // Powers relative to the end where they are largest: none overflows, and not all vanish.
  const unit = alignment < 0 ? eigenvalues[0] : largest;
  const squares = Float64Array.from(eigenvalues, (tau) => (tau / unit) ** (2 * alignment));
  const length =
    normalization === "unit-norm"
      ? squares.reduce((sum, square) => sum + square, 0)
      : squares.reduce((sum, square, i) => sum + square * eigenvalues[i], 0);
  return squares.map((square) => square / length);
}
