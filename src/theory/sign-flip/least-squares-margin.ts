import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";

/** Margins of least squares without ridge, at the end of training: the same for every preconditioner. */
export interface LeastSquaresMargins {
  /** (a² + b²)√(1−φ)/√(a² + b² + φ). */
  readonly margin: Quantity;
  /** (a² − b²)√(1−φ)/√(a² + b² + φ), with the spurious sign flipped. */
  readonly oodMargin: Quantity;
}

/**
 * The limits of the margins of least squares as n, d → ∞ with d/n → φ < 1, for the signals a and b; neither the variances
 * of the features nor how much nuisance there is beyond φ enters.
 *
 * Derivation: zᵢ = yᵢxᵢ are independent N(m, C), and least squares regresses 1 on them: w ∝ S⁻¹m̂, with m̂ their mean and
 * S their centred covariance, which are independent. In coordinates with C = I, m̂ = m + g/√n, and S⁻¹ is isotropic about
 * m̂: m′ᵀS⁻¹m̂ → m′ᵀm/(1−φ) and m̂ᵀS⁻²m̂ → (|m|² + φ)/(1−φ)³.
 *
 * To 16ε beside a² + b².
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function leastSquaresMargins(setting: {
  readonly invariantSignal: number;
  readonly spuriousSignal: number;
  /** φ in [0, 1). */
  readonly phi: number;
}): LeastSquaresMargins {
  const { invariantSignal: a, spuriousSignal: b, phi } = setting;
  if (!(a > 0 && a < Number.POSITIVE_INFINITY)) throw invalidInput("invariantSignal", a, "a number above 0");
  if (!(b > 0 && b < Number.POSITIVE_INFINITY)) throw invalidInput("spuriousSignal", b, "a number above 0");
  if (!(phi >= 0 && phi < 1)) throw invalidInput("phi", phi, "a number from 0 and below 1");
  const square = a * a + b * b;
  const shrunk = Math.sqrt((1 - phi) / (square + phi));
  const quantity = (value: number): Quantity => ({
    value,
    error: 16 * Number.EPSILON * square * shrunk,
    status: "ok",
  });
  return { margin: quantity(square * shrunk), oodMargin: quantity((a - b) * (a + b) * shrunk) };
}
