import { z } from "zod";
import type { PopulationSpecification } from "../population.ts";

const finite = z.number("a finite number");
const notNegative = z.number("a finite number of at least 0").min(0, "a finite number of at least 0");
const positive = z.number("a finite number above 0").gt(0, "a finite number above 0");
const eigenvalues = z.array(notNegative, "a list of numbers of at least 0").min(1, "a list of at least one number");
const weights = z.array(positive, "a list of numbers above 0").min(1, "a list of at least one number");

const between = "a number between -1 and 1, ends excluded";
const correlation = z.number(between).gt(-1, between).lt(1, between);

const name = z.string("the name of a registered population").min(1, "the name of a registered population");

const members = {
  atoms: { values: eigenvalues, weights: z.exactOptional(weights) },
  eigenvalues: { values: eigenvalues },
  uniform: { low: notNegative, high: positive },
  ar1: { rho: correlation },
  geometric: { low: positive, high: positive },
  "power-law": { exponent: finite, low: positive, high: positive },
  density: { name },
} as const;

const kinds = Object.keys(members).join(", ");

function strict<K extends keyof typeof members>(kind: K) {
  const names = Object.keys(members[kind]).join(", ");
  return z.strictObject({ kind: z.literal(kind), ...members[kind] }, `absent: ${kind} takes ${names} alone`);
}

/** The shape of a population in JSON; relations between members and whether a name is registered are checked elsewhere. */
export const populationSchema: z.ZodType<PopulationSpecification> = z.discriminatedUnion(
  "kind",
  [
    strict("atoms"),
    strict("eigenvalues"),
    strict("uniform"),
    strict("ar1"),
    strict("geometric"),
    strict("power-law"),
    strict("density"),
  ],
  {
    error: ({ input }) =>
      typeof input === "object" && input !== null
        ? `one of ${kinds}`
        : `an object with a kind, which is one of ${kinds}`,
  },
);
