/** What the inputs x̃ = Σ^{p/2}x of a training have of the eigenvalues τ of Σ; everything is diagonal in its eigenbasis. */
export interface ReadoutCovariances {
  /** τ^{(1+p)/2}: x̃ is a vector of independent N(0, 1) numbers times these. */
  readonly roots: Float64Array;
  /** τ^{1+p}, the covariance of x̃. */
  readonly weights: Float64Array;
  /** τ^{p+s}, that of x̃ at test time after a shift Σ' = Σ^s. */
  readonly shiftedWeights: Float64Array;
  /** τ^{−p}: squares of θ times these are those of θ̃ = Σ^{−p/2}θ, for which x̃ᵀθ̃ = xᵀθ. */
  readonly teacherFactors: Float64Array;
}

/** @param eigenvalues τ, above 0 unless p = 0. */
export function readoutCovariances(
  eigenvalues: readonly number[],
  exponent: number,
  shift: number,
): ReadoutCovariances {
  const power = (of: number): Float64Array => Float64Array.from(eigenvalues, (tau) => tau ** of);
  return {
    roots: power((1 + exponent) / 2),
    weights: power(1 + exponent),
    shiftedWeights: power(exponent + shift),
    teacherFactors: power(-exponent),
  };
}
