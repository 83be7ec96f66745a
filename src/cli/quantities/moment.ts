import { parsePopulation } from "../../model/index.ts";
import { spectralMoment } from "../../theory/index.ts";
import { defineQuantity, population, positive, wholeOrder } from "./definition.ts";

export const momentQuantity = defineQuantity({
  name: "moment",
  summary: "∫ x^order dF, a moment of the limiting spectrum, of any whole order that is finite",
  example: { population: { kind: "uniform", low: 0.5, high: 2 }, phi: 0.5, order: 3 },
  shape: { population, phi: positive, order: wholeOrder },
  evaluate: ({ population, phi, order }) => spectralMoment(parsePopulation(population), phi, order),
});
