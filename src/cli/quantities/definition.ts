import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import type { Quantity } from "../../foundation/quantity.ts";

/** A number, or a list of numbers or of lists of them. */
export type Numbers = number | readonly Numbers[];

/** What `asymptopia eval` answers: one number, or several under names, with the largest of their absolute errors. */
export interface QuantityAnswer {
  readonly value: number | Readonly<Record<string, Numbers>>;
  readonly error: number;
  readonly status: Quantity["status"];
  /** What belongs to the value, under names: the step size that reaches a rate, the parts of a sum, a trajectory. */
  readonly beside?: Readonly<Record<string, number | readonly number[]>>;
}

/** One theoretical quantity that `asymptopia eval` knows by name. */
export interface QuantityDefinition {
  readonly name: string;
  readonly summary: string;
  /** Parameters that work, for help and error messages. */
  readonly example: Readonly<Record<string, unknown>>;
  /** Whether its parameters have a population and phi, whose limiting spectrum can be drawn. */
  readonly hasSpectrum: boolean;
  /** @throws AsymptopiaError `invalid-input` naming the offending member of `parameters`. */
  evaluate(parameters: unknown): QuantityAnswer;
}

/**
 * A definition whose parameters are read by one zod schema a member. Members that the quantity does not have are
 * refused by name.
 */
export function defineQuantity<Shape extends z.ZodRawShape>(definition: {
  readonly name: string;
  readonly summary: string;
  readonly example: Readonly<Record<string, unknown>>;
  readonly shape: Shape;
  evaluate(parameters: z.output<z.ZodObject<Shape>>): QuantityAnswer;
}): QuantityDefinition {
  const { name, summary, example, shape } = definition;
  const known = Object.keys(shape);
  const schema = z.object(shape);
  return {
    name,
    summary,
    example,
    hasSpectrum: "population" in shape && "phi" in shape,
    evaluate(parameters) {
      if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters)) {
        throw invalidInput("parameters", parameters, `an object with ${known.join(", ")}`);
      }
      const unknown = Object.keys(parameters).find((key) => !known.includes(key));
      if (unknown !== undefined) {
        throw invalidInput(
          unknown,
          (parameters as Record<string, unknown>)[unknown],
          `absent: ${name} takes ${known.join(", ")}`,
        );
      }
      return definition.evaluate(parseWith(schema as unknown as z.ZodType<z.output<z.ZodObject<Shape>>>, parameters));
    },
  };
}

/** Several quantities under names as one answer. */
export function answerOf(
  value: QuantityAnswer["value"],
  quantities: readonly Quantity[],
  beside?: QuantityAnswer["beside"],
): QuantityAnswer {
  return {
    value,
    error: Math.max(0, ...quantities.map(({ error }) => error)),
    status: quantities.every(({ status }) => status === "ok") ? "ok" : "inaccurate",
    ...(beside === undefined ? {} : { beside }),
  };
}

/** A finite number. */
export const finite = z.number("a finite number");

/** The order of a moment. */
export const wholeOrder = z
  .int("a whole number from -1000 to 1000")
  .min(-1000, "a whole number from -1000 to 1000")
  .max(1000, "a whole number from -1000 to 1000");

/** A number of the closed interval from 0 to 1. */
export const probability = z
  .number("a number from 0 to 1")
  .min(0, "a number from 0 to 1")
  .max(1, "a number from 0 to 1");

/** A number above 0. */
export const positive = z.number("a number above 0").gt(0, "a number above 0");

/** A number below 0. */
export const negative = z.number("a number below 0").lt(0, "a number below 0");

/** A number of 0 or more. */
export const nonNegative = z.number("a number of 0 or more").min(0, "a number of 0 or more");

/** A whole number of 1 or more. */
export const count = z.int("a whole number above 0").min(1, "a whole number above 0");

/** A number of steps of which all are told. */
export const steps = z
  .int("a whole number from 1 to 1000000")
  .min(1, "a whole number from 1 to 1000000")
  .max(1_000_000, "a whole number from 1 to 1000000");

/** A number above 0 and below 1. */
export const fraction = z
  .number("a number between 0 and 1")
  .gt(0, "a number between 0 and 1")
  .lt(1, "a number between 0 and 1");

/** A sine of an angle below a right one. */
export const sine = z
  .number("a number of 0 or more and below 1")
  .min(0, "a number of 0 or more and below 1")
  .lt(1, "a number of 0 or more and below 1");

/** A ratio of extreme eigenvalues. */
export const ratio = z.number("a number of 1 or more").min(1, "a number of 1 or more");

/** One of the words, which `what` names: "a method". */
export function word<const W extends readonly string[]>(words: W, what: string) {
  return z.enum(words, `${what}: ${words.join(", ")}`);
}

/** A population, which the model reads by itself, with errors of its own. */
export const population = present('a population such as {"kind":"ar1","rho":0.5}');

/** A teacher, which the model reads by itself, with errors of its own. */
export const teacher = present('a teacher such as {"kind":"relu"}');

function present(accepted: string): z.ZodType<unknown> {
  return z.custom<unknown>((value) => value !== undefined, accepted);
}
