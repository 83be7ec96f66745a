import { parsePopulation } from "../../model/index.ts";
import { effectiveRidge } from "../../theory/index.ts";
import { defineQuantity, population, positive } from "./definition.ts";

export const effectiveRidgeQuantity = defineQuantity({
  name: "effective-ridge",
  summary: "κ(λ), the effective ridge: the κ > 0 with λ = κ·(1 − φ·∫τ/(τ+κ) dH(τ))",
  example: { population: { kind: "uniform", low: 0.5, high: 2 }, phi: 0.5, lambda: 1 },
  shape: { population, phi: positive, lambda: positive },
  evaluate: ({ population, phi, lambda }) => effectiveRidge(parsePopulation(population), phi, lambda),
});
