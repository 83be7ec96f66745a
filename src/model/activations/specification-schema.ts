import { z } from "zod";
import type { ActivationSpecification } from "../activation.ts";

const slope = z.number("a number in [0, 1)").min(0, "a number in [0, 1)").lt(1, "a number in [0, 1)");

// Up to here scale·z and its square stay finite for every argument that a moment can ask for.
const scaleDomain = "a number above 0, at most 1e100";
const scale = z.number(scaleDomain).gt(0, scaleDomain).max(1e100, scaleDomain);

const degreeDomain = "an integer from 0 to 20";
const degree = z.int(degreeDomain).min(0, degreeDomain).max(20, degreeDomain);

const coefficientsDomain = "a list of 1 to 21 numbers";
const coefficientDomain = "a number in [-1e100, 1e100]";
const coefficient = z.number(coefficientDomain).min(-1e100, coefficientDomain).max(1e100, coefficientDomain);
const coefficients = z.array(coefficient, coefficientsDomain).min(1, coefficientsDomain).max(21, coefficientsDomain);

const name = z.string("the name of a registered function").min(1, "the name of a registered function");

const members = {
  identity: {},
  relu: {},
  "leaky-relu": { slope: slope.default(0.01) },
  tanh: {},
  erf: {},
  sin: {},
  softplus: { scale: scale.default(1) },
  hermite: { degree },
  polynomial: { coefficients },
  function: { name },
} as const;

const kinds = Object.keys(members).join(", ");

function strict<K extends keyof typeof members>(kind: K) {
  const names = Object.keys(members[kind]).join(", ");
  return z.strictObject(
    { kind: z.literal(kind), ...members[kind] },
    `absent: ${kind} takes ${names === "" ? "no further members" : `${names} alone`}`,
  );
}

/** The shape of an activation in JSON; whether a function's name is registered is checked elsewhere. */
export const activationSchema: z.ZodType<ActivationSpecification> = z.discriminatedUnion(
  "kind",
  [
    strict("identity"),
    strict("relu"),
    strict("leaky-relu"),
    strict("tanh"),
    strict("erf"),
    strict("sin"),
    strict("softplus"),
    strict("hermite"),
    strict("polynomial"),
    strict("function"),
  ],
  {
    error: ({ input }) =>
      typeof input === "object" && input !== null
        ? `one of ${kinds}`
        : `an object with a kind, which is one of ${kinds}`,
  },
);
