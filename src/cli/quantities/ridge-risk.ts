import { parsePopulation } from "../../model/index.ts";
import { ridgeRisk } from "../../theory/index.ts";
import { defineQuantity, nonNegative } from "./definition.ts";
import { readout } from "./readout.ts";

export const ridgeRiskQuantity = defineQuantity({
  name: "ridge-risk",
  summary: "test risk, label noise included, of ridge regression preconditioned by Σ^exponent; θᵢ² ∝ τᵢ^(2·alignment)",
  example: {
    population: { kind: "uniform", low: 0.2, high: 3 },
    phi: 1.5,
    lambda: 0.1,
    exponent: -0.5,
    alignment: 0.5,
    noiseVariance: 0.25,
  },
  shape: { ...readout, lambda: nonNegative },
  evaluate({ population, ...setting }) {
    const { risk, bias, variance, effectiveRidge } = ridgeRisk({ population: parsePopulation(population), ...setting });
    const beside = { bias: bias.value, variance: variance.value, effectiveRidge: effectiveRidge.value };
    return { ...risk, beside };
  },
});
