import type { Population } from "../../model/population.ts";
import { discretise } from "../populations/discretise.ts";
import { RunningSum } from "../populations/running-sum.ts";
import { type Estimate, relativeError } from "./estimate.ts";

/** Exponents of the kernel p^i c^j. */
export type Powers = readonly [ofShare: number, ofRest: number];

/** Below it terms of a sum may have lost digits to underflow. */
const underflow = 1e-300;

/**
 * ∫ p^i c^j dH for each of the given exponents, p = τ/(τ + κ) the share that a direction keeps and c = κ/(τ + κ) = 1 − p
 * what the ridge takes, mass at τ = 0 included. Every integral is a sum of positive terms, with the error that κ and the
 * summation leave: |d log p^i c^j / d log κ| ≤ max(i, j).
 *
 * Domain: exponents from 0 to 4, not both 0.
 */
export function shareIntegrals(population: Population, kappa: Estimate, powers: readonly Powers[]): Estimate[] {
  const { values, weights, zeroMass, relativeError: ofSum, smallestScale } = discretise(population);
  const sums = powers.map(() => new RunningSum());
  for (let n = 0; n < values.length; n++) {
    const total = values[n] + kappa.value;
    const share = values[n] / total;
    const rest = kappa.value / total;
    for (let k = 0; k < powers.length; k++) {
      sums[k].add(weights[n] * share ** powers[k][0] * rest ** powers[k][1]);
    }
  }
  // Below the smallest scale the nodes see a mass where they should see a density.
  const ofKappa = kappa.value >= smallestScale ? relativeError(kappa) : Number.POSITIVE_INFINITY;
  return powers.map(([i, j], k) => {
    const value = sums[k].value + (i === 0 ? zeroMass : 0);
    return { value, error: value * (2 * ofSum + Math.max(i, j) * ofKappa) + underflow };
  });
}
