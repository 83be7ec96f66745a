/**
 * Least squares of the class y = ±1 on an invariant feature N(a s₁ y, s₁²), a spurious one N(b s₂ y, s₂²) whose mean is
 * −b s₂ y at test time, and nuisance N(0, s₃²), all independent given the class.
 */
export interface SignFlipSetting {
  /** a > 0. */
  readonly invariantSignal: number;
  /** b > 0. */
  readonly spuriousSignal: number;
  /** s₁ > 0. */
  readonly invariantDeviation: number;
  /** s₂ > 0. */
  readonly spuriousDeviation: number;
  /** s₃ > 0; null where there is no nuisance. */
  readonly nuisanceDeviation: number | null;
}

/** How a readout is trained from 0 on half the mean square, preconditioned by Σ^p. */
export interface ReadoutPath {
  /** p. */
  readonly exponent: number;
  /** Ridge on Σ^½ᵖx, in units of ρ, the largest eigenvalue of Σ^(1+p). */
  readonly lambda: number;
  /** Time of the flow or of all steps together, in units of 1/ρ. */
  readonly time: number | "converged";
  /** How many equal gradient steps the time is taken in; null for gradient flow. */
  readonly steps: number | null;
}
