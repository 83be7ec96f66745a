import { parsePopulation } from "../../model/index.ts";
import { outlier } from "../../theory/index.ts";
import { answerOf, defineQuantity, population, positive } from "./definition.ts";

export const outlierQuantity = defineQuantity({
  name: "outlier",
  summary: "what a spike of the population does: separated 1 with position, overlap and variance of √n times it, or 0",
  example: { population: { kind: "atoms", values: [1] }, phi: 0.5, spike: 4 },
  shape: { population, phi: positive, spike: positive },
  evaluate({ population, phi, spike }) {
    const found = outlier(parsePopulation(population), phi, spike);
    if (!found.separated) return { value: { separated: 0 }, error: 0, status: found.slope.status };
    const { position, overlap, variance } = found;
    const value = { separated: 1, position: position.value, overlap: overlap.value, variance: variance.value };
    return answerOf(value, [position, overlap, variance]);
  },
});
