import { z } from "zod";
import type { Json } from "../foundation/json.ts";
import type {
  ClaimResult,
  ControlResult,
  FigureData,
  MutationResult,
  PointResult,
  RunResult,
  SizeResult,
} from "../verification/result.ts";

/** The format that this version of the package writes, and the only one that it reads. */
export const RESULTS_SCHEMA = "asymptopia-results/1";

const number = z.number("a finite number");
const notNegative = z.number("a number of at least 0").min(0, "a number of at least 0");
const positive = z.number("a number above 0").gt(0, "a number above 0");
const count = z.int("a whole number of at least 0").min(0, "a whole number of at least 0");
const text = z.string("a text");
const filledText = z.string("a text that is not empty").min(1, "a text that is not empty");

const verdicts = ["supported", "refuted", "undecided", "failed", "incomplete"] as const;
const verdict = z.enum(verdicts, `one of ${verdicts.join(", ")}`);
const outcomes = ["supported", "refuted"] as const;
const outcome = z.enum(outcomes, `one of ${outcomes.join(", ")}`);
const statuses = ["paper", "reconstructed", "sharper", "new"] as const;
const codes = [
  "invalid-input",
  "unknown-name",
  "not-converged",
  "non-finite",
  "invalid-claim",
  "unreadable-file",
  "worker-failure",
] as const;

const numberOrNull = z.nullable(z.number("a finite number or null"));
const notNegativeOrNull = z.nullable(
  z.number("a number of at least 0 or null").min(0, "a number of at least 0 or null"),
);
const listOf = <T extends z.ZodType>(schema: T, accepted: string) => z.array(schema, `a list of ${accepted}`);
const record = <T extends z.ZodType>(values: T, accepted: string) => z.record(z.string(), values, accepted);

/** An object with exactly these members, which come out in this order whatever order they had. */
function exactly<S extends z.core.$ZodLooseShape>(shape: S) {
  const names = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `absent: known here are ${names}` : `an object with ${names}`,
  });
}

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)], {
    error: "a value that JSON can carry",
  }),
);

const ends = "two numbers, the lower one first, or null";
const intervalOrNull = z.nullable(z.tuple([number, number], ends).refine(([low, high]) => low <= high, ends));

const coordinates = z.tuple([number, number], "two numbers, x and y");

const failure = exactly({
  code: z.enum(codes, `one of ${codes.join(", ")}`).describe("What kind of thing went wrong."),
  message: text.describe("The same for people."),
  field: z.exactOptional(text).describe("Path of the offending member."),
  value: z.exactOptional(json).describe("The offending value."),
  accepted: z.exactOptional(text).describe("What would have been accepted."),
});

const size: z.ZodType<SizeResult> = exactly({
  size: positive.describe("The rung of the size ladder."),
  shape: record(number, "an object of numbers").describe("Integers that describe the shape, such as n and d."),
  theory: number.describe("The formula at the realised problem of this size."),
  mean: numberOrNull.describe("Mean of the observable; null below two replicates."),
  standardError: notNegativeOrNull.describe("Of the mean; null below two replicates."),
  bias: numberOrNull.describe("mean − theory; null below two replicates."),
});

const point: z.ZodType<PointResult> = exactly({
  parameters: record(json, "an object of named parameters").describe("The point of the parameter space."),
  verdict: verdict.describe("The verdict at this point alone."),
  theory: numberOrNull.describe("The formula in the limit; null where theory failed."),
  theoryError: notNegativeOrNull.describe("Numerical error of theory, absolute."),
  estimate: numberOrNull.describe("Simulation extrapolated to infinite size; null below two replicates."),
  interval: intervalOrNull.describe("Confidence sequence for the limit, residual bias included; null: unbounded."),
  withoutSmallestSize: z
    .nullable(
      exactly({
        estimate: number.describe("The extrapolation from the ladder without its smallest size."),
        interval: intervalOrNull.describe("Its interval at the same level, residual bias included; null: unbounded."),
      }),
    )
    .describe("Stability: a point is not supported if this contradicts it; null for ladders of two sizes."),
  margin: notNegativeOrNull.describe("Equivalence margin, absolute."),
  residualBias: notNegativeOrNull.describe(
    "Bound on the bias that extrapolation leaves, absolute; contained in interval.",
  ),
  replicates: count.describe("Draws of the whole ladder that the verdict used."),
  sizes: listOf(size, "sizes").describe("The ladder, ascending."),
  resolution: notNegativeOrNull.describe(
    "Smallest relative error of the formula that these data would refute; null if there is none.",
  ),
  failure: z.exactOptional(failure).describe("What broke down at this point."),
});

const points = listOf(point, "points");

