import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";

/** A point of the quadratic-form experiment. */
export type QuadraticFormParameters = {
  /** The distribution of the absolute eigenvalues of A. */
  readonly population: PopulationSpecification;
  /**
   * `positive`: A is positive semidefinite. `alternating`: in ascending order of the absolute values, every other
   * eigenvalue is negative, the smallest one positive.
   */
  readonly signs: "positive" | "alternating";
};

const signs = '"positive" or "alternating"';
const members = "population and signs";

const schema = z.strictObject(
  { population: z.unknown(), signs: z.enum(["positive", "alternating"], signs) },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `absent: a point has ${members}` : `an object with ${members}`,
  },
);

/**
 * A point from JSON.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseQuadraticFormParameters(input: unknown): QuadraticFormParameters {
  const { population, signs } = parseWith(schema, input);
  return { population: parsePopulation(population, "population").specification, signs };
}
