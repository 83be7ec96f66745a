import { parsePopulation } from "../../model/index.ts";
import { stieltjes } from "../../theory/index.ts";
import { defineQuantity, negative, population, positive } from "./definition.ts";

export const stieltjesQuantity = defineQuantity({
  name: "stieltjes",
  summary: "m(z), the Stieltjes transform of the limiting spectrum of the sample covariance, at z < 0",
  example: { population: { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] }, phi: 2, z: -0.1 },
  shape: { population, phi: positive, z: negative },
  evaluate: ({ population, phi, z }) => stieltjes(parsePopulation(population), phi, z),
});
