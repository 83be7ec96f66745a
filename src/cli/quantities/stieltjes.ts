import { parsePopulation } from "../../model/index.ts";
import { spectralPoint, stieltjes } from "../../theory/index.ts";
import { argument, complexAnswer } from "./argument.ts";
import { defineQuantity, population, positive } from "./definition.ts";

export const stieltjesQuantity = defineQuantity({
  name: "stieltjes",
  summary:
    "m(z), the Stieltjes transform of the limiting spectrum of the sample covariance, off its support; z is a number or {re, im}",
  example: { population: { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] }, phi: 2, z: -0.1 },
  shape: { population, phi: positive, z: argument },
  evaluate({ population, phi, z }) {
    const parsed = parsePopulation(population);
    if (typeof z === "number" && z < 0) return stieltjes(parsed, phi, z);
    return complexAnswer(z, spectralPoint(parsed, phi, z).stieltjes);
  },
});
