import { parseActivation, parsePopulation } from "../../model/index.ts";
import { adamCorrelation, eigenbases } from "../../theory/index.ts";
import { defineQuantity, nonNegative, population, positive, teacher, word } from "./definition.ts";

export const adamCorrelationQuantity = defineQuantity({
  name: "adam-correlation",
  summary: "limit of corr(sign β_SGD, β⋆), Adam's first step, with Σ's eigenvectors along coordinates or haar",
  example: {
    population: { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] },
    phi: 0.18,
    teacher: { kind: "relu" },
    noiseVariance: 0.25,
    eigenbasis: "coordinates",
  },
  shape: {
    population,
    phi: positive,
    teacher,
    noiseVariance: nonNegative,
    eigenbasis: word(eigenbases, "a place of eigenvectors"),
  },
  evaluate: ({ population, phi, teacher, noiseVariance, eigenbasis }) =>
    adamCorrelation(
      { population: parsePopulation(population), phi, teacher: parseActivation(teacher), noiseVariance },
      eigenbasis,
    ),
});
