import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";

/** A point of the push-through experiment. */
export type PushThroughParameters = {
  /** φ = d/n, the aspect ratio, above 0. */
  readonly phi: number;
  /** λ > 0, the ridge. */
  readonly lambda: number;
  /** The ridge of the right-hand side is λ·(1 + ridgeError); 0 where the identity is tested. Above −1. */
  readonly ridgeError: number;
};

const positive = "a number above 0";
const aboveMinus1 = "a number above -1";
const members = "phi, lambda and ridgeError";

const schema = z.strictObject(
  {
    phi: z.number(positive).gt(0, positive),
    lambda: z.number(positive).gt(0, positive),
    ridgeError: z.number(aboveMinus1).gt(-1, aboveMinus1).default(0),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `absent: a point has ${members}` : `an object with ${members}`,
  },
);

/**
 * A point from JSON, with `ridgeError` filled in and nothing else changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parsePushThroughParameters(input: unknown): PushThroughParameters {
  return parseWith(schema, input);
}
