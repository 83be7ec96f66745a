import type { Complex } from "../../foundation/complex.ts";
import type { ComplexQuantity } from "../../foundation/complex-quantity.ts";
import type { Quantity } from "../../foundation/quantity.ts";

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
