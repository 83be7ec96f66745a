import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";

/** A point of the Woodbury experiment. */
export type WoodburyParameters = {
  /** κ ≥ 1: the eigenvalues of A run from 1 to κ, in a geometric sequence. */
  readonly condition: number;
  /** k/d, the rank of the update per dimension, above 0 and at most 1; k is rounded, and at least 1. */
  readonly rankShare: number;
  /** What the formula does with the correction: `added` is the wrong sign. */
  readonly correction: "subtracted" | "added";
};

const from1 = "a number from 1";
const share = "a number above 0, at most 1";
const corrections = '"subtracted" or "added"';
const members = "condition, rankShare and correction";

const schema = z.strictObject(
  {
    condition: z.number(from1).min(1, from1),
    rankShare: z.number(share).gt(0, share).max(1, share),
    correction: z.enum(["subtracted", "added"], corrections).default("subtracted"),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `absent: a point has ${members}` : `an object with ${members}`,
  },
);

/**
 * A point from JSON, with `correction` filled in and nothing else changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseWoodburyParameters(input: unknown): WoodburyParameters {
  return parseWith(schema, input);
}
