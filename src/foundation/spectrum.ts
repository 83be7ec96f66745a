import type { Quantity } from "./quantity.ts";

/**
 * A probability distribution H of eigenvalues τ, as a formula integrates against it: as a finite sum, by which equations
 * are solved, and by a rule of its own, which says how far the sum is to be trusted.
 */
export interface Spectrum {
  /** Where the sum evaluates: ∫ f dH ≈ Σ weights[i]·f(values[i]). */
  readonly values: Float64Array;
  /** Masses above 0, which sum to 1. */
  readonly weights: Float64Array;
  /**
   * ∫ f dH with an estimate of its error; for atoms the sum itself.
   *
   * @throws AsymptopiaError `non-finite` where f is NaN or infinite.
   */
  integrate(f: (tau: number) => number): Quantity;
}
