import { invalidInput } from "../../foundation/errors.ts";
import type { Population } from "../../model/population.ts";
import { solveSilverstein } from "../silverstein/solve.ts";
import { type Estimate, exact, product, quotient } from "./estimate.ts";
import { type Powers, shareIntegrals } from "./share-integrals.ts";

/** A sample covariance with a ridge: Σ̂ + λ. */
export interface RidgeSetting {
  /** Spectral distribution H of Σ: that of a limit, or a finite Σ's own eigenvalues. */
  readonly population: Population;
  /** Aspect ratio φ = d/n, above 0. */
  readonly phi: number;
  /** Ridge λ, above 0, in the unit of an eigenvalue. */
  readonly lambda: number;
}

/**
 * What all formulas at −λ share. With p = τ/(τ + κ), c = κ/(τ + κ) and D = ∫ pc dH = df₁ − df₂, the products `taken` and
 * `left` sum to 1 and none is had from the other by subtraction.
 */
export interface RidgePoint extends RidgeSetting {
  /** Effective ridge κ(λ). */
  readonly kappa: Estimate;
  /** κ′(λ). */
  readonly slope: Estimate;
  /** df₁ = ∫ p dH. */
  readonly first: Estimate;
  /** df₂ = ∫ p² dH. */
  readonly second: Estimate;
  /** D = ∫ pc dH. */
  readonly gap: Estimate;
  /** ∫ c dH = λm. */
  readonly rest: Estimate;
  /** ∫ c² dH. */
  readonly squaredRest: Estimate;
  /** x = φκ′D, in (0, 1). */
  readonly taken: Estimate;
  /** y = λκ′/κ = 1 − x. */
  readonly left: Estimate;
  /** ∫ p^i c^j dH for each pair of exponents. */
  integrals(...powers: readonly Powers[]): Estimate[];
}

/** @throws AsymptopiaError as `solveSilverstein` does. */
export function ridgePoint({ population, phi, lambda }: RidgeSetting): RidgePoint {
  const solution = solveSilverstein(population, phi, lambda);
  const { kappa, kappaDerivative: slope, degreesOfFreedomGap: gap } = solution;
  const [rest, squaredRest] = shareIntegrals(population, kappa, [
    [0, 1],
    [0, 2],
  ]);
  return {
    population,
    phi,
    lambda,
    kappa,
    slope,
    first: solution.degreesOfFreedom,
    second: solution.squaredDegreesOfFreedom,
    gap,
    rest,
    squaredRest,
    taken: product(phi, slope, gap),
    left: quotient(product(exact(lambda), slope), kappa),
    integrals: (...powers) => shareIntegrals(population, kappa, powers),
  };
}

/** @throws AsymptopiaError `invalid-input` unless φ is a finite number above 0. */
export function requireAspectRatio(phi: number): void {
  if (!(phi > 0 && Number.isFinite(phi))) throw invalidInput("phi", phi, "a finite number above 0");
}
