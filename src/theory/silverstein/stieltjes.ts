import type { Complex } from "../../foundation/complex.ts";
import type { ComplexQuantity } from "../../foundation/complex-quantity.ts";
import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { solveSilverstein } from "./solve.ts";
import { spectralPoint } from "./spectral-point.ts";

/**
 * Effective ridge κ(λ): the κ > 0 with λ = κ(1 − φ∫ τ/(τ + κ) dH). In resolvents, λ(Σ̂ + λ)⁻¹ acts like κ(Σ + κ)⁻¹.
 *
 * Domain, accuracy and errors are those of `solveSilverstein`, which gives everything below at the price of one.
 */
export function effectiveRidge(population: Population, phi: number, lambda: number): Quantity {
  return solveSilverstein(population, phi, lambda).kappa;
}

/**
 * Stieltjes transform m(z) = lim tr(Σ̂ − z)⁻¹/d of the limiting sample spectrum, at z off its support.
 *
 * @param z complex, or real and not 0; on the support `boundaryPoint` gives the limit from either side.
 * @throws AsymptopiaError as `solveSilverstein` and `spectralPoint` do: `invalid-input` for z = 0 or on the support.
 */
export function stieltjes(population: Population, phi: number, z: number): Quantity;
export function stieltjes(population: Population, phi: number, z: Complex): ComplexQuantity;
export function stieltjes(population: Population, phi: number, z: number | Complex): Quantity | ComplexQuantity {
  if (typeof z !== "number") return spectralPoint(population, phi, z).stieltjes;
  if (z < 0) return solveSilverstein(population, phi, negated(z)).m;
  return real(spectralPoint(population, phi, z).stieltjes);
}

/**
 * m′(z) = lim tr(Σ̂ − z)⁻²/d, the derivative of the Stieltjes transform; z and errors as for `stieltjes`.
 */
export function stieltjesDerivative(population: Population, phi: number, z: number): Quantity;
export function stieltjesDerivative(population: Population, phi: number, z: Complex): ComplexQuantity;
export function stieltjesDerivative(
  population: Population,
  phi: number,
  z: number | Complex,
): Quantity | ComplexQuantity {
  if (typeof z !== "number") return spectralPoint(population, phi, z).stieltjesDerivative;
  if (z < 0) return solveSilverstein(population, phi, negated(z)).mDerivative;
  return real(spectralPoint(population, phi, z).stieltjesDerivative);
}

function real({ value, error, status }: ComplexQuantity): Quantity {
  return { value: value.re, error, status };
}

function negated(z: number): number {
  if (!Number.isFinite(z)) throw invalidInput("z", z, "a finite number");
  return -z;
}
