import { z } from "zod";

/** The longest id: with the endings of a page and its figures it stays a path that every file system takes. */
const longestId = 150;

const idPhrase = `at most ${longestId} characters: words of letters, digits, '-' and '.', separated by '/', such as lp/lemma-3.12`;
const word = "[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*";
const id = z
  .string(idPhrase)
  .max(longestId, idPhrase)
  .regex(new RegExp(`^${word}(?:/${word})*$`), idPhrase);

const text = (phrase: string) => z.string(phrase).refine((value) => value.trim() !== "", phrase);
const method = (phrase: string) => z.custom((value) => typeof value === "function", phrase);
const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Messages for an object that takes `names` alone: for the object itself, and for a member that it does not take. */
function only(names: string) {
  return {
    error: (issue: { readonly code: string }) =>
      issue.code === "unrecognized_keys" ? `absent: known here are ${names}` : `an object with ${names}`,
  };
}

/** A length in one unit and no other. */
function tolerance(accepted: (length: number) => boolean, domain: string) {
  return z.custom((value) => {
    if (!isObject(value)) return false;
    const [member, ...others] = Object.entries(value);
    if (member === undefined || others.length > 0) return false;
    const [unit, length] = member;
    return (unit === "absolute" || unit === "relative") && Number.isFinite(length) && accepted(length);
  }, `{ absolute: x } or { relative: x } with a finite number x ${domain}`);
}

const sizePhrase = "at least two ascending whole numbers above 0: the extrapolation has two unknowns";

/** The ladder of sizes of a limit claim. */
const sizes = z.custom(
  (value) =>
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every((size, i) => Number.isSafeInteger(size) && size > (i === 0 ? 0 : value[i - 1])),
  sizePhrase,
);

const points = z
  .array(z.custom(isObject, "an object of parameters"), "a list of points")
  .min(1, "a list of at least one point");

const verdictPhrase = '"supported" or "refuted"';
const expected = z.enum(["supported", "refuted"], verdictPhrase);

const variant = z.strictObject(
  {
    why: text("a phrase that says what is wrong with the variant"),
    expression: text("a formula as text"),
  },
  only("why and expression"),
);

const formula = z.looseObject(
  {
    expression: text("a formula as text"),
    symbols: z.custom(isObject, "an object of symbols, each with tex and meaning"),
    inputs: method("a function from parameters to the symbols' values"),
    variants: z.array(variant, "a list of wrong variants of the formula").optional(),
  },
  "an object with expression, symbols and inputs",
);

const exponentPhrase = "a finite number above 0";

/** A limit test, whole. */
export const limitTestSchema = z.strictObject(
  {
    kind: z.literal("limit", '"limit"').optional(),
    observable: text("the name of an observable"),
    formula,
    margin: tolerance((length) => length > 0, "above 0"),
    residualBias: tolerance((length) => length >= 0, "of at least 0"),
    finiteSizeExponent: z.number(exponentPhrase).gt(0, exponentPhrase),
  },
  only("observable, formula, margin, residualBias and finiteSizeExponent"),
);

const control = z.strictObject(
  {
    id,
    why: text("a phrase that says what is wrong with the control"),
    expected,
    grid: points.optional(),
    test: z.custom(isObject, "an object with those members of test that differ from the claim's").optional(),
  },
  only("id, why, expected, grid and test"),
);

const whole = "a whole number from 0";
const rangePhrase = "[low, high] with low below high";

const experiment = z.looseObject(
  {
    id: text("the experiment's id"),
    version: z.int(whole).min(0, whole),
    module: z.string("import.meta.url").startsWith("file:", "import.meta.url of the experiment's module"),
    streamParameters: z.array(z.string("the name of a parameter"), "a list of names of parameters"),
    parameters: z.custom(
      (value) => isObject(value) && "parse" in value && typeof value.parse === "function",
      "an object with a function parse, which reads a point",
    ),
    observables: z
      .record(
        z.string(),
        z.looseObject(
          {
            meaning: text("a phrase that says what is observed"),
            range: z
              .tuple([z.number(rangePhrase), z.number(rangePhrase)], rangePhrase)
              .refine(([low, high]) => low < high, rangePhrase)
              .optional(),
          },
          "an object with a meaning",
        ),
        "an object of observables",
      )
      .refine((observables) => Object.keys(observables).length > 0, "an object of at least one observable"),
    realise: method("a function from a point and a size to a problem"),
    run: method("a function from problems and a stream to observations"),
    cost: method("a function from a problem to its work"),
  },
  "an experiment",
);

const figure = z.strictObject(
  {
    x: text("the name of a parameter"),
    label: z.string("the label of the horizontal axis"),
    scale: z.enum(["linear", "log"], '"linear" or "log"'),
    series: z.array(z.string("the name of a parameter"), "a list of names of parameters"),
    yLabel: z.string("the label of the vertical axis"),
  },
  only("x, label, scale, series and yLabel"),
);

const statusPhrase = '"paper", "reconstructed", "sharper" or "new"';

/** The shape of a limit claim's definition. What its parts must have to do with one another is checked elsewhere. */
export const limitClaimSchema = z.strictObject(
  {
    id,
    title: text("a title"),
    statement: text("a statement, Markdown with $…$ mathematics"),
    assumptions: z.array(text("an assumption as text"), "a list of assumptions, which may be empty"),
    source: z.strictObject(
      {
        reference: text("a reference as text"),
        status: z.enum(["paper", "reconstructed", "sharper", "new"], statusPhrase),
      },
      only("reference and status"),
    ),
    experiment,
    grid: points,
    sizes,
    test: limitTestSchema,
    expected: expected.optional(),
    controls: z.array(control, "a list of controls").optional(),
    figure: figure.optional(),
  },
  only("id, title, statement, assumptions, source, experiment, grid, sizes, test, expected, controls and figure"),
);
