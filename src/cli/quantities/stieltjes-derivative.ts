import { parsePopulation } from "../../model/index.ts";
import { stieltjesDerivative } from "../../theory/index.ts";
import { defineQuantity, negative, population, positive } from "./definition.ts";

export const stieltjesDerivativeQuantity = defineQuantity({
  name: "stieltjes-derivative",
  summary: "m′(z), the derivative of the Stieltjes transform, at z < 0",
  example: { population: { kind: "ar1", rho: 0.5 }, phi: 0.5, z: -1 },
  shape: { population, phi: positive, z: negative },
  evaluate: ({ population, phi, z }) => stieltjesDerivative(parsePopulation(population), phi, z),
});
