import { invalidInput } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import type { Population } from "../population.ts";
import { ar1Population } from "./ar1.ts";
import { atomicPopulation } from "./atomic.ts";
import { powerLawPopulation } from "./power-law.ts";
import { registeredPopulation } from "./registry.ts";
import { populationSchema } from "./specification-schema.ts";
import { uniformPopulation } from "./uniform.ts";

/**
 * The population spectral distribution that `input` specifies, with its exact quantile function and its atoms or its
 * density. Weights are normalised, equal atoms merged. Time O(n log n) for n atoms.
 *
 * Domain: values ≥ 0, not all 0; weights > 0 (equal where atoms have none); 0 ≤ low < high for
 * `uniform`; 0 < low < high for `geometric` and `power-law`; any finite exponent; |rho| < 1; a name that
 * `definePopulation` has registered in this thread.
 *
 * @param input a PopulationSpecification, not yet trusted.
 * @param field the input's name in error messages.
 * @throws AsymptopiaError `invalid-input`, naming the offending member below `field`; `unknown-name` for a density that is
 *   not registered.
 */
export function parsePopulation(input: unknown, field = "population"): Population {
  const specification = parseWith(populationSchema, input, field);
  switch (specification.kind) {
    case "atoms": {
      const { values, weights = values.map(() => 1) } = specification;
      if (weights.length !== values.length) {
        throw invalidInput(`${field}.weights`, weights, `a list as long as values, which has ${values.length}`);
      }
      return atomicPopulation(specification, values, weights, field);
    }
    case "eigenvalues":
      return atomicPopulation(
        specification,
        specification.values,
        specification.values.map(() => 1),
        field,
      );
    case "ar1":
      return ar1Population(specification.rho);
    case "uniform":
      requireAscending(specification, field);
      return uniformPopulation(specification.low, specification.high);
    case "geometric":
      requireAscending(specification, field);
      return powerLawPopulation(specification, 1, specification.low, specification.high);
    case "power-law":
      requireAscending(specification, field);
      return powerLawPopulation(specification, specification.exponent, specification.low, specification.high);
    case "density":
      return registeredPopulation(specification.name, `${field}.name`);
  }
}

function requireAscending({ low, high }: { readonly low: number; readonly high: number }, field: string): void {
  if (!(low < high)) throw invalidInput(`${field}.high`, high, `a number above low, which is ${low}`);
}
