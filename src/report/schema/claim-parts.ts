import { z } from "zod";
import { ownBudgets } from "../../claims/own-budget.ts";
import { errorCodes } from "../../foundation/errors.ts";
import type { NamedObservable, ShownFormula } from "../../verification/results/claim-result.ts";
import type { PointFailure } from "../../verification/results/point-result.ts";
import type { Verdict } from "../../verification/results/verdict.ts";
import {
  count,
  exactly,
  filledText,
  json,
  listOf,
  notNegative,
  number,
  oneOf,
  positive,
  record,
  text,
} from "./parts.ts";

const verdict: z.ZodType<Verdict> = oneOf(["supported", "refuted", "undecided", "failed", "incomplete"]);
const outcome = oneOf(["supported", "refuted"]);

const failure: z.ZodType<PointFailure> = exactly({
  code: oneOf(errorCodes).describe("What kind of thing went wrong."),
  message: text.describe("The same for people."),
  field: z.exactOptional(text).describe("Path of the offending member."),
  value: z.exactOptional(json).describe("The offending value."),
  accepted: z.exactOptional(text).describe("What would have been accepted."),
  key: z.exactOptional(text).describe("Of a replicate: the key by which it can be run again alone."),
});

export const observable: z.ZodType<NamedObservable> = exactly({
  name: text.describe("Its name in the experiment."),
  meaning: text.describe("What it measures. Markdown."),
});

export const formula: z.ZodType<ShownFormula> = exactly({
  expression: text.describe("The formula, as a mathjs expression."),
  tex: text.describe("The same in TeX."),
  equations: z
    .exactOptional(
      listOf(
        exactly({ equation: text.describe("left = right, of mathjs expressions."), tex: text.describe("In TeX.") }),
        "equations",
      ),
    )
    .describe("What defines the unknowns among the symbols; absent without unknowns."),
  domain: z
    .exactOptional(
      listOf(
        exactly({ inequality: text.describe("left > right, or <."), tex: text.describe("In TeX.") }),
        "inequalities",
      ),
    )
    .describe("Which root of the equations is meant; absent without unknowns."),
  symbols: record(
    exactly({ tex: text.describe("The symbol in TeX."), meaning: text.describe("What it stands for. Markdown.") }),
    "an object of symbols",
  ).describe("The symbols of the formula by their names in the expression."),
});

/** A point: what all kinds have, with the members of one kind between parameters and failure. */
export function point<S extends z.core.$ZodLooseShape>(members: S) {
  return exactly({
    parameters: record(json, "an object of named parameters").describe("The point of the parameter space."),
    verdict: verdict.describe("The verdict at this point alone."),
    ...members,
    failure: z.exactOptional(failure).describe("What broke down at this point."),
  });
}

const sizeMembers = {
  size: positive.describe("The rung of the size ladder."),
  shape: record(number, "an object of numbers").describe("Integers that describe the shape, such as n and d."),
};

/** A size of a ladder whose sizes are judged together. */
export const ladderSize = <S extends z.core.$ZodLooseShape>(members: S) =>
  exactly({ ...sizeMembers, replicates: count.describe("Replicates of this size."), ...members });

/** A size that has a verdict of its own. */
export const judgedSize = <S extends z.core.$ZodLooseShape>(members: S) =>
  exactly({
    ...sizeMembers,
    verdict: verdict.describe("The verdict at this size alone."),
    replicates: count.describe("Replicates that the verdict used, those with declared faults included."),
    declaredFaults: count.describe("Replicates with faults that the claim declares."),
    ...members,
  });

/** The claim of one kind, with its controls; `members` are those that only this kind has. */
export function claimOfKind<
  K extends string,
  Tested extends z.ZodType,
  Point extends z.ZodType,
  S extends z.core.$ZodLooseShape,
>(kind: K, tested: Tested, points: Point, members: S) {
  const control = exactly({
    id: filledText.describe("Name of the control within its claim."),
    why: text.describe("What is wrong with it, or what must not matter. Markdown."),
    verdict: verdict.describe("The verdict on the control."),
    expected: verdict.describe("The verdict that it must have."),
    tested: tested.describe("What is tested, which may differ from what its claim tests."),
    points: listOf(points, "points").describe("Its grid."),
  });
  return exactly({
    id: filledText.describe("Name of the claim, and path of its page."),
    kind: z.literal(kind, `"${kind}"`).describe("What kind of claim it is."),
    title: text.describe("Title. Markdown."),
    statement: text.describe("The claim in words and formulas. Markdown."),
    assumptions: listOf(text, "texts").describe("Under which it is claimed. Markdown."),
    source: exactly({
      reference: text.describe("Where the claim comes from. Markdown."),
      status: oneOf(["paper", "reconstructed", "sharper", "new"]).describe("How much of it is the source's own."),
    }).describe("Origin of the claim."),
    verdict: verdict.describe("The verdict on claim and controls together."),
    expected: outcome.describe("The verdict that the claim must have."),
    experiment: exactly({
      id: text.describe("Its name."),
      version: number.describe("Raised whenever the same key would give other numbers."),
    }).describe("The finite simulation."),
    pointsOf: z
      .exactOptional(oneOf(ownBudgets))
      .describe("The budget whose points and sizes these are, where the claim has others than its default's there."),
    declaredFaults: z
      .exactOptional(text)
      .describe("Why replicates may end without a number and not fail the claim. Markdown."),
    work: notNegative.describe(
      "Nominal work of the replicates that the verdict used, in 10⁶ floating-point operations.",
    ),
    tested: tested.describe("What is tested."),
    points: listOf(points, "points").describe("The grid."),
    controls: listOf(control, "controls").describe("Variants whose verdict is known beforehand."),
    ...members,
  });
}
