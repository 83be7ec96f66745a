import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";

/** A point of the noisy-digits experiment. */
export type NoisyDigitsParameters = {
  /** p of the preconditioner P ∝ (Σ̂ + δI)^p, Σ̂ the second moment of the training images. */
  readonly exponent: number;
  /** p of another network, trained on the same images from the same start, to compare with. */
  readonly reference: number;
  /** h. */
  readonly hidden: number;
  /** Full-batch steps of gradient descent. */
  readonly steps: number;
  /** η; 2 would be the limit of stability of the first layer alone, were the loss quadratic with curvature 1. */
  readonly stepSize: number;
  /** δ over the mean eigenvalue of Σ̂. */
  readonly damping: number;
  /** Standard deviation of the noise images. */
  readonly noise: number;
  /** Whether each class has a noise image of its own, or all have the same one. */
  readonly classNoise: "own" | "shared";
  /** How many test images there are of each kind. */
  readonly testSamples: number;
};

const positive = "a number above 0";
const nonNegative = "a number from 0";
const whole = "a whole number from 1";

const schema = z.strictObject(
  {
    exponent: z.number("a number"),
    reference: z.number("a number").default(0),
    hidden: z.int(whole).min(1, whole).default(32),
    steps: z.int(whole).min(1, whole).default(100),
    stepSize: z.number(positive).gt(0, positive).default(1),
    damping: z.number(positive).gt(0, positive).default(0.01),
    noise: z.number(nonNegative).min(0, nonNegative).default(0.1),
    classNoise: z.enum(["own", "shared"], '"own" or "shared"').default("own"),
    testSamples: z.int(whole).min(1, whole).default(300),
  },
  {
    error: (issue) => {
      const members = "exponent, reference, hidden, steps, stepSize, damping, noise, classNoise and testSamples";
      return issue.code === "unrecognized_keys" ? `absent: a point has ${members}` : `an object with ${members}`;
    },
  },
);

/**
 * A point from JSON, with what has a default filled in and nothing else changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseNoisyDigitsParameters(input: unknown): NoisyDigitsParameters {
  return parseWith(schema, input);
}
