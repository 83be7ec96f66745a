import { type DenseMatrix, denseMatrix, multiply, symmetricEigen, symmetricProduct } from "../../linalg/index.ts";

/** What training a first layer with the preconditioner P sees of the inputs X, n × d. */
export interface PreconditionedGram {
  /** XPXᵀ. */
  readonly gram: DenseMatrix;
  /** The n × n matrix M with x ᵀPXᵀ = xᵀXᵀM for every x. */
  readonly outside: DenseMatrix;
}

/**
 * Gram matrices under P ∝ (Σ̂ + δI)^p, for many p: Σ̂ = XᵀX/n is the inputs' own second moment and δ `damping` times its
 * mean eigenvalue. P is scaled so that the largest eigenvalue of XPXᵀ/n is 1, so that the same step size is as near to
 * the limit of stability for every p.
 *
 * P itself is never formed. With XXᵀ/n = USUᵀ, XPXᵀ/n = U S(S + δ)^p Uᵀ and PXᵀ = XᵀU(S + δ)^p Uᵀ.
 */
export function gramPowers(inputs: DenseMatrix, damping: number): (exponent: number) => PreconditionedGram {
  const n = inputs.rows;
  const { values, vectors } = symmetricEigen(symmetricProduct(inputs, "rows", 1 / n));
  const spectrum = values.map((value) => Math.max(0, value));
  const delta = (damping * spectrum.reduce((sum, value) => sum + value, 0)) / inputs.columns;
  return (exponent) => {
    const powers = spectrum.map((value) => (value + delta) ** exponent);
    const largest = powers.reduce((most, power, i) => Math.max(most, power * spectrum[i]), 0);
    const from = (weights: Float64Array): DenseMatrix => {
      const scaled = denseMatrix(n, n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) scaled.data[i * n + j] = vectors.data[i * n + j] * weights[j];
      }
      return multiply(scaled, vectors, { transposeB: true });
    };
    return {
      gram: from(powers.map((power, i) => (n * power * spectrum[i]) / largest)),
      outside: from(powers.map((power) => power / largest)),
    };
  };
}
