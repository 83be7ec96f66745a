import { parseActivation, parsePopulation } from "../../model/index.ts";
import { sgdCorrelation } from "../../theory/index.ts";
import { defineQuantity, nonNegative, population, positive, teacher } from "./definition.ts";

export const sgdCorrelationQuantity = defineQuantity({
  name: "sgd-correlation",
  summary: "limit of corr(β_SGD, β⋆) after one full-batch gradient step (Lemma 3.10)",
  example: {
    population: { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] },
    phi: 0.18,
    teacher: { kind: "relu" },
    noiseVariance: 0.25,
  },
  shape: { population, phi: positive, teacher, noiseVariance: nonNegative },
  evaluate: ({ population, phi, teacher, noiseVariance }) =>
    sgdCorrelation({
      population: parsePopulation(population),
      phi,
      teacher: parseActivation(teacher),
      noiseVariance,
    }),
});
