import { parsePopulation } from "../../model/index.ts";
import { spectralQuantile } from "../../theory/index.ts";
import { defineQuantity, population, positive, probability } from "./definition.ts";

export const spectralQuantileQuantity = defineQuantity({
  name: "spectral-quantile",
  summary: "the smallest x with F(x) ≥ q",
  example: { population: { kind: "ar1", rho: 0.5 }, phi: 0.5, q: 0.9 },
  shape: { population, phi: positive, q: probability },
  evaluate: ({ population, phi, q }) => spectralQuantile(parsePopulation(population), phi, q),
});
