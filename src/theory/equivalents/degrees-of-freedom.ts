import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { solveSilverstein } from "../silverstein/solve.ts";
import { asQuantity, product } from "./estimate.ts";
import type { RidgeSetting } from "./ridge-point.ts";

/** Degrees of freedom of ridge regression, dimensionless. */
export interface DegreesOfFreedom {
  /** df₁ = ∫ τ/(τ + κ) dH: a share of the d dimensions, in (0, 1]. */
  readonly first: Quantity;
  /** df₂ = ∫ τ²/(τ + κ)² dH, in (0, df₁). */
  readonly second: Quantity;
  /** φ df₁: the same as a share of the n samples, below 1; λ = κ(1 − φ df₁). */
  readonly firstPerSample: Quantity;
  /** φ df₂, below 1: κ′(λ) = 1/(1 − φ df₂). */
  readonly secondPerSample: Quantity;
}

/** Degrees of freedom as numbers of samples. */
export interface DegreesOfFreedomCounts {
  /** nφ df₁ = tr Σ(Σ + κ)⁻¹, the effective number of parameters. */
  readonly first: Quantity;
  /** nφ df₂ = tr Σ²(Σ + κ)⁻². */
  readonly second: Quantity;
}

/**
 * Degrees of freedom at the effective ridge κ(λ), to some units in the last place.
 *
 * @throws AsymptopiaError as `solveSilverstein` does.
 */
export function degreesOfFreedom({ population, phi, lambda }: RidgeSetting): DegreesOfFreedom {
  const solution = solveSilverstein(population, phi, lambda);
  const { degreesOfFreedom: first, squaredDegreesOfFreedom: second } = solution;
  return { first, second, firstPerSample: scaled(phi, first), secondPerSample: scaled(phi, second) };
}

/**
 * The degrees of freedom times d = nφ: what counts in a sample of n. The product nφ need not be whole.
 *
 * @param sampleSize n, above 0.
 * @throws AsymptopiaError as `solveSilverstein` does, and `invalid-input` for another sample size.
 */
export function degreesOfFreedomCounts(setting: RidgeSetting, sampleSize: number): DegreesOfFreedomCounts {
  if (!(sampleSize > 0 && Number.isFinite(sampleSize))) {
    throw invalidInput("sampleSize", sampleSize, "a finite number above 0");
  }
  const { firstPerSample, secondPerSample } = degreesOfFreedom(setting);
  return { first: scaled(sampleSize, firstPerSample), second: scaled(sampleSize, secondPerSample) };
}

function scaled(factor: number, quantity: Quantity): Quantity {
  const { value, error, status } = asQuantity(product(factor, quantity), 1e-12, "a number of degrees of freedom");
  return { value, error, status: quantity.status === "ok" ? status : "inaccurate" };
}
