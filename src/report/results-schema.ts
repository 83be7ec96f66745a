import { z } from "zod";
import type { RunResult } from "../verification/results/run-result.ts";
import { boundClaimSchema } from "./schema/bound.ts";
import { identityClaimSchema } from "./schema/identity.ts";
import { lawClaimSchema } from "./schema/law.ts";
import { limitClaimSchema } from "./schema/limit.ts";
import { orderingClaimSchema } from "./schema/ordering.ts";
import { count, exactly, listOf, text } from "./schema/parts.ts";
import { rateClaimSchema } from "./schema/rate.ts";

/** The format that this version of the package writes, and the only one that it reads. */
export const RESULTS_SCHEMA = "asymptopia-results/2";

const kinds = [
  identityClaimSchema,
  limitClaimSchema,
  boundClaimSchema,
  lawClaimSchema,
  orderingClaimSchema,
  rateClaimSchema,
] as const;

const names = kinds.map(({ shape }) => shape.kind.value).join(", ");

const claim = z.discriminatedUnion("kind", kinds, {
  error: (issue) => (issue.code === "invalid_union" ? `one of ${names}` : "an object with a kind"),
});

const different = (ids: readonly { readonly id: string }[]) => new Set(ids.map(({ id }) => id)).size === ids.length;

/** The whole of `results.json`. */
export const runSchema: z.ZodType<RunResult> = exactly({
  schema: z.literal(RESULTS_SCHEMA, `"${RESULTS_SCHEMA}"`).describe("Name and version of this format."),
  package: exactly({ name: text.describe("Its name."), version: text.describe("Its version.") }).describe(
    "The package that made the run.",
  ),
  seed: text.describe("Seed from which all random numbers derive."),
  budget: text.describe("quick, default, thorough, or a number of seconds such as 60s."),
  alpha: z
    .number("a number between 0 and 1")
    .gt(0, "a number between 0 and 1")
    .lt(1, "a number between 0 and 1")
    .describe("Bound on the chance that any interval of the run misses what it is for."),
  points: count.describe("Points of all claims and controls among which alpha is divided."),
  command: text.describe("The command that reproduces the run."),
  claims: listOf(claim, "claims").refine(different, "a list of claims with different ids").describe("The claims."),
});
