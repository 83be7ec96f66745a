import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import type { SignFlipTask } from "./sign-flip-task.ts";
import type { ReadoutTraining } from "./trained-readout.ts";

/** A point of the sign-flip experiment. */
export type SignFlipParameters = SignFlipTask & {
  /** d, where it does not grow with the samples; null where `phi` is given. */
  readonly inputs: number | null;
  /** φ = d/n; null where `inputs` is given. */
  readonly phi: number | null;
  readonly readout: ReadoutTraining;
  /** Another readout on the same samples, to compare with. */
  readonly reference: ReadoutTraining;
};

const positive = "a number above 0";
const nonNegative = "a number from 0";
const wholeFrom2 = "a whole number from 2: an invariant and a spurious feature";
const wholeFrom1 = "a whole number from 1";
const timeAccepted = '"converged" or a number above 0';

const above0 = z.number(positive).gt(0, positive);

/** The members of a task, with the defaults of the claims. */
export const taskMembers = {
  invariantSignal: above0.default(1.25),
  spuriousSignal: above0.default(2),
  invariantDeviation: above0.default(0.16),
  spuriousDeviation: above0.default(0.5),
  nuisanceDeviation: above0.default(0.4),
};

const readout = z
  .strictObject(
    {
      exponent: z.number("a number"),
      lambda: z.number(nonNegative).min(0, nonNegative).default(0),
      time: z.union([z.literal("converged"), above0], timeAccepted).default("converged"),
      steps: z.union([z.null(), z.int().min(1)], `null for gradient flow, or ${wholeFrom1}`).default(null),
    },
    {
      error: (issue) =>
        issue.code === "unrecognized_keys"
          ? "absent: a readout has exponent, lambda, time and steps"
          : "an object with exponent, lambda, time and steps",
    },
  )
  .readonly();

const members = `${Object.keys(taskMembers).join(", ")}, inputs or phi, readout and reference`;

const schema = z.strictObject(
  {
    ...taskMembers,
    inputs: z.union([z.null(), z.int().min(2)], `null, or ${wholeFrom2}`).default(null),
    phi: z.union([z.null(), z.number().gt(0)], `null, or ${positive}`).default(null),
    readout,
    reference: readout.default({ exponent: 0, lambda: 0, time: "converged", steps: null }),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `absent: a point has ${members}` : `an object with ${members}`,
  },
);

/**
 * A point from JSON, with what has a default filled in and nothing else changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseSignFlipParameters(input: unknown): SignFlipParameters {
  const point = parseWith(schema, input);
  if ((point.inputs === null) === (point.phi === null)) {
    throw invalidInput("phi", point.phi, point.inputs === null ? positive : "null where inputs is given");
  }
  return point;
}