const mutants: z.ZodType<MutationResult> = exactly({
  total: count.describe("Mutants that differ from the formula and from one another on the grid, and are real on it."),
  killed: count.describe("Mutants that the data refute."),
  survivors: listOf(
    exactly({
      expression: text.describe("The altered formula."),
      tex: text.describe("The same in TeX."),
      operator: text.describe("The operation that made it; declared: a variant that the claim itself declares."),
      why: z.exactOptional(text).describe("What is wrong with a declared variant. Markdown."),
      discrepancy: notNegative.describe("Largest |mutant − formula|/|formula| on the grid."),
    }),
    "mutants",
  ).describe("Mutants that the data do not refute."),
  equivalent: count.describe("Left out: the same as the formula or as another mutant on the whole grid."),
  invalid: count.describe("Left out: non-real or infinite somewhere on the grid."),
});

const observable = exactly({
  name: text.describe("Its name in the experiment."),
  meaning: text.describe("What it measures. Markdown."),
});

const control: z.ZodType<ControlResult> = exactly({
  id: filledText.describe("Name of the control within its claim."),
  why: text.describe("What is wrong with it, or what must not matter. Markdown."),
  verdict: verdict.describe("The verdict on the control."),
  expected: verdict.describe("The verdict that it must have."),
  observable: observable.describe("What the simulation shows."),
  formulaTex: text.describe("The formula that it is tested against, in TeX."),
  points: points.describe("Its grid."),
});

const figure: z.ZodType<FigureData> = exactly({
  xLabel: text.describe("Title of the horizontal axis."),
  yLabel: text.describe("Title of the vertical axis."),
  xScale: z.enum(["linear", "log"], "one of linear, log").describe("Scale of the horizontal axis."),
  panels: listOf(
    exactly({
      title: text.describe("What the panel has in common."),
      series: listOf(
        exactly({
          name: text.describe("Entry in the legend."),
          curve: listOf(coordinates, "pairs of numbers").describe("The formula in the limit, as x and y."),
          points: listOf(
            exactly({
              x: number.describe("Place on the horizontal axis."),
              estimate: number.describe("Extrapolated simulation."),
              interval: intervalOrNull.describe("Confidence sequence for the limit; null: unbounded."),
            }),
            "points",
          ).describe("The simulation."),
        }),
        "series",
      ).describe("Curves with their points."),
    }),
    "panels",
  ).describe("Parts of the figure, side by side."),
});

const claim: z.ZodType<ClaimResult> = exactly({
  id: filledText.describe("Name of the claim, and path of its page."),
  kind: z.literal("limit", "limit").describe("What kind of claim it is."),
  title: text.describe("Title. Markdown."),
  statement: text.describe("The claim in words and formulas. Markdown."),
  assumptions: listOf(text, "texts").describe("Under which it is claimed. Markdown."),
  source: exactly({
    reference: text.describe("Where the claim comes from. Markdown."),
    status: z.enum(statuses, `one of ${statuses.join(", ")}`).describe("How much of it is the source's own."),
  }).describe("Origin of the claim."),
  verdict: verdict.describe("The verdict on claim and controls together."),
  expected: outcome.describe("The verdict that the claim must have."),
  formula: exactly({
    expression: text.describe("The formula, as a mathjs expression."),
    tex: text.describe("The same in TeX."),
    symbols: record(
      exactly({ tex: text.describe("The symbol in TeX."), meaning: text.describe("What it stands for. Markdown.") }),
      "an object of symbols",
    ).describe("The inputs of the formula by their names in the expression."),
  }).describe("What the observable tends to."),
  observable: observable.describe("What the simulation shows."),
  experiment: exactly({
    id: text.describe("Its name."),
    version: number.describe("Raised whenever the same key would give other numbers."),
  }).describe("The finite simulation."),
  finiteSizeExponent: positive.describe("q: the finite-size bias is of order size^(−q)."),
  points: points.describe("The grid."),
  mutants: mutants.describe("Altered formulas, which the data should refute."),
  controls: listOf(control, "controls").describe("Variants whose verdict is known beforehand."),
  resolution: notNegativeOrNull.describe(
    "Smallest relative error of the formula that the run would have refuted somewhere on the grid; null if none.",
  ),
  work: notNegative.describe("Nominal work of the replicates that the verdict used, in 10⁶ floating-point operations."),
  figure: z.nullable(figure).describe("Theory as curves, simulation as points; null if there is none to draw."),
});

const seen = (ids: readonly { readonly id: string }[]) => new Set(ids.map(({ id }) => id)).size === ids.length;

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
    .describe("Bound on the chance that any interval of the run misses its limit."),
  points: count.describe("Points of all claims and controls among which alpha is divided."),
  command: text.describe("The command that reproduces the run."),
  claims: listOf(claim, "claims").refine(seen, "a list of claims with different ids").describe("The claims."),
});
