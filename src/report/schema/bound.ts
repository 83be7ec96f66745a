import { z } from "zod";
import type { BoundPoint, BoundSize, BoundTested } from "../../verification/bound/bound-result.ts";
import { claimOfKind, formula, judgedSize, observable, point } from "./claim-parts.ts";
import {
  count,
  countOrNull,
  exactly,
  interval,
  listOf,
  notNegative,
  notNegativeOrNull,
  number,
  numberOrNull,
  oneOf,
  record,
  share,
} from "./parts.ts";

const lengthPhrase = "{ absolute: x } or { relative: x }";

const tested: z.ZodType<BoundTested> = exactly({
  observable: observable.describe("What is bounded."),
  direction: oneOf(["at-most", "at-least"]).describe("On which side of the bound the observable is to be."),
  bound: formula.describe("The bound."),
  observed: record(observable, "an object from symbols to observables").describe(
    "By symbol of the bound, the observable that gives its value in each replicate.",
  ),
  failureRate: share.describe("δ: how often the inequality may fail; 0: never."),
  excludedRate: share.describe("The failure rate that support excludes: δ, or where that is 0 a share of exceptions."),
  rounding: z
    .union([z.strictObject({ absolute: notNegative }), z.strictObject({ relative: notNegative })], lengthPhrase)
    .describe("Violations up to this length count as rounding: absolute, or relative to the bound."),
});

const size: z.ZodType<BoundSize> = judgedSize({
  violations: count.describe("Replicates on the wrong side of the bound, those with declared faults included."),
  worstReplicate: countOrNull.describe("Index of the replicate that violated the bound by most; null if none did."),
  failureRate: interval.describe(
    "Failure rates that the data leave possible; each end errs with at most this size's share of alpha.",
  ),
  slack: z
    .nullable(
      exactly({
        smallest: number.describe("The smallest."),
        median: number.describe("The median."),
        atFailureRate: number.describe("The 1 − δ quantile of a bound above, the δ quantile of one below."),
        largest: number.describe("The largest."),
      }),
    )
    .describe(
      "Quantiles of observable/bound; null without replicates, and where the bound is not above 0 in all of them.",
    ),
  refutedFactor: notNegativeOrNull.describe(
    "The data refute a bound above times every factor below this, a bound below times every factor above it; null if none.",
  ),
  bound: numberOrNull.describe("Mean of the bound over the replicates; null without any."),
});

const boundPoint: z.ZodType<BoundPoint> = point({ sizes: listOf(size, "sizes").describe("Each judged apart.") });

export const boundClaimSchema = claimOfKind("bound", tested, boundPoint, {});
