import { invalidInput } from "../../foundation/errors.ts";
import type { AtomicPopulation, PopulationSpecification } from "../population.ts";
import { requireProbability } from "./probability.ts";

/**
 * The population with mass proportional to `weights[i]` at `values[i]`; equal values are merged. Time O(n log n).
 *
 * Cumulative weights are divided by the total only at the end, so that with equal weights the k-th of n values ends at
 * exactly the double k/n.
 *
 * @param field name of the whole input, for errors.
 * @throws AsymptopiaError `invalid-input` where all values are 0, or where the weights' sum overflows or a weight is
 *   too small beside it to be represented.
 */
export function atomicPopulation(
  specification: PopulationSpecification,
  values: readonly number[],
  weights: readonly number[],
  field: string,
): AtomicPopulation {
  const order = Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  const distinct: number[] = [];
  const masses: number[] = [];
  const cumulative: number[] = [];
  let total = 0;
  for (const i of order) {
    total += weights[i];
    if (distinct.length > 0 && distinct[distinct.length - 1] === values[i]) {
      masses[masses.length - 1] += weights[i];
      cumulative[cumulative.length - 1] = total;
    } else {
      distinct.push(values[i] + 0); // -0 becomes 0
      masses.push(weights[i]);
      cumulative.push(total);
    }
  }
  if (distinct[distinct.length - 1] === 0) {
    throw invalidInput(`${field}.values`, values, "a list with at least one value above 0");
  }
  const normalised = masses.map((mass) => mass / total);
  if (!Number.isFinite(total) || normalised.some((weight) => weight === 0)) {
    throw invalidInput(`${field}.weights`, weights, "a list of numbers of comparable size with a finite sum");
  }
  const ends = cumulative.map((mass) => mass / total);
  return {
    type: "atomic",
    specification,
    values: distinct,
    weights: normalised,
    quantile(u) {
      requireProbability(u);
      return distinct[firstAtLeast(ends, u)];
    },
  };
}

/** Index of the first member of the ascending `ends` that is at least `u`; the last member is 1. */
function firstAtLeast(ends: readonly number[], u: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ends[middle] >= u) high = middle;
    else low = middle + 1;
  }
  return low;
}
