import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import type { Quantity } from "../../foundation/quantity.ts";

/** What `asymptopia eval` answers: one number, or several under names, with the largest of their absolute errors. */
export interface QuantityAnswer {
  readonly value: number | Readonly<Record<string, number>>;
  readonly error: number;
  readonly status: Quantity["status"];
}

/** One theoretical quantity that `asymptopia eval` knows by name. */
export interface QuantityDefinition {
  readonly name: string;
  readonly summary: string;
  /** Parameters that work, for help and error messages. */
  readonly example: Readonly<Record<string, unknown>>;
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

/** A number above 0. */
export const positive = z.number("a number above 0").gt(0, "a number above 0");

/** A number below 0. */
export const negative = z.number("a number below 0").lt(0, "a number below 0");

/** A number of 0 or more. */
export const nonNegative = z.number("a number of 0 or more").min(0, "a number of 0 or more");

/** A population, which the model reads by itself, with errors of its own. */
export const population = present('a population such as {"kind":"ar1","rho":0.5}');

/** A teacher, which the model reads by itself, with errors of its own. */
export const teacher = present('a teacher such as {"kind":"relu"}');

function present(accepted: string): z.ZodType<unknown> {
  return z.custom<unknown>((value) => value !== undefined, accepted);
}
