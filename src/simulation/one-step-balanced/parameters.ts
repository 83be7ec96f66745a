import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";
import type { ActivationSpecification } from "../../model/activation.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";

/** A point of the balanced one-step experiment. */
export type BalancedOneStepParameters = {
  /** H, the population spectral distribution. */
  readonly population: PopulationSpecification;
  /** φ = d/n, the aspect ratio, above 0. */
  readonly phi: number;
  /** σ⋆, the teacher's link. */
  readonly teacher: ActivationSpecification;
  /** σ_ε², the variance of the label noise, at least 0. */
  readonly noiseVariance: number;
  /** λ > 0, the ridge (damping) of the KFAC step. Absent: that step is not computed. */
  readonly lambda?: number;
  /** K, how many teacher directions share one draw of the inputs. */
  readonly directions: number;
  /** Columns of each direction: with all four combinations of signs, or one. */
  readonly columnsPerDirection: 1 | 4;
};

/** Where a point does not say. */
export const defaultDirections = 16;

const positive = "a number above 0";
const nonNegative = "a number from 0";
const wholeFrom1 = "a whole number from 1";
const oneOrFour = "1 or 4";
const members = "population, phi, teacher, noiseVariance, lambda, directions and columnsPerDirection";

const schema = z.strictObject(
  {
    population: z.unknown(),
    phi: z.number(positive).gt(0, positive),
    teacher: z.unknown(),
    noiseVariance: z.number(nonNegative).min(0, nonNegative),
    lambda: z.number(positive).gt(0, positive).optional(),
    directions: z.int(wholeFrom1).min(1, wholeFrom1).default(defaultDirections),
    columnsPerDirection: z.union([z.literal(1), z.literal(4)], oneOrFour).default(4),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `absent: a point has ${members}` : `an object with ${members}`,
  },
);

/**
 * A point from JSON, with `directions` and `columnsPerDirection` filled in and nothing else changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseBalancedOneStepParameters(input: unknown): BalancedOneStepParameters {
  const { population, phi, teacher, noiseVariance, lambda, directions, columnsPerDirection } = parseWith(schema, input);
  return {
    population: parsePopulation(population, "population").specification,
    phi,
    teacher: parseActivation(teacher, "teacher").specification,
    noiseVariance,
    ...(lambda === undefined ? {} : { lambda }),
    directions,
    columnsPerDirection,
  };
}
