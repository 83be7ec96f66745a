import { z } from "zod";
import type {
  ComparedObservables,
  ComparisonFinding,
  LawPoint,
  LawSize,
  LawTested,
} from "../../verification/law/law-result.ts";
import { claimOfKind, judgedSize, observable, point } from "./claim-parts.ts";
import { count, exactly, interval, listOf, notNegativeOrNull, oneOf, share, text } from "./parts.ts";
import { roundingFindingMembers, roundingTested } from "./rounding.ts";

const compared: z.ZodType<ComparedObservables> = exactly({
  name: text.describe("What is compared. Markdown."),
  left: observable.describe("Observable of the one experiment."),
  right: observable.describe("Observable of the other."),
});

const tested: z.ZodType<LawTested> = exactly({
  coupling: z
    .nullable(roundingTested)
    .describe("Two runs that are to agree replicate by replicate; null if there are none."),
  projections: listOf(compared, "comparisons").describe("Numbers of two runs, to be compared by Kolmogorov distance."),
  classifier: z
    .nullable(compared)
    .describe("Trajectories of two runs, to be told apart by a classifier; null if none."),
  margin: z
    .nullable(share)
    .describe("Up to this Kolmogorov distance, or advantage, laws count as equal; null for a coupling alone."),
});

const comparison: z.ZodType<ComparisonFinding> = exactly({
  name: text.describe("What is compared. Markdown."),
  measure: oneOf(["Kolmogorov distance", "advantage of the classifier"]).describe("How it is compared."),
  draws: count.describe("Draws of each side that the discrepancy rests on."),
  discrepancy: notNegativeOrNull.describe("What was observed; null without draws."),
  interval: interval.describe("Confidence sequence for the discrepancy, within [0, 1]."),
  smallestDetectable: notNegativeOrNull.describe(
    "A Kolmogorov distance of the laws, or an advantage of this classifier, above this would have been told from 0 by these draws, unless the confidence sequence errs; null from 1 on.",
  ),
});

const size: z.ZodType<LawSize> = judgedSize({
  coupling: z.nullable(exactly(roundingFindingMembers)).describe("On the coupled runs; null if there are none."),
  comparisons: listOf(comparison, "comparisons").describe("One for each projection, then one for the classifier."),
});

const lawPoint: z.ZodType<LawPoint> = point({ sizes: listOf(size, "sizes").describe("Each judged apart.") });

export const lawClaimSchema = claimOfKind("law", tested, lawPoint, {});
