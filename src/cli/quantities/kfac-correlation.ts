import { parseActivation, parsePopulation } from "../../model/index.ts";
import { kfacCorrelation } from "../../theory/index.ts";
import { defineQuantity, nonNegative, population, positive, teacher } from "./definition.ts";

export const kfacCorrelationQuantity = defineQuantity({
  name: "kfac-correlation",
  summary: "limit of corr(β_KFAC, β⋆) after one KFAC step with damping lambda (Lemma 3.12)",
  example: {
    population: { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] },
    phi: 0.18,
    teacher: { kind: "relu" },
    noiseVariance: 0.25,
    lambda: 0.05,
  },
  shape: {
    population,
    phi: positive,
    teacher,
    noiseVariance: nonNegative,
    lambda: positive,
  },
  evaluate: ({ population, phi, teacher, noiseVariance, lambda }) =>
    kfacCorrelation({
      population: parsePopulation(population),
      phi,
      teacher: parseActivation(teacher),
      noiseVariance,
      lambda,
    }),
});
