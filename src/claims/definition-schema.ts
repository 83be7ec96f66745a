import { z } from "zod";
import { ownBudgets } from "./own-budget.ts";
import { isObject, method, strictly, text } from "./schema-parts.ts";

/** The longest id: with the endings of a page and its figures it stays a path that every file system takes. */
const longestId = 150;

const idPhrase = `at most ${longestId} characters: words of letters, digits, '-' and '.', separated by '/', such as lp/lemma-3.12`;
const word = "[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*";
const id = z
  .string(idPhrase)
  .max(longestId, idPhrase)
  .regex(new RegExp(`^${word}(?:/${word})*$`), idPhrase);

const points = z
  .array(z.custom(isObject, "an object of parameters"), "a list of points")
  .min(1, "a list of at least one point");

const verdictPhrase = '"supported" or "refuted"';
const expected = z.enum(["supported", "refuted"], verdictPhrase);

/** By name of a budget, what `part` describes. */
const atBudget = (part: z.ZodType) =>
  strictly(Object.fromEntries(ownBudgets.map((name) => [name, part.optional()]))).optional();

const control = strictly({
  id,
  why: text("a phrase that says what is wrong with the control"),
  expected,
  grid: points.optional(),
  atBudget: atBudget(strictly({ grid: points })),
  test: z.custom(isObject, "an object with those members of test that differ from the claim's").optional(),
});

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

const figure = strictly({
  x: text("the name of a parameter"),
  label: z.string("the label of the horizontal axis"),
  scale: z.enum(["linear", "log"], '"linear" or "log"'),
  series: z.array(z.string("the name of a parameter"), "a list of names of parameters"),
  yLabel: z.string("the label of the vertical axis"),
});

const faultPhrase = '"non-finite" or "not-converged"';
const faults = strictly({
  codes: z.array(z.enum(["non-finite", "not-converged"], faultPhrase), "a list of codes").min(1, "a list of codes"),
  why: text("a phrase that says why such faults belong to what is claimed"),
});

const statusPhrase = '"paper", "reconstructed", "sharper" or "new"';

/** A ladder of at least `fewest` sizes; `why` says what that many are needed for. */
function ladder(fewest: number, why: string) {
  const number = ["no", "one", "two", "three", "four"][fewest];
  const phrase =
    fewest === 1
      ? "ascending whole numbers above 0, at least one"
      : `at least ${number} ascending whole numbers above 0: ${why}`;
  return z.custom(
    (value) =>
      Array.isArray(value) &&
      value.length >= fewest &&
      value.every((size, i) => Number.isSafeInteger(size) && size > (i === 0 ? 0 : value[i - 1])),
    phrase,
  );
}

/** What the kinds of claims have different in their definitions' shape. */
export interface KindShape {
  readonly test: z.ZodType;
  readonly fewestSizes: number;
  /** What the sizes are needed for, where one does not do. */
  readonly whySizes: string;
  readonly hasFigure: boolean;
}

/** The shape of a claim's definition. What its parts must have to do with one another is checked elsewhere. */
export function definitionSchema({ test, fewestSizes, whySizes, hasFigure }: KindShape) {
  const sizes = ladder(fewestSizes, whySizes);
  const ownPoints = strictly({ grid: points.optional(), sizes: sizes.optional() }).refine(
    (own) => Object.values(own).some((member) => member !== undefined),
    "an object with grid, sizes or both",
  );
  return strictly({
    id,
    title: text("a title"),
    statement: text("a statement, Markdown with $…$ mathematics"),
    assumptions: z.array(text("an assumption as text"), "a list of assumptions, which may be empty"),
    source: strictly({
      reference: text("a reference as text"),
      status: z.enum(["paper", "reconstructed", "sharper", "new"], statusPhrase),
    }),
    experiment,
    grid: points,
    sizes,
    atBudget: atBudget(ownPoints),
    test,
    expected: expected.optional(),
    controls: z.array(control, "a list of controls").optional(),
    faults: faults.optional(),
    ...(hasFigure ? { figure: figure.optional() } : {}),
  });
}
