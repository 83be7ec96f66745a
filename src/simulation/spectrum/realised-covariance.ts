import { invalidInput } from "../../foundation/errors.ts";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { realiseSpectrum } from "./realise-spectrum.ts";

/** A population of d eigenvalues, each as likely as the others. */
export interface RealisedPopulation {
  readonly kind: "eigenvalues";
  /** Ascending. */
  readonly values: readonly number[];
}

/**
 * The eigenvalues that a d × d covariance of this population really has, as the population that theory is asked about.
 *
 * @throws AsymptopiaError `invalid-input`: naming `population`; naming `size` where all d eigenvalues would be 0, `matrix`
 *   being what the message calls the covariance.
 */
export function realisedCovariance(
  population: PopulationSpecification,
  d: number,
  size: number,
  matrix = "Σ",
): RealisedPopulation {
  const { eigenvalues } = realiseSpectrum(parsePopulation(population, "population"), d);
  if (eigenvalues[d - 1] === 0) {
    throw invalidInput("size", size, `large enough for one of the ${d} eigenvalues of ${matrix} to be above 0`);
  }
  return { kind: "eigenvalues", values: Array.from(eigenvalues) };
}

/**
 * The eigenvalues of a realised problem, ascending.
 *
 * @throws AsymptopiaError `invalid-input` for a population that `realisedCovariance` has not made.
 */
export function realisedEigenvalues(population: PopulationSpecification): readonly number[] {
  if (population.kind === "eigenvalues") return population.values;
  throw invalidInput("realised.population.kind", population.kind, '"eigenvalues", as realise makes it');
}
