export type {
  AtomicPopulation,
  ContinuousPopulation,
  Population,
  PopulationSpecification,
} from "./population.ts";
export { parsePopulation } from "./populations/parse-population.ts";
export { populationTitle } from "./populations/title.ts";
