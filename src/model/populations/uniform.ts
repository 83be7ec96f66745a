import type { ContinuousPopulation } from "../population.ts";
import { requireProbability } from "./probability.ts";

/** Constant density on [low, high], 0 ≤ low < high. */
export function uniformPopulation(low: number, high: number): ContinuousPopulation {
  const density = 1 / (high - low);
  return {
    type: "continuous",
    specification: { kind: "uniform", low, high },
    low,
    high,
    density: (tau) => (tau >= low && tau <= high ? density : 0),
    quantile(u) {
      requireProbability(u);
      return (1 - u) * low + u * high;
    },
  };
}
