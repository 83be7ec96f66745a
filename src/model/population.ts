/**
 * A population spectral distribution H as a user writes it, in JSON. H is the limiting distribution of the eigenvalues
 * τ ≥ 0 of the population covariance Σ.
 *
 * - `atoms`: mass `weights[i]` (positive, any positive sum: they are normalised; equal if absent) at `values[i]`.
 * - `eigenvalues`: equal mass at every listed value.
 * - `uniform`: density constant on [low, high].
 * - `ar1`: the spectrum of a stationary AR(1) covariance with entries rho^|i−j|:
 *   τ = (1−ρ²)/(1+ρ²−2ρcos θ) with θ uniform on (0, π).
 * - `geometric`: log τ uniform on [log low, log high].
 * - `power-law`: density proportional to τ^(−exponent) on [low, high].
 */
export type PopulationSpecification =
  | { readonly kind: "atoms"; readonly values: readonly number[]; readonly weights?: readonly number[] }
  | { readonly kind: "eigenvalues"; readonly values: readonly number[] }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | { readonly kind: "ar1"; readonly rho: number }
  | { readonly kind: "geometric"; readonly low: number; readonly high: number }
  | { readonly kind: "power-law"; readonly exponent: number; readonly low: number; readonly high: number };

/** H as finitely many atoms: `values` ascending and distinct, `weights` positive and summing to 1. */
export interface AtomicPopulation {
  readonly type: "atomic";
  readonly specification: PopulationSpecification;
  readonly values: readonly number[];
  readonly weights: readonly number[];
  /** The smallest τ with H([0, τ]) ≥ u, for u in [0, 1]. */
  quantile(u: number): number;
}

/** H with a density on [low, high]. */
export interface ContinuousPopulation {
  readonly type: "continuous";
  readonly specification: PopulationSpecification;
  readonly low: number;
  readonly high: number;
  /** dH/dτ; 0 outside [low, high]. It may be infinite at an endpoint (AR(1)). */
  density(tau: number): number;
  /** The τ with H([0, τ]) = u, for u in [0, 1]. */
  quantile(u: number): number;
}

export type Population = AtomicPopulation | ContinuousPopulation;
