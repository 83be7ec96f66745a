import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { solveSilverstein } from "./solve.ts";

/**
 * Effective ridge κ(λ): the κ > 0 with λ = κ(1 − φ∫ τ/(τ + κ) dH). In resolvents, λ(Σ̂ + λ)⁻¹ acts like κ(Σ + κ)⁻¹.
 *
 * Domain, accuracy and errors are those of `solveSilverstein`, which gives everything below at the price of one.
 */
export function effectiveRidge(population: Population, phi: number, lambda: number): Quantity {
  return solveSilverstein(population, phi, lambda).kappa;
}

/**
 * Stieltjes transform m(z) = lim tr(Σ̂ − z)⁻¹/d of the limiting sample spectrum, at real z < 0.
 *
 * @throws AsymptopiaError as `solveSilverstein` does, and `invalid-input` for z ≥ 0.
 */
export function stieltjes(population: Population, phi: number, z: number): Quantity {
  return solveSilverstein(population, phi, negated(z)).m;
}

/**
 * m′(z) = lim tr(Σ̂ − z)⁻²/d, the derivative of the Stieltjes transform, at real z < 0.
 *
 * @throws AsymptopiaError as `solveSilverstein` does, and `invalid-input` for z ≥ 0.
 */
export function stieltjesDerivative(population: Population, phi: number, z: number): Quantity {
  return solveSilverstein(population, phi, negated(z)).mDerivative;
}

function negated(z: number): number {
  if (!(z < 0 && Number.isFinite(z))) throw invalidInput("z", z, "a finite number below 0");
  return -z;
}
