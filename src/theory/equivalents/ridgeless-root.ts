import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Population } from "../../model/population.ts";
import { type Discretisation, discretise } from "../populations/discretise.ts";
import { moment } from "../populations/moment.ts";
import { resolventSums } from "../silverstein/resolvent-sums.ts";
import { ridgeRatio } from "../silverstein/ridge-equation.ts";
import { type Estimate, exact } from "./estimate.ts";
import { requireAspectRatio } from "./ridge-point.ts";

const eps = Number.EPSILON;
/** The distance to the root about halves at least, and doubles span 2¹⁰²² to either side of 1. */
const mostIterations = 5000;

/** κ₀ = lim κ(λ) as λ ↓ 0, with the excess 1 − φ(1 − H{0}) whose sign decides between three regimes. */
export interface RidgelessRoot {
  /**
   * Whether Σ's positive eigenvalues are fewer than the samples (`determined`: κ₀ = 0), as many (`critical`: κ₀ = 0, but
   * κ is of order √λ) or more (`underdetermined`: κ₀ > 0).
   */
  readonly regime: "determined" | "critical" | "underdetermined";
  readonly kappa: Estimate;
  readonly excess: Estimate;
}

/**
 * The root of φ ∫ τ/(τ + κ) dH = 1 by Newton's method on the convex κ(1 − φ df₁(κ)), downwards from φm₁, above all roots.
 * With positive mass at 0 the regime is `critical` where φ(1 − H{0}) is 1 to rounding; without, where φ is exactly 1.
 *
 * @throws AsymptopiaError `invalid-input` for φ outside its domain; `not-converged`, which is not known to happen.
 */
export function ridgelessRoot(population: Population, phi: number): RidgelessRoot {
  requireAspectRatio(phi);
  return ridgelessRootOnNodes(discretise(population), moment(population, 1).value, phi);
}

/**
 * `ridgelessRoot` for a distribution that is given by its nodes.
 *
 * @param mean ∫ τ dH, or what is above it.
 */
export function ridgelessRootOnNodes(discretisation: Discretisation, mean: number, phi: number): RidgelessRoot {
  const { zeroMass } = discretisation;
  const positive = phi * (1 - zeroMass);
  const excess = { value: 1 - positive, error: zeroMass > 0 ? eps * (1 + 3 * positive) : eps * Math.abs(1 - positive) };
  if (Math.abs(excess.value) <= (zeroMass > 0 ? excess.error : 0)) {
    return { regime: "critical", kappa: exact(0), excess: exact(0) };
  }
  if (excess.value > 0) return { regime: "determined", kappa: exact(0), excess };

  let kappa = phi * mean;
  for (let iterations = 0; iterations < mostIterations; iterations++) {
    const sums = resolventSums(discretisation, kappa);
    const spread = phi * sums.pc;
    const ratio = ridgeRatio(discretisation, phi, sums);
    const slope = ratio.value + spread;
    const next = kappa * (spread / slope);
    if (!(next < kappa * (1 - 4 * eps))) {
      const resolved = kappa >= discretisation.smallestScale;
      const relative = resolved ? (Math.abs(ratio.value) + ratio.error) / spread + eps : Number.POSITIVE_INFINITY;
      return { regime: "underdetermined", kappa: { value: kappa, error: kappa * relative }, excess };
    }
    kappa = next;
  }
  throw new AsymptopiaError("not-converged", `the effective ridge without a ridge did not settle at phi = ${phi}`, {
    field: "phi",
    value: phi,
  });
}
