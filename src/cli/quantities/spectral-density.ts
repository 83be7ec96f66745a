import { parsePopulation } from "../../model/index.ts";
import { spectralDensity } from "../../theory/index.ts";
import { defineQuantity, finite, population, positive } from "./definition.ts";

export const spectralDensityQuantity = defineQuantity({
  name: "spectral-density",
  summary: "f(x), the density of the limiting spectrum off its atom at 0",
  example: { population: { kind: "atoms", values: [2, 5.5], weights: [3, 1] }, phi: 0.1, x: 2 },
  shape: { population, phi: positive, x: finite },
  evaluate: ({ population, phi, x }) => spectralDensity(parsePopulation(population), phi, x),
});
