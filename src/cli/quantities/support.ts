import { parsePopulation } from "../../model/index.ts";
import { support } from "../../theory/index.ts";
import { answerOf, defineQuantity, population, positive } from "./definition.ts";

export const supportQuantity = defineQuantity({
  name: "support",
  summary: "the intervals of the support of the limiting spectrum, their masses, and the atom at 0",
  example: { population: { kind: "atoms", values: [2, 5.5], weights: [3, 1] }, phi: 0.1 },
  shape: { population, phi: positive },
  evaluate({ population, phi }) {
    const { intervals, atomAtZero, status } = support(parsePopulation(population), phi);
    const edges = intervals.flatMap(({ lower, upper }) => [lower.position, upper.position]);
    const value = {
      intervals: intervals.map(({ lower, upper }) => [lower.position.value, upper.position.value]),
      atomAtZero: atomAtZero.value,
    };
    const decided = { value: 0, error: 0, status };
    return answerOf(value, [...edges, atomAtZero, decided], { masses: intervals.map(({ mass }) => mass.value) });
  },
});
