import { z } from "zod";
import type { RatePoint, RateSize, RateTested } from "../../verification/rate/rate-result.ts";
import { claimOfKind, ladderSize, observable, point } from "./claim-parts.ts";
import { skewness, withoutSmallestSize } from "./ladder.ts";
import {
  count,
  exactly,
  intervalOrNull,
  listOf,
  notNegative,
  notNegativeOrNull,
  number,
  numberOrNull,
  oneOf,
  positive,
} from "./parts.ts";

const tested: z.ZodType<RateTested> = exactly({
  observable: observable.describe("What the simulation shows."),
  exponent: number.describe("γ of size^(−γ)."),
  logPower: number.describe("p: the observable is divided by log(size)^p before the exponent is fitted."),
  margin: positive.describe("How near the fitted exponent must be to γ, absolute."),
  residualBias: notNegative.describe("Bound on what the finite sizes leave in the fitted exponent, absolute."),
  sense: oneOf(["equal", "at-least"]).describe("at-least: the observable may fall faster."),
});

const size: z.ZodType<RateSize> = ladderSize({
  geometricMean: z
    .nullable(positive)
    .describe("exp of the mean logarithm of the observable over log(size)^p; null below two replicates."),
  standardErrorOfLog: notNegativeOrNull.describe("Standard error of the mean logarithm; null below two replicates."),
});

const ratePoint: z.ZodType<RatePoint> = point({
  estimate: numberOrNull.describe("Fitted γ; null below two replicates."),
  interval: intervalOrNull.describe("Confidence sequence for γ, residual bias included; null: unbounded."),
  withoutSmallestSize: withoutSmallestSize("The exponent fitted to the ladder without its smallest size.").describe(
    "Stability: no support while changeInterval is disjoint from ± residualBias; null below two replicates.",
  ),
  skewness,
  replicates: count.describe("Draws of the whole ladder that the verdict used, each of one replicate or more a size."),
  declaredFaults: count.describe("Draws left out for faults that the claim declares."),
  sizes: listOf(size, "sizes").describe("The ladder, ascending."),
});

export const rateClaimSchema = claimOfKind("rate", tested, ratePoint, {});
