import { z } from "zod";
import type { OrderingPoint, OrderingSize, OrderingTested } from "../../verification/ordering/ordering-result.ts";
import { claimOfKind, judgedSize, observable, point } from "./claim-parts.ts";
import { exactly, intervalOrNull, listOf, notNegativeOrNull, number, numberOrNull, oneOf } from "./parts.ts";

const guarantees = [
  "exact for bounded replicates",
  "exact for Gaussian replicates, else asymptotic",
  "asymptotic",
] as const;

const tested: z.ZodType<OrderingTested> = exactly({
  better: observable.describe("The observable that is to be better."),
  worse: observable.describe("The observable that it is compared with."),
  criterion: oneOf(["smaller", "larger"]).describe("Which of two values is the better one."),
  by: number.describe("By how much the mean must be better."),
  guarantee: oneOf(guarantees).describe("What the error probability of the interval rests on."),
});

const size: z.ZodType<OrderingSize> = judgedSize({
  advantage: numberOrNull.describe("By how much the one was better on average; null below two replicates."),
  standardError: notNegativeOrNull.describe("Of the advantage; null below two replicates."),
  skewness: numberOrNull.describe("Sample skewness of the differences; null where they do not vary."),
  interval: intervalOrNull.describe("Confidence sequence for the mean advantage; null: unbounded."),
  means: z
    .nullable(
      exactly({
        better: number.describe("Of the observable that is to be better."),
        worse: number.describe("Of the other."),
      }),
    )
    .describe("Means of the two observables; null without replicates."),
});

const orderingPoint: z.ZodType<OrderingPoint> = point({ sizes: listOf(size, "sizes").describe("Each judged apart.") });

export const orderingClaimSchema = claimOfKind("ordering", tested, orderingPoint, {});
