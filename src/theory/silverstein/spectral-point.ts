import type { Complex } from "../../foundation/complex.ts";
import { conjugate } from "../../foundation/complex.ts";
import type { ComplexQuantity } from "../../foundation/complex-quantity.ts";
import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { CompanionEquation } from "./companion-equation.ts";
import { locate } from "./locate.ts";
import { solutionAt } from "./solution-at.ts";

/** How the branch of the solution was certified. */
export interface BranchCertificate {
  /**
   * - `upper-half-plane`: the root ball lies in Im ℓ > 0, where the solution is unique;
   * - `contraction`: φ∫ τ²/|ℓ − τ|² dH < 1 on the root ball, where every solution is the right one;
   * - `none`: rounding left neither; the point is within rounding of an edge, and its members are `inaccurate`.
   */
  readonly kind: "upper-half-plane" | "contraction" | "none";
  /** Radius around ℓ that contains the exact root. In the unit of an eigenvalue. */
  readonly radius: number;
  /** φ∫ τ²/|ℓ − τ|² dH: below 1 at complex z and outside the support, 1 on the bulk's boundary values. */
  readonly contraction: number;
}

/**
 * The Silverstein equation z = ψ(ℓ) = ℓ(1 + φ∫ τ/(ℓ − τ) dH), solved at one point z, with ℓ = −1/v and everything that
 * follows from it. Where z is x ± i0 the values are the limits from that side.
 */
export interface SpectralPoint {
  readonly z: Complex;
  /** ℓ, in the unit of an eigenvalue; −κ on the negative axis. */
  readonly ell: ComplexQuantity;
  /** Companion transform v(z) = −1/ℓ = −(1 − φ)/z + φ m(z), the Stieltjes transform of the limit of XXᵀ/n. */
  readonly companion: ComplexQuantity;
  /** v′(z). */
  readonly companionDerivative: ComplexQuantity;
  /** v″(z). */
  readonly companionSecondDerivative: ComplexQuantity;
  /** m(z) = lim tr(Σ̂ − z)⁻¹/d. */
  readonly stieltjes: ComplexQuantity;
  /** m′(z). */
  readonly stieltjesDerivative: ComplexQuantity;
  /** m″(z). */
  readonly stieltjesSecondDerivative: ComplexQuantity;
  /**
   * |Im m(z)|/π with an error of its own, which near edges and in small bulks is below that of m: at x ± i0 the density
   * of the limiting law at x, elsewhere its average with a Cauchy kernel.
   */
  readonly density: Quantity;
  readonly branch: BranchCertificate;
}

/**
 * The solution at z off the support of the limiting law: complex, or real to the left or right of it or in a gap.
 *
 * Errors are those of the roots' natural conditioning in z and a few units in the last place, with H as it is stored (its
 * normalised weights count as exact); `ok` means a stated relative error of at most 1e-12 of the modulus. Time: some 10
 * to 100 sums over the atoms or nodes.
 *
 * Source: Silverstein and Choi, J. Multivariate Anal. 54 (1995), 295–309.
 *
 * @param phi aspect ratio φ = lim d/n, above 0.
 * @param z complex number (or a real one), not 0.
 * @throws AsymptopiaError `invalid-input` where φ is outside its domain, or z is not finite, 0, or on the support, where
 *   `boundaryPoint` tells the sides apart; `not-converged`, which is not known to happen.
 */
export function spectralPoint(population: Population, phi: number, z: Complex | number): SpectralPoint {
  const equation = companionEquation(population, phi);
  const { re, im } = typeof z === "number" ? { re: z, im: 0 } : z;
  if (!Number.isFinite(re) || !Number.isFinite(im)) throw invalidInput("z", z, "a finite number");
  if (re === 0 && im === 0) throw invalidInput("z", z, "a number other than 0");
  const height = Math.abs(im);
  const point = solutionAt(equation, { re, im: height }, locate(equation, re, height));
  if (im === 0 && point.ell.value.im > 0) throw invalidInput("z", z, "off the support of the limiting law");
  return im < 0 ? mirrored(point) : point;
}

/**
 * The limits at x ± i0 on the real axis, x ≠ 0. Inside the support ℓ is complex, and Im m/π is the density; outside it
 * is real and both sides agree.
 *
 * Errors follow the natural conditioning, which is 1/√distance near an edge. Where x is an edge to within rounding the
 * branch has no certificate, m and v come with errors of about 1e-8, and derivatives, which are infinite at an edge,
 * with an infinite error.
 *
 * @throws AsymptopiaError `invalid-input` where φ is outside its domain or x is 0 or not finite; `not-converged`, which
 *   is not known to happen.
 */
export function boundaryPoint(
  population: Population,
  phi: number,
  x: number,
  side: "above" | "below" = "above",
): SpectralPoint {
  const equation = companionEquation(population, phi);
  if (!(Number.isFinite(x) && x !== 0)) throw invalidInput("x", x, "a finite number other than 0");
  if (side !== "above" && side !== "below") throw invalidInput("side", side, "above or below");
  const point = solutionAt(equation, { re: x, im: 0 }, locate(equation, x, 0));
  return side === "below" ? mirrored(point) : point;
}

const latest = new WeakMap<Population, CompanionEquation>();

/** The equation with its tables, kept from one call to the next with the same φ. */
function companionEquation(population: Population, phi: number): CompanionEquation {
  if (!(phi > 0 && Number.isFinite(phi))) throw invalidInput("phi", phi, "a finite number above 0");
  let equation = latest.get(population);
  if (equation === undefined || equation.phi !== phi) {
    equation = new CompanionEquation(population, phi);
    latest.set(population, equation);
  }
  return equation;
}

/** The solution at the conjugate of z. */
function mirrored(point: SpectralPoint): SpectralPoint {
  const mirror = (quantity: ComplexQuantity): ComplexQuantity => ({ ...quantity, value: conjugate(quantity.value) });
  return {
    z: conjugate(point.z),
    ell: mirror(point.ell),
    companion: mirror(point.companion),
    companionDerivative: mirror(point.companionDerivative),
    companionSecondDerivative: mirror(point.companionSecondDerivative),
    stieltjes: mirror(point.stieltjes),
    stieltjesDerivative: mirror(point.stieltjesDerivative),
    stieltjesSecondDerivative: mirror(point.stieltjesSecondDerivative),
    density: point.density,
    branch: point.branch,
  };
}
