import { parsePopulation } from "../../model/index.ts";
import { spectralDistribution } from "../../theory/index.ts";
import { defineQuantity, finite, population, positive } from "./definition.ts";

export const spectralCdfQuantity = defineQuantity({
  name: "spectral-cdf",
  summary: "F(x), the limiting share of eigenvalues up to x, the atom at 0 included",
  example: { population: { kind: "atoms", values: [2, 5.5], weights: [3, 1] }, phi: 0.1, x: 2 },
  shape: { population, phi: positive, x: finite },
  evaluate: ({ population, phi, x }) => spectralDistribution(parsePopulation(population), phi, x),
});
