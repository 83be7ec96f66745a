import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";

/** How a limit moves with H near one place τ, per unit of mass. */
export interface PlaceSensitivity {
  /** Derivative by τ of a mass at τ, per unit of that mass. An atom of weight w moves the limit by w times as much. */
  readonly position: Quantity;
  /**
   * Derivative by the share of H at τ, the rest being scaled down in proportion: d/dε at (1 − ε)H + εδ_τ. This is the
   * influence function, with mean 0 under H. For an atom with weight w_i of weights that sum to W and are normalised it
   * is W times the derivative by w_i.
   */
  readonly share: Quantity;
}

/** As above, for limits that also make sense for an H whose mass is not 1. */
export interface MassSensitivity extends PlaceSensitivity {
  /** Derivative by mass that is added at τ, all other masses staying as they are: d/dε at H + εδ_τ. */
  readonly mass: Quantity;
}

/** How a limit at −λ moves with everything that it depends on. */
export interface Sensitivity<Place extends PlaceSensitivity = PlaceSensitivity> {
  readonly value: Quantity;
  /** Derivative with respect to λ. */
  readonly lambda: Quantity;
  /** Derivative with respect to φ. */
  readonly phi: Quantity;
  /**
   * Derivatives by H at τ, for any τ of at least 0, an eigenvalue or not.
   *
   * @throws AsymptopiaError `invalid-input` for another τ.
   */
  at(tau: number): Place;
}

/** Derivatives by one atom of H, for `atomSensitivities`. */
export interface AtomSensitivity {
  readonly tau: number;
  readonly weight: number;
  /** Derivative by the atom's position τ_i. */
  readonly position: Quantity;
  /** Derivative by the atom's share, see `PlaceSensitivity`. */
  readonly share: Quantity;
  /** Derivative by the atom's mass where masses are not normalised; for limits that make sense then. */
  readonly mass?: Quantity;
}

/**
 * The sensitivities at every atom, in ascending order of distinct eigenvalues.
 *
 * @throws AsymptopiaError `invalid-input` for a population without atoms.
 */
export function atomSensitivities(
  population: Population,
  sensitivity: Sensitivity<PlaceSensitivity | MassSensitivity>,
): readonly AtomSensitivity[] {
  if (population.type !== "atomic") {
    throw invalidInput("population", population.specification, "one with atoms; of others use `at`");
  }
  return population.values.map((tau, i) => {
    const weight = population.weights[i];
    const { position, ...others } = sensitivity.at(tau);
    const error = weight * position.error + 2 * Number.EPSILON * Math.abs(weight * position.value);
    return { tau, weight, position: { value: weight * position.value, error, status: position.status }, ...others };
  });
}

/** @throws AsymptopiaError `invalid-input` unless τ is a finite number of at least 0. */
export function requirePlace(tau: number): void {
  if (!(tau >= 0 && Number.isFinite(tau))) throw invalidInput("tau", tau, "a finite number of at least 0");
}
