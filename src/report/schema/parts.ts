import { z } from "zod";
import type { Json } from "../../foundation/json.ts";

export const number = z.number("a finite number");
export const notNegative = z.number("a number of at least 0").min(0, "a number of at least 0");
export const positive = z.number("a number above 0").gt(0, "a number above 0");
export const count = z.int("a whole number of at least 0").min(0, "a whole number of at least 0");
export const countOrNull = z.nullable(
  z.int("a whole number of at least 0 or null").min(0, "a whole number of at least 0 or null"),
);
export const text = z.string("a text");
export const filledText = z.string("a text that is not empty").min(1, "a text that is not empty");
export const numberOrNull = z.nullable(z.number("a finite number or null"));
export const notNegativeOrNull = z.nullable(
  z.number("a number of at least 0 or null").min(0, "a number of at least 0 or null"),
);

const sharePhrase = "a number from 0 to 1";
export const share = z.number(sharePhrase).min(0, sharePhrase).max(1, sharePhrase);

export const listOf = <T extends z.ZodType>(schema: T, accepted: string) => z.array(schema, `a list of ${accepted}`);
export const record = <T extends z.ZodType>(values: T, accepted: string) => z.record(z.string(), values, accepted);

/** One of the given words. */
export const oneOf = <const W extends readonly string[]>(words: W) => z.enum(words, `one of ${words.join(", ")}`);

/** An object with exactly these members, which come out in this order whatever order they had. */
export function exactly<S extends z.core.$ZodLooseShape>(shape: S) {
  const names = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? `absent: known are ${names}` : `an object with ${names}`),
  });
}

export const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)], {
    error: "a value that JSON can carry",
  }),
);

const ends = "two numbers, the lower one first";
export const interval = z.tuple([number, number], ends).refine(([low, high]) => low <= high, ends);

const endsOrNull = `${ends}, or null`;
export const intervalOrNull = z.nullable(
  z.tuple([number, number], endsOrNull).refine(([low, high]) => low <= high, endsOrNull),
);
