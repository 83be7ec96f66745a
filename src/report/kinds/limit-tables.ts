import type { LimitPointResult, LimitSize } from "../../verification/limit/limit-result.ts";
import type { MutationResult } from "../../verification/results/mutation-result.ts";
import { blocks, inlineMath, left, right, table } from "../markdown.ts";
import {
  ABSENT,
  formatCount,
  formatExact,
  formatOn,
  formatPercent,
  formatSignificant,
  formatWithError,
  scaleFor,
} from "../numbers.ts";
import { alteration } from "../vocabulary.ts";
import { faultColumn, gridTable, sizeColumns } from "./grid-table.ts";
import type { PageContext } from "./kind-page.ts";
import { estimateCells, halfWidth, stability } from "./ladder.ts";

/** The points of a limit claim, or of one of its controls. */
export function limitPointsTable(points: readonly LimitPointResult[], { replay }: Pick<PageContext, "replay">): string {
  const faults = faultColumn(points, "left out");
  const columns = [
    right("theory"),
    right("estimate"),
    left("interval"),
    right("margin"),
    right("resolution"),
    right("skewness"),
    ...faults.columns,
    right("replicates"),
  ];
  const row = (point: LimitPointResult) => [
    ...lengths(point),
    // Data that refute the formula refute it with most errors as well: that says nothing about how fine they are.
    point.verdict === "refuted" ? ABSENT : formatPercent(point.resolution),
    formatSignificant(point.skewness, 2),
    ...faults.cells(point),
    formatCount(point.replicates),
  ];
  return gridTable(points, columns, (point) => [{ cells: row(point), verdict: point.verdict }], replay);
}

function lengths(point: LimitPointResult): string[] {
  const { theory, estimate, interval, margin } = point;
  const values = [theory, estimate].filter((value) => value !== null);
  return [
    formatOn(scaleFor(values, halfWidth(interval), 3), theory),
    ...estimateCells(point, theory === null ? [] : [theory]),
    margin === null ? ABSENT : `±${formatSignificant(margin, 3)}`,
  ];
}

/** The ladder of sizes at one point. */
export function limitSizesTable(point: LimitPointResult): string {
  if (point.sizes.length === 0) return "No sizes.";
  const place = sizeColumns(point.sizes);
  const columns = [
    ...place.columns,
    right("replicates"),
    right("theory"),
    right("mean ± standard error"),
    right("bias"),
    right("bias / margin"),
  ];
  const rows = point.sizes.map((size) => [
    ...place.cells(size),
    formatCount(size.replicates),
    ...sizeNumbers(size, point.margin),
  ]);
  return blocks(table(columns, rows), stability(point, "Extrapolated", point.residualBias ?? 0));
}

function sizeNumbers({ theory, mean, standardError, bias }: LimitSize, margin: number | null): string[] {
  const scale = scaleFor([theory, ...(mean === null ? [] : [mean])], standardError);
  return [
    formatOn(scale, theory),
    mean === null || standardError === null ? ABSENT : formatWithError(scale, mean, standardError),
    bias === null ? ABSENT : formatOn(scaleFor([bias], standardError), bias),
    bias === null || margin === null || margin === 0 ? ABSENT : formatOn(RATIO, bias / margin),
  ];
}

const RATIO = { exponent: 0, decimals: 2 };

/** What became of the altered formulas; where the formula itself is refuted, those that are left may be right. */
export function mutantsSection(
  { total, killed, survivors, equivalent, invalid }: MutationResult,
  alpha: number,
  isRefuted: boolean,
): string[] {
  const leftOut =
    equivalent + invalid === 0
      ? ""
      : ` Left out: ${formatCount(equivalent)} that are numerically the formula itself or another mutant, ` +
        `${formatCount(invalid)} that are not real and finite on the whole grid.`;
  if (total === 0) return [`There are no mutants of this formula to test the data against.${leftOut}`];
  const summary =
    "A mutant is the formula with one alteration, or a wrong variant that the claim declares" +
    (isRefuted
      ? "; where the formula is refuted, one that is not may be the right one. "
      : "; data that cannot refute it say little about the formula. ") +
    `Of ${formatCount(total)} mutants the data refute ${formatCount(killed)}.${leftOut}`;
  const rate =
    "The refuted mutants are chosen by the e-BH procedure from the evidence of the confidence sequences against each, at " +
    `α = ${formatExact(alpha)}: among the mutants counted as refuted the expected share of formulas that are right ` +
    "within their margin is at most α, however the mutants depend on one another.";
  if (survivors.length === 0) return [summary, rate];
  return [
    summary,
    rate,
    isRefuted ? "One-step alterations that the data do not refute, candidates for the right formula:" : "Not refuted:",
    table(
      [left("mutant"), left("alteration"), right("largest relative difference from the formula")],
      survivors.map((mutant) => [inlineMath(mutant.tex), alteration(mutant), formatPercent(mutant.discrepancy)]),
    ),
  ];
}
