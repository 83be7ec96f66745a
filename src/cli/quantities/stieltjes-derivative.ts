import { parsePopulation } from "../../model/index.ts";
import { spectralPoint, stieltjesDerivative } from "../../theory/index.ts";
import { argument, complexAnswer } from "./argument.ts";
import { defineQuantity, population, positive } from "./definition.ts";

export const stieltjesDerivativeQuantity = defineQuantity({
  name: "stieltjes-derivative",
  summary: "m′(z), the derivative of the Stieltjes transform; z is a number or {re, im}",
  example: { population: { kind: "ar1", rho: 0.5 }, phi: 0.5, z: -1 },
  shape: { population, phi: positive, z: argument },
  evaluate({ population, phi, z }) {
    const parsed = parsePopulation(population);
    if (typeof z === "number" && z < 0) return stieltjesDerivative(parsed, phi, z);
    return complexAnswer(z, spectralPoint(parsed, phi, z).stieltjesDerivative);
  },
});
