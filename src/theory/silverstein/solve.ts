import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { type Discretisation, discretise } from "../populations/discretise.ts";
import { moment } from "../populations/moment.ts";
import { type ResolventSums, resolventSums } from "./resolvent-sums.ts";
import { type RidgeRatio, ridgeRatio } from "./ridge-equation.ts";

/** What the Silverstein equation says at one point −λ of the negative axis. Every member is above 0. */
export interface SilversteinSolution {
  /** Effective ridge κ(λ): λ = κ(1 − φ df₁). In the unit of an eigenvalue. */
  readonly kappa: Quantity;
  /** κ′(λ) = 1/(1 − φ df₂). Dimensionless. */
  readonly kappaDerivative: Quantity;
  /** Stieltjes transform m(−λ) = lim tr(Σ̂ + λ)⁻¹/d. In the unit of an inverse eigenvalue. */
  readonly m: Quantity;
  /** m′(−λ), the derivative in z at z = −λ: lim tr(Σ̂ + λ)⁻²/d. In the unit of an inverse squared eigenvalue. */
  readonly mDerivative: Quantity;
  /** df₁ = ∫ τ/(τ + κ) dH = 1 − λm, in (0, 1]. */
  readonly degreesOfFreedom: Quantity;
  /** df₂ = ∫ τ²/(τ + κ)² dH, in (0, df₁). */
  readonly squaredDegreesOfFreedom: Quantity;
  /** df₁ − df₂ = ∫ τκ/(τ + κ)² dH, without cancellation. */
  readonly degreesOfFreedomGap: Quantity;
  /** Newton steps. */
  readonly iterations: number;
}

const eps = Number.EPSILON;
/** Relative error up to which a member of a solution is called `ok`. */
const promised = 1e-12;
/** Below it, terms of a sum, or a result, may have lost digits to underflow. */
const smallestSum = 1e-290;
/** Each step at least about halves the distance to the root, and doubles span 2¹⁰²² to either side of 1. */
const mostIterations = 5000;

/**
 * The Silverstein equation m = ∫ dH/(τ(1 − φ + φλm) + λ) at z = −λ, solved for the effective ridge κ by Newton's
 * method on the convex equation κ(1 − φ df₁(κ)) = λ from a point above its root: the steps descend to the right
 * root, with m > 0 and 1 − φ + φλm > 0, and to no other.
 *
 * Everything is a sum of positive terms: λm = ∫ κ/(τ + κ) dH, κ′ = 1/(λ/κ + φD), λ²m′ = ∫ (κ/(τ + κ))² dH + φκ′D²,
 * with D = df₁ − df₂. Relative errors are a few units in the last place; they grow only where the root itself is
 * ill-conditioned, φ(1 − H{0}) at an edge between eigenvalues of very different size. `ok` means an estimated relative
 * error of at most 1e-12. Time: 2 to some 30 sums over the atoms, or over up to some 1500 nodes of a density.
 *
 * Source: Silverstein, J. Multivariate Anal. 55 (1995), 331–339; Theorem E.9 of Zhang et al. 2025, arXiv 2502.01763.
 *
 * @param phi aspect ratio φ = lim d/n, above 0.
 * @param lambda ridge λ, above 0.
 * @throws AsymptopiaError `invalid-input` where φ or λ is outside its domain; `non-finite` where a result is no double
 *   (m′ grows like 1/λ² at worst); `not-converged`, which is not known to happen.
 */
export function solveSilverstein(population: Population, phi: number, lambda: number): SilversteinSolution {
  if (!(phi > 0 && Number.isFinite(phi))) throw invalidInput("phi", phi, "a finite number above 0");
  if (!(lambda > 0 && Number.isFinite(lambda))) throw invalidInput("lambda", lambda, "a finite number above 0");
  return solveOnNodes(discretise(population), moment(population, 1).value, phi, lambda);
}

/**
 * `solveSilverstein` for a distribution that is given by its nodes.
 *
 * @param mean ∫ τ dH, or what is above it.
 */
export function solveOnNodes(
  discretisation: Discretisation,
  mean: number,
  phi: number,
  lambda: number,
): SilversteinSolution {
  const start = upperBound(mean, discretisation.zeroMass, phi, lambda);
  const { kappa, iterations } = descend(discretisation, phi, lambda, start);
  const sums = resolventSums(discretisation, kappa);
  const ratio = ridgeRatio(discretisation, phi, sums);
  return { ...evaluate(discretisation, phi, lambda, kappa, sums, ratio), iterations };
}

