import type { ContinuousPopulation } from "../../../model/population.ts";

/** The density 30(τ − ½)²(3/2 − τ)² on [½, 3/2], which vanishes quadratically at both ends. */
export const smoothPopulation: ContinuousPopulation = {
  type: "continuous",
  specification: { kind: "geometric", low: 0.5, high: 1.5 }, // read for the choice of the quadrature's coordinate alone
  low: 0.5,
  high: 1.5,
  density: (tau) => (tau < 0.5 || tau > 1.5 ? 0 : 30 * (tau - 0.5) ** 2 * (1.5 - tau) ** 2),
  quantile: () => Number.NaN,
};
