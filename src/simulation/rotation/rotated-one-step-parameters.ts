import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";
import type { ActivationSpecification } from "../../model/activation.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";

/** A point of the rotated one-step experiment. */
export type RotatedOneStepParameters = {
  /** H, the population spectral distribution. */
  readonly population: PopulationSpecification;
  /** φ = d/n, the aspect ratio, above 0. */
  readonly phi: number;
  /** σ⋆, the teacher's link. */
  readonly teacher: ActivationSpecification;
  /** σ_ε², the variance of the label noise, at least 0. */
  readonly noiseVariance: number;
  /** λ > 0, the ridge (damping) of the KFAC step. */
  readonly lambda: number;
  /** The right-hand side's teacher direction: N(0, I/d), or the unit eigenvector of the largest eigenvalue of Σ. */
  readonly rightTeacher: "isotropic" | "top-eigenvector";
  /** Whether the coupled run's teacher direction is rotated along with the inputs. */
  readonly coupledTeacher: "rotated" | "unrotated";
};

const positive = "a number above 0";
const nonNegative = "a number from 0";
const members = "population, phi, teacher, noiseVariance, lambda, rightTeacher and coupledTeacher";

const schema = z.strictObject(
  {
    population: z.unknown(),
    phi: z.number(positive).gt(0, positive),
    teacher: z.unknown(),
    noiseVariance: z.number(nonNegative).min(0, nonNegative),
    lambda: z.number(positive).gt(0, positive),
    rightTeacher: z.enum(["isotropic", "top-eigenvector"], '"isotropic" or "top-eigenvector"').default("isotropic"),
    coupledTeacher: z.enum(["rotated", "unrotated"], '"rotated" or "unrotated"').default("rotated"),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `absent: a point has ${members}` : `an object with ${members}`,
  },
);

/**
 * A point from JSON, with `rightTeacher` and `coupledTeacher` filled in and nothing else changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseRotatedOneStepParameters(input: unknown): RotatedOneStepParameters {
  const { population, teacher, ...rest } = parseWith(schema, input);
  return {
    ...rest,
    population: parsePopulation(population, "population").specification,
    teacher: parseActivation(teacher, "teacher").specification,
  };
}