/**
 * κ(λ) alone, good to some units in the last place where the root is well conditioned: also where other members of the
 * solution are no doubles.
 */
export function approximateRidge(population: Population, phi: number, lambda: number): number {
  const discretisation = discretise(population);
  const start = upperBound(moment(population, 1).value, discretisation.zeroMass, phi, lambda);
  return descend(discretisation, phi, lambda, start).kappa;
}

/** κ = λ + φκ df₁ is at most λ + φ m₁, and at most λ/(1 − φ(1 − H{0})) where that is positive. */
function upperBound(mean: number, zeroMass: number, phi: number, lambda: number): number {
  const byMean = lambda + phi * mean;
  const left = 1 - phi * (1 - zeroMass);
  return left > 0 ? Math.min(byMean, lambda / left) : byMean;
}

function descend(
  discretisation: Discretisation,
  phi: number,
  lambda: number,
  start: number,
): { kappa: number; iterations: number } {
  let kappa = start;
  for (let iterations = 1; iterations <= mostIterations; iterations++) {
    const sums = resolventSums(discretisation, kappa);
    const spread = phi * sums.pc;
    const slope = ridgeRatio(discretisation, phi, sums).value + spread;
    // κ − (κ·ratio − λ)/slope, without the difference.
    const next = (kappa * spread + lambda) / slope;
    // From above the exact steps descend; where they no longer do, rounding has taken over.
    if (!(next < kappa * (1 - 4 * eps))) {
      return { kappa: slope > 0 && Number.isFinite(next) ? next : kappa, iterations };
    }
    kappa = next;
  }
  throw new AsymptopiaError("not-converged", `the effective ridge at lambda = ${lambda} did not settle`, {
    field: "lambda",
    value: lambda,
  });
}

function evaluate(
  { zeroMass, relativeError, smallestScale }: Discretisation,
  phi: number,
  lambda: number,
  kappa: number,
  sums: ResolventSums,
  ratio: RidgeRatio,
): Omit<SilversteinSolution, "iterations"> {
  const gap = sums.pc;
  const slope = lambda / kappa + phi * gap;
  const kappaDerivative = 1 / slope;
  const shift = phi * kappaDerivative * gap * gap;
  // Residual of the equation and its own rounding, over its slope in log κ. Below the smallest scale the nodes see a
  // mass where they should see a density, and nothing is known.
  const resolved = kappa >= smallestScale;
  const ofKappa = resolved
    ? (Math.abs(ratio.value - lambda / kappa) + ratio.error) / slope + eps
    : Number.POSITIVE_INFINITY;
  // Each sum passes the error of κ on by its elasticity in κ, or by a bound of it: |∂p/∂log κ| = pc.
  const ofSum = (sum: number, slopeInKappa: number, rounding = relativeError): number =>
    sum > smallestSum ? ofKappa * (slopeInKappa / sum) + rounding : Number.POSITIVE_INFINITY;
  const free = zeroMass + sums.c;
  const squared = zeroMass + sums.cc + shift;
  const ofGap = ofSum(gap, gap);
  const ofSquared = ofSum(squared, 2 * Math.min(gap, sums.cc) + 3 * shift, 3 * relativeError);
  return {
    kappa: quantity(kappa, ofKappa),
    kappaDerivative: quantity(kappaDerivative, ofGap + 2 * eps),
    m: quantity(free / lambda, ofSum(free, gap) + eps),
    mDerivative: quantity(squared / lambda / lambda, ofSquared + 6 * eps),
    degreesOfFreedom: quantity(sums.p, ofSum(sums.p, gap)),
    squaredDegreesOfFreedom: quantity(sums.pp, ofSum(sums.pp, 2 * Math.min(gap, sums.pp))),
    degreesOfFreedomGap: quantity(gap, ofGap),
  };
}

/** @throws AsymptopiaError `non-finite` for a value that is not finite. */
function quantity(value: number, relativeError: number): Quantity {
  if (!Number.isFinite(value)) {
    const message = "the solution of the Silverstein equation is outside the range of doubles";
    throw new AsymptopiaError("non-finite", message, { field: "lambda" });
  }
  const error = relativeError < Number.POSITIVE_INFINITY ? value * relativeError + Number.MIN_VALUE : Number.MAX_VALUE;
  const ok = relativeError <= promised && value > smallestSum;
  return { value, error, status: ok ? "ok" : "inaccurate" };
}
