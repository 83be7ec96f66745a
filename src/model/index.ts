export type { Activation, ActivationSpecification } from "./activation.ts";
export { parseActivation } from "./activations/parse-activation.ts";
export { type ActivationDefinition, defineActivation } from "./activations/registry.ts";
export { activationTitle } from "./activations/title.ts";
export type {
  AtomicPopulation,
  ContinuousPopulation,
  Population,
  PopulationSpecification,
} from "./population.ts";
export { parsePopulation } from "./populations/parse-population.ts";
export { definePopulation, type PopulationDefinition } from "./populations/registry.ts";
export { populationTitle } from "./populations/title.ts";
