import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { AtomicPopulation, ContinuousPopulation, Population } from "../../model/population.ts";
import { atomCounts } from "./atom-counts.ts";
import { scaledMoments } from "./population-moments.ts";

/** The spectrum of a finite population covariance. */
export interface RealisedSpectrum {
  /** The d eigenvalues of Σ, ascending. */
  readonly eigenvalues: Float64Array;
  /**
   * |realised moment / moment of H − 1| of the first and second moments: what rounding H to d eigenvalues costs.
   * Accurate to about d machine epsilons; 0 where both are 0.
   */
  readonly momentErrors: { readonly first: number; readonly second: number };
}

/** The largest dimension that `realiseSpectrum` accepts. */
export const LARGEST_DIMENSION = 2 ** 24;

/**
 * The d eigenvalues that stand for the population spectral distribution H in a simulation at dimension d. Nothing in
 * it is random.
 *
 * - Atoms (and lists of eigenvalues) get whole numbers of eigenvalues by largest remainder, ties to the smaller
 *   eigenvalue; see `atomCounts`. A list of d eigenvalues is returned as it is.
 * - A continuous H gives its midpoint quantiles Q((i+½)/d), i = 0, …, d−1.
 *
 * In both cases the distribution function of the eigenvalues differs from H's by less than 1/d everywhere (by at most
 * 1/(2d) for continuous H).
 *
 * @throws AsymptopiaError `invalid-input` if `dimension` is not a whole number from 1 to 2^24, or if
 *   the weights of atoms do not sum to 1; `non-finite` if `population.quantile` gives something that is no eigenvalue.
 */
export function realiseSpectrum(population: Population, dimension: number): RealisedSpectrum {
  if (!Number.isInteger(dimension) || dimension < 1 || dimension > LARGEST_DIMENSION) {
    throw invalidInput("dimension", dimension, `a whole number from 1 to ${LARGEST_DIMENSION}`);
  }
  const eigenvalues =
    population.type === "atomic" ? repeatAtoms(population, dimension) : midpoints(population, dimension);
  return { eigenvalues, momentErrors: momentErrors(population, eigenvalues) };
}

function repeatAtoms(population: AtomicPopulation, dimension: number): Float64Array {
  const total = population.weights.reduce((sum, weight) => sum + weight, 0);
  if (!(Math.abs(total - 1) < 1e-9)) {
    throw invalidInput("population.weights", population.weights, "positive numbers that sum to 1");
  }
  const eigenvalues = new Float64Array(dimension);
  let filled = 0;
  atomCounts(population.weights, dimension).forEach((count, atom) => {
    eigenvalues.fill(population.values[atom], filled, filled + count);
    filled += count;
  });
  return eigenvalues;
}

function midpoints(population: ContinuousPopulation, dimension: number): Float64Array {
  const eigenvalues = Float64Array.from({ length: dimension }, (_, i) => population.quantile((i + 0.5) / dimension));
  const wrong = eigenvalues.find((eigenvalue) => !(eigenvalue >= 0 && eigenvalue < Number.POSITIVE_INFINITY));
  if (wrong !== undefined) {
    throw new AsymptopiaError("non-finite", `population.quantile gave ${wrong}, which is no eigenvalue`, {
      field: "population.quantile",
      value: wrong,
      accepted: "a finite number from 0",
    });
  }
  // A quantile function may fall by a rounding error where it is nearly flat.
  return eigenvalues.sort();
}

function momentErrors(population: Population, eigenvalues: Float64Array): RealisedSpectrum["momentErrors"] {
  const { largest, first, second } = scaledMoments(population);
  if (largest === 0) return { first: 0, second: 0 };
  let sum = 0;
  let squares = 0;
  for (const eigenvalue of eigenvalues) {
    const share = eigenvalue / largest;
    sum += share;
    squares += share * share;
  }
  return {
    first: Math.abs(sum / eigenvalues.length / first - 1),
    second: Math.abs(squares / eigenvalues.length / second - 1),
  };
}
