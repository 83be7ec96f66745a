import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";
import type { ActivationSpecification } from "../../model/activation.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { defaultColumns } from "../one-step/parameters.ts";

/** A point of the sign-step experiment. */
export type SignStepParameters = {
  /** H, the population spectral distribution. */
  readonly population: PopulationSpecification;
  /** φ = d/n, the aspect ratio, above 0. */
  readonly phi: number;
  /** σ⋆, the teacher's link. */
  readonly teacher: ActivationSpecification;
  /** σ_ε², the variance of the label noise, at least 0. */
  readonly noiseVariance: number;
  /** Whether Σ's eigenvectors are the coordinates, or Haar. */
  readonly eigenbasis: "coordinates" | "haar";
  /** β⋆: N(0, I/d), or the unit eigenvector of Σ's largest eigenvalue. */
  readonly direction: "isotropic" | "top-eigenvector";
  /** K, how many teachers and noises share one draw of the inputs. */
  readonly columns: number;
};

const positive = "a number above 0";
const nonNegative = "a number from 0";
const wholeFrom1 = "a whole number from 1";
const members = "population, phi, teacher, noiseVariance, eigenbasis, direction and columns";

const schema = z.strictObject(
  {
    population: z.unknown(),
    phi: z.number(positive).gt(0, positive),
    teacher: z.unknown(),
    noiseVariance: z.number(nonNegative).min(0, nonNegative),
    eigenbasis: z.enum(["coordinates", "haar"], '"coordinates" or "haar"'),
    direction: z.enum(["isotropic", "top-eigenvector"], '"isotropic" or "top-eigenvector"').default("isotropic"),
    columns: z.int(wholeFrom1).min(1, wholeFrom1).default(defaultColumns),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `absent: a point has ${members}` : `an object with ${members}`,
  },
);

/**
 * A point from JSON, with `direction` and `columns` filled in and nothing else changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseSignStepParameters(input: unknown): SignStepParameters {
  const { population, teacher, ...rest } = parseWith(schema, input);
  return {
    ...rest,
    population: parsePopulation(population, "population").specification,
    teacher: parseActivation(teacher, "teacher").specification,
  };
}
