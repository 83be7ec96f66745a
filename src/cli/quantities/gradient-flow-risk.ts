import { parsePopulation } from "../../model/index.ts";
import { gradientFlowRisk } from "../../theory/index.ts";
import { defineQuantity, nonNegative } from "./definition.ts";
import { readout } from "./readout.ts";

export const gradientFlowRiskQuantity = defineQuantity({
  name: "gradient-flow-risk",
  summary:
    "test risk, label noise included, after gradient flow from 0 preconditioned by Σ^exponent for the given time",
  example: {
    population: { kind: "atoms", values: [0.5, 1.5, 4], weights: [4, 3, 1] },
    phi: 1.5,
    time: 2,
    exponent: -0.5,
    alignment: 0.5,
    noiseVariance: 0.25,
  },
  shape: { ...readout, time: nonNegative },
  evaluate({ population, ...setting }) {
    const { risk, bias, variance } = gradientFlowRisk({ population: parsePopulation(population), ...setting });
    return { ...risk, beside: { bias: bias.value, variance: variance.value } };
  },
});
