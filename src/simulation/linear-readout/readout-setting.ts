import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import type { Problem } from "../experiment.ts";
import { above0, finite, nonNegative } from "../sample-covariance/point-schema.ts";
import { realiseSampleCovariance } from "../sample-covariance/realise.ts";
import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";

/** How θ is scaled: θᵀθ = 1, or unit variance of the signal, θᵀΣθ = 1. */
export type Normalization = "unit-norm" | "unit-signal";

/** Data and teacher of a linear readout. */
export type ReadoutSetting = {
  /** H, the population spectral distribution. */
  readonly population: PopulationSpecification;
  /** φ = d/n, the aspect ratio, above 0. */
  readonly phi: number;
  /** σ², the variance of the label noise, at least 0. */
  readonly noiseVariance: number;
  readonly normalization: Normalization;
  /** s: inputs at test time have the covariance Σ' = Σ^s. 1: no shift. */
  readonly shift: number;
};

/**
 * How a readout is trained on preconditioned inputs x̃ = Σ^{p/2}x, which is training on x with the preconditioner P = Σ^p.
 * The loss is half the mean of squares, ‖y − X̃θ̃‖²/(2n); the start is 0. Exactly one of three:
 *
 * - `lambda`: the minimum of the loss plus (λ/2)‖θ̃‖², λ ≥ 0; at 0 that of least norm ‖θ̃‖.
 * - `time`: gradient flow for so long, at least 0.
 * - `steps` and `learningRate`: k ≥ 0 steps of gradient descent with η > 0.
 */
export type ReadoutTraining = {
  /** p of the preconditioner P = Σ^p; 0 where a point does not say. */
  readonly exponent: number;
  readonly lambda?: number;
  readonly time?: number;
  readonly steps?: number;
  readonly learningRate?: number;
};

const normalizationPhrase = '"unit-norm" or "unit-signal"';
const steps = "a whole number from 0";

/** The members of `ReadoutSetting` but for the population, which is read by `parseSettingOf`. */
export const settingShape = {
  population: z.unknown(),
  phi: above0,
  noiseVariance: nonNegative,
  normalization: z.enum(["unit-norm", "unit-signal"], normalizationPhrase).default("unit-norm"),
  shift: finite.default(1),
};

/** The members of `ReadoutTraining`. */
export const trainingShape = {
  exponent: finite.default(0),
  lambda: nonNegative.optional(),
  time: nonNegative.optional(),
  steps: z.int(steps).min(0, steps).optional(),
  learningRate: above0.optional(),
};

/** An object with exactly the members of `shape`; `what` is what the messages call it. */
export function strictObject<Shape extends z.ZodRawShape>(shape: Shape, what: string): z.ZodObject<Shape> {
  const names = Object.keys(shape);
  const members = `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `absent: ${what} has ${members}` : `an object with ${members}`,
  }) as unknown as z.ZodObject<Shape>;
}

/**
 * What the schema makes of `input`, with the population read and its defaults filled in.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseSettingOf<T extends { readonly population?: unknown }>(
  schema: z.ZodType<T>,
  input: unknown,
): T & { readonly population: PopulationSpecification } {
  const point = parseWith(schema, input);
  return { ...point, population: parsePopulation(point.population, "population").specification };
}

/** A training as its schema leaves it. */
type ReadTraining = { readonly [K in keyof ReadoutTraining]: ReadoutTraining[K] | undefined } & {
  readonly exponent: number;
};

/**
 * The training itself, without members that are absent.
 *
 * @throws AsymptopiaError `invalid-input` unless exactly one of lambda, time, and steps with learningRate is there.
 */
export function checkedTraining(training: ReadTraining, field = ""): ReadoutTraining {
  const { exponent, lambda, time, steps, learningRate } = training;
  const prefix = field === "" ? "" : `${field}.`;
  if (learningRate === undefined && steps !== undefined) {
    throw invalidInput(`${prefix}learningRate`, learningRate, "there, beside steps");
  }
  if (learningRate !== undefined && steps === undefined) {
    throw invalidInput(`${prefix}steps`, steps, "there, beside learningRate");
  }
  if ([lambda, time, steps].filter((value) => value !== undefined).length !== 1) {
    const accepted = "there without the others: one of lambda, time and steps says how the readout is trained";
    throw invalidInput(`${prefix}lambda`, lambda, accepted);
  }
  if (lambda !== undefined) return { exponent, lambda };
  if (time !== undefined) return { exponent, time };
  if (steps !== undefined && learningRate !== undefined) return { exponent, steps, learningRate };
  throw new TypeError("exactly one kind of training was there");
}

/**
 * n samples of d inputs, `size` being the smaller of the two, with the eigenvalues that Σ really has.
 *
 * @throws AsymptopiaError `invalid-input`: `size` as in `realiseSampleCovariance`, or where n = d and there is no ridge,
 *   for which the risk has no mean; the power of 0 that a singular Σ would need.
 */
export function realiseReadout<P extends ReadoutSetting>(
  point: P,
  size: number,
  trainings: readonly ReadoutTraining[],
  alignments: readonly number[],
): Problem<P> {
  const problem = realiseSampleCovariance(point, size);
  const [smallest] = realisedEigenvalues(problem.realised.population);
  if (smallest === 0) {
    const powers = { exponent: trainings.map(({ exponent }) => exponent), alignment: alignments, shift: [point.shift] };
    for (const [name, values] of Object.entries(powers)) {
      const wrong = values.find((value) => (name === "exponent" ? value !== 0 : value < 0));
      const accepted = name === "exponent" ? "0 where Σ is singular" : "a number from 0 where Σ is singular";
      if (wrong !== undefined) throw invalidInput(name, wrong, accepted);
    }
  }
  const { n, d } = problem.shape;
  if (n === d && trainings.some(({ lambda }) => lambda === 0)) {
    throw invalidInput("lambda", 0, `above 0 where n = d = ${n}: without a ridge the risk has no mean`);
  }
  return problem;
}
