import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";

/** An object with exactly these members, for the points of an experiment. */
export function strictPoint<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const names = Object.keys(shape);
  const members = names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `absent: a point has ${members}` : `an object with ${members}`,
  });
}

/** A number with `lowest` < x, or ≤ x where `including`, and the same above. */
export function numberBetween(
  lowest: number,
  highest: number,
  including: { readonly lowest?: boolean; readonly highest?: boolean } = {},
): z.ZodType<number> {
  const from = including.lowest === true ? `from ${lowest}` : `above ${lowest}`;
  const to = Number.isFinite(highest) ? `${including.highest === true ? ", at most" : " and below"} ${highest}` : "";
  const accepted = `a number ${from}${to}`;
  const inside = (x: number): boolean =>
    (including.lowest === true ? x >= lowest : x > lowest) && (including.highest === true ? x <= highest : x < highest);
  return z.number(accepted).refine(inside, accepted);
}

/** A whole number from `lowest` to `highest`. */
export function wholeBetween(lowest: number, highest: number): z.ZodType<number> {
  const accepted = `a whole number from ${lowest} to ${highest}`;
  return z.int(accepted).min(lowest, accepted).max(highest, accepted);
}

/** One of some words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(...words: Words): z.ZodType<Words[number]> {
  const quoted = words.map((word) => `"${word}"`);
  return z.enum(words, quoted.length === 1 ? quoted[0] : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`);
}

/** `input` as `schema` reads it: for the `parameters` of an experiment. */
export function reader<T>(schema: z.ZodType<T>): { parse(input: unknown): T } {
  return { parse: (input) => parseWith(schema, input) };
}
