import { z } from "zod";
import type { LimitPointResult, LimitSize, LimitTested } from "../../verification/limit/limit-result.ts";
import type { MutationResult } from "../../verification/results/mutation-result.ts";
import { claimOfKind, formula, ladderSize, observable, point } from "./claim-parts.ts";
import { figure } from "./figure.ts";
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
  positive,
  text,
} from "./parts.ts";

const tested: z.ZodType<LimitTested> = exactly({
  observable: observable.describe("What the simulation shows."),
  formula: formula.describe("What the observable tends to."),
  finiteSizeExponent: positive.describe("q: the finite-size bias is of order size^(−q)."),
});

const size: z.ZodType<LimitSize> = ladderSize({
  theory: number.describe("The formula at the realised problem of this size."),
  mean: numberOrNull.describe("Mean of the observable; null below two replicates."),
  standardError: notNegativeOrNull.describe("Of the mean; null below two replicates."),
  bias: numberOrNull.describe("mean − theory; null below two replicates."),
});

const limitPoint: z.ZodType<LimitPointResult> = point({
  theory: numberOrNull.describe("The formula in the limit; null where theory failed."),
  theoryError: notNegativeOrNull.describe("Numerical error of theory, absolute."),
  estimate: numberOrNull.describe("Simulation extrapolated to infinite size; null below two draws."),
  interval: intervalOrNull.describe("Confidence sequence for the limit, residual bias included; null: unbounded."),
  withoutSmallestSize: withoutSmallestSize("The extrapolation from the ladder without its smallest size.").describe(
    "Stability: no support while changeInterval is disjoint from ± residualBias; null for ladders of two sizes.",
  ),
  skewness,
  margin: notNegativeOrNull.describe("Equivalence margin, absolute."),
  residualBias: notNegativeOrNull.describe(
    "Bound on the bias that extrapolation leaves, absolute; contained in interval.",
  ),
  replicates: count.describe("Draws of the whole ladder that the verdict used, each of one replicate or more a size."),
  declaredFaults: count.describe("Draws left out for faults that the claim declares."),
  sizes: listOf(size, "sizes").describe("The ladder, ascending."),
  resolution: notNegativeOrNull.describe(
    "Smallest relative error of the formula that these data would refute; null if there is none.",
  ),
});

const mutants: z.ZodType<MutationResult> = exactly({
  total: count.describe("Mutants that differ from the formula and from one another on the grid, and are real on it."),
  killed: count.describe("Mutants that the data refute, at a false discovery rate of alpha."),
  survivors: listOf(
    exactly({
      expression: text.describe("The altered formula, or the one of its equations that is altered."),
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

export const limitClaimSchema = claimOfKind("limit", tested, limitPoint, {
  mutants: mutants.describe("Altered formulas, which the data should refute."),
  resolution: notNegativeOrNull.describe(
    "Smallest relative error of the formula that the run would have refuted somewhere on the grid; null if none.",
  ),
  figure: z.nullable(figure).describe("Theory as curves, simulation as points; null if there is none to draw."),
});
