import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";

/** What every experiment on sample covariances is asked about. */
export type SampleCovarianceParameters = {
  /** H, the population spectral distribution. */
  readonly population: PopulationSpecification;
  /** φ = d/n, the aspect ratio, above 0. */
  readonly phi: number;
};

const positive = "a number above 0";
const nonNegativePhrase = "a number from 0";
const real = "a finite number";
const wholeFrom1 = "a whole number from 1";
const wholeFrom2 = "a whole number from 2";

export const above0 = z.number(positive).gt(0, positive);
export const nonNegative = z.number(nonNegativePhrase).min(0, nonNegativePhrase);
export const finite = z.number(real);
export const countFrom1 = z.int(wholeFrom1).min(1, wholeFrom1);
export const countFrom2 = z.int(wholeFrom2).min(2, wholeFrom2);

/**
 * The reader of points that have, beside population and phi, members of the given shape.
 *
 * It throws AsymptopiaError `invalid-input` naming the member that is outside its domain, or that no point has.
 */
export function pointReader<Shape extends z.ZodRawShape>(
  shape: Shape,
): (input: unknown) => SampleCovarianceParameters & z.output<z.ZodObject<Shape>> {
  const names = ["population", "phi", ...Object.keys(shape)];
  const members = `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
  const schema = z.strictObject(
    { population: z.unknown(), phi: above0, ...shape },
    {
      error: (issue) =>
        issue.code === "unrecognized_keys" ? `absent: a point has ${members}` : `an object with ${members}`,
    },
  );
  return (input) => {
    // The shape is generic, so that the compiler cannot see what the schema's members are.
    const point = parseWith(schema, input) as { readonly population: unknown };
    const population = parsePopulation(point.population, "population").specification;
    return { ...point, population } as SampleCovarianceParameters & z.output<z.ZodObject<Shape>>;
  };
}
