import { z } from "zod";
import { exactly, intervalOrNull, number, numberOrNull } from "./parts.ts";

/** What the ladder gives without its smallest size; `estimate` says what it estimates. */
export const withoutSmallestSize = (estimate: string) =>
  z.nullable(
    exactly({
      estimate: number.describe(estimate),
      interval: intervalOrNull.describe("Its interval at the same level, residual bias included; null: unbounded."),
      change: number.describe("The whole ladder's estimate less this one."),
      changeInterval: intervalOrNull.describe("Confidence sequence for the change; null: unbounded."),
    }),
  );

export const skewness = numberOrNull.describe(
  "Sample skewness of the draws' estimates, 0 for the Gaussian ones that the interval is exact for; null where they do not vary.",
);
