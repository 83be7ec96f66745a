import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import { type CovarianceSpecification, parseCovariance } from "../linear-representation/covariance-specification.ts";
import { type InputLaw, inputLaws } from "../linear-representation/data.ts";

/** What is learnt, from what, and for how long. The number of inputs, d, is the size. */
export type TrainingSetting = {
  /** Σ */
  readonly covariance: CovarianceSpecification;
  /** Standard deviation of the entries of F⋆, independent and Gaussian of mean 0. */
  readonly headDeviation: number;
  /** k */
  readonly features: number;
  /** d_Y, at least k. */
  readonly outputs: number;
  /** n, samples of a batch, above d. */
  readonly samples: number;
  /** σ_ε, at least 0. */
  readonly noise: number;
  /** Law of Σ^(−½)x. */
  readonly inputLaw: InputLaw;
  /**
   * Whether batches are drawn sample by sample or, in law the same, by their moments alone: for Gaussian inputs, and
   * methods that need no more.
   */
  readonly batches: "samples" | "moments";
  /** T */
  readonly iterations: number;
  /** How many equal parts trajectories cut the iterations into. */
  readonly records: number;
};

/** The members of a setting that decide what is drawn. */
export const drawnMembers = [
  "covariance",
  "headDeviation",
  "features",
  "outputs",
  "samples",
  "noise",
  "inputLaw",
  "batches",
] as const;

const whole = "a whole number above 0";
const from2 = "a whole number from 2";
const positive = "a number above 0";
const from0 = "a number from 0";

/** Longer runs would outlast any time limit, and a mistyped number would pass for one. */
const mostIterations = 1_000_000;
const iterations = `a whole number above 0, at most ${mostIterations}`;

const count = z.int(whole).min(1, whole);

/** Members of a point; the paper's sizes and constants are the defaults. */
export const settingMembers = {
  covariance: z.unknown(),
  headDeviation: z.number(positive).gt(0, positive).default(1),
  features: count.default(8),
  outputs: count.default(15),
  samples: z.int(from2).min(2, from2).default(1024),
  noise: z.number(from0).min(0, from0).default(0.1),
  inputLaw: z.enum(inputLaws, '"gaussian" or "rademacher"').default("gaussian"),
  batches: z.enum(["samples", "moments"], '"samples" or "moments"').default("samples"),
  iterations: z.int(iterations).min(1, iterations).max(mostIterations, iterations).default(1000),
  records: count.default(1),
};

export const settingNames =
  "covariance, headDeviation, features, outputs, samples, noise, inputLaw, batches, iterations and records";

/**
 * The setting of a point, with defaults filled in, and the rest of its members as they are.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseSetting<S extends z.ZodRawShape>(
  members: S,
  names: string,
  input: unknown,
): TrainingSetting & z.output<z.ZodObject<S>> {
  const schema = z.strictObject(
    { ...settingMembers, ...members },
    {
      error: (issue) =>
        issue.code === "unrecognized_keys" ? `absent: a point has ${names}` : `an object with ${names}`,
    },
  );
  const point = parseWith(schema, input) as Omit<TrainingSetting, "covariance"> & { readonly covariance: unknown };
  if (point.outputs < point.features) {
    throw invalidInput("outputs", point.outputs, `${point.features} or more, as many as there are features`);
  }
  if (point.batches === "moments" && point.inputLaw !== "gaussian") {
    throw invalidInput("batches", point.batches, '"samples" for inputs that are not Gaussian');
  }
  if (point.iterations % point.records !== 0) {
    throw invalidInput("records", point.records, `a divisor of ${point.iterations}, the number of iterations`);
  }
  return { ...point, covariance: parseCovariance(point.covariance) } as TrainingSetting & z.output<z.ZodObject<S>>;
}

/**
 * The integers that describe a setting at d inputs.
 *
 * @throws AsymptopiaError `invalid-input`, naming `size`, where d is below k or not below n: the least-squares heads and
 *   Σ̂⁻¹ need more.
 */
export function settingShape(
  { features, outputs, samples, iterations }: TrainingSetting,
  size: number,
): { readonly d: number; readonly k: number; readonly outputs: number; readonly n: number; readonly T: number } {
  if (!Number.isInteger(size) || size < features || size >= samples) {
    throw invalidInput(
      "size",
      size,
      `a whole number from ${features}, as many as features, and below ${samples} samples`,
    );
  }
  return { d: size, k: features, outputs, n: samples, T: iterations };
}

/** Iterations at which a trajectory is looked at: 0, T/records, …, T. */
export function recordedIterations({
  iterations,
  records,
}: Pick<TrainingSetting, "iterations" | "records">): readonly number[] {
  return Array.from({ length: records + 1 }, (_, i) => (i * iterations) / records);
}
