import type { DensityPanel } from "./populations/density-panels.ts";

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
 * - `density`: one that a claim file has registered under `name`, with `definePopulation`.
 */
export type PopulationSpecification =
  | { readonly kind: "atoms"; readonly values: readonly number[]; readonly weights?: readonly number[] }
  | { readonly kind: "eigenvalues"; readonly values: readonly number[] }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | { readonly kind: "ar1"; readonly rho: number }
  | { readonly kind: "geometric"; readonly low: number; readonly high: number }
  | { readonly kind: "power-law"; readonly exponent: number; readonly low: number; readonly high: number }
  | { readonly kind: "density"; readonly name: string };

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
  /**
   * dH/dτ; 0 outside [low, high]. It may be infinite at an endpoint (AR(1)). Callers that know τ − low or high − τ better
   * than τ tells pass them on; only a registered density makes use of that.
   */
  density(tau: number, aboveLow?: number, belowHigh?: number): number;
  /** The τ with H([0, τ]) = u, for u in [0, 1]. */
  quantile(u: number): number;
  /** For a registered density, whose shape nothing else tells: where it is smooth. */
  readonly resolution?: DensityResolution;
}

/** How a density between breakpoints is cut into parts, each smooth in the logarithm of the distance from its origin. */
export interface DensityResolution {
  /** By ascending τ; together all of the mass but for `relativeError`. */
  readonly panels: readonly (DensityPanel & { readonly mass: number })[];
  /** The τ below which a density down to τ = 0 is told by its mass alone; 0 where it vanishes fast enough. */
  readonly smallestScale: number;
  /** Bound on what is missing, or unresolved, relative to ∫ τ^a κ^b/(τ + κ)^c dH for a, b, c ≤ 4 and κ ≥ smallestScale. */
  readonly relativeError: number;
  /** Places between `low` and `high` where the density is not smooth. */
  readonly breakpoints: readonly number[];
  /** dH/dτ at τ = origin + sign·u, normalised. */
  at(origin: number, sign: 1 | -1, u: number): number;
}

export type Population = AtomicPopulation | ContinuousPopulation;
