import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";
import type { ActivationSpecification } from "../../model/activation.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";

/** A point of the first-layer gradient experiment. */
export type FirstLayerGradientParameters = {
  /** H, the population spectral distribution. */
  readonly population: PopulationSpecification;
  /** φ = d/n, the aspect ratio, above 0. */
  readonly phi: number;
  /** h/d, hidden units per input, above 0. */
  readonly width: number;
  /** σ⋆, the teacher's link. */
  readonly teacher: ActivationSpecification;
  /** σ, the network's activation. */
  readonly activation: ActivationSpecification;
  /** α, the factor that is claimed in front of f·β_SGDᵀ; E σ′(z) for z ~ N(0, m₁) in the theorem. Not 0. */
  readonly slope: number;
  /** σ_ε², the variance of the label noise, at least 0. */
  readonly noiseVariance: number;
  /** The size of f's entries: 1/h for `mean-field`, 1/√h for `lazy`. */
  readonly outputScale: "mean-field" | "lazy";
};

const positive = "a number above 0";
const nonNegative = "a number from 0";
const members = "population, phi, width, teacher, activation, slope, noiseVariance and outputScale";

const schema = z.strictObject(
  {
    population: z.unknown(),
    phi: z.number(positive).gt(0, positive),
    width: z.number(positive).gt(0, positive).default(1),
    teacher: z.unknown(),
    activation: z.unknown(),
    slope: z.number("a number other than 0").refine((slope) => slope !== 0, "a number other than 0"),
    noiseVariance: z.number(nonNegative).min(0, nonNegative),
    outputScale: z.enum(["mean-field", "lazy"], '"mean-field" or "lazy"').default("mean-field"),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `absent: a point has ${members}` : `an object with ${members}`,
  },
);

/**
 * A point from JSON, with `width` and `outputScale` filled in and nothing else changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseFirstLayerGradientParameters(input: unknown): FirstLayerGradientParameters {
  const { population, teacher, activation, ...rest } = parseWith(schema, input);
  return {
    ...rest,
    population: parsePopulation(population, "population").specification,
    teacher: parseActivation(teacher, "teacher").specification,
    activation: parseActivation(activation, "activation").specification,
  };
}
