import type { RoundingFinding, RoundingTested } from "../../verification/rounding/rounding-result.ts";
import { type Column, displayMath, right } from "../markdown.ts";
import { ABSENT, formatCount, formatPercent, formatSignificant, texNumber } from "../numbers.ts";
import { meaningsTable, shownObservable } from "./shown.ts";

/** What a test up to rounding compares; of a control only where it differs from what its claim says. */
export function roundingTested(tested: RoundingTested, claim?: RoundingTested | null): readonly string[] {
  const { discrepancy, scale, condition, factor, resolution, exceptionalShare } = tested;
  const product = `\\varepsilon${condition === null ? "" : "\\thinspace\\kappa"}\\thinspace s`;
  const explained =
    claim?.resolution === resolution &&
    claim.exceptionalShare === exceptionalShare &&
    (claim.condition === null) === (condition === null);
  const amplified = condition === null ? "k·ε" : "k·ε·κ";
  return [
    displayMath(`\\Delta\\le k\\thinspace ${product},\\qquad k=${texNumber(factor)},\\quad\\varepsilon=2^{-52}`),
    meaningsTable([
      ["$\\Delta$", `the difference of the two computations: ${shownObservable(discrepancy)}`],
      ["$s$", `how large they are: ${shownObservable(scale)}`],
      ...(condition === null
        ? []
        : [["$\\kappa$", `how much they amplify a relative error of their data: ${shownObservable(condition)}`]]),
    ]),
    ...(explained
      ? []
      : [
          `Instances with ${amplified} above ${formatSignificant(resolution)} are too ill-conditioned to be evidence: like those ` +
            "with *s* = 0, they can refute but do not count towards support. Support needs so many others without an exception " +
            `that the data exclude exceptions on ${formatPercent(exceptionalShare)} of them or more: an identity between ` +
            "analytic functions that fails at all fails on almost every instance.",
        ]),
  ];
}

export const roundingColumns: readonly Column[] = [
  right("largest Δ"),
  right("counted"),
  right("exceptions"),
  right("would be seen"),
  right("exceptions possible"),
];

export function roundingCells(finding: RoundingFinding | null): readonly string[] {
  if (finding === null) return roundingColumns.map(() => ABSENT);
  return [
    formatSignificant(finding.largestMultiple),
    formatCount(finding.informative),
    formatCount(finding.exceptions),
    formatSignificant(finding.resolution, 2),
    formatPercent(finding.exceptionalShare),
  ];
}

/** What the columns mean. */
export const roundingLegend =
  "*Largest Δ* is the largest difference of the two computations, in units of ε·κ·s, to be compared with *k* (κ = 1 " +
  "where there is none). *Counted* are the instances that are well enough conditioned to count towards support; " +
  "*exceptions* those of all instances on which the difference exceeded the rounding bound. *Would be seen* is the relative error " +
  "from which on a difference would have been an exception on every counted instance. *Exceptions possible* is the " +
  "largest share of exceptional instances, of those that count, that the data have not excluded.";

/** @param share Of what the error probability is, such as `this size's share of the error probability`. */
export const roundingGuarantee = (share: string): string =>
  "A refutation involves no probability: it rests on the declared *k*, that is, on rounding alone never causing more than " +
  "k·ε·κ·s. Support, that exceptions are no more frequent than stated, is exact for independent instances at " +
  `${share}.`;

/** `3.1 of 8 roundings`; null without instances. */
export function roundingPhrase(findings: readonly RoundingFinding[], { factor }: RoundingTested): string | null {
  const multiples = findings.flatMap(({ largestMultiple }) => (largestMultiple === null ? [] : [largestMultiple]));
  if (multiples.length === 0) return null;
  return `${formatSignificant(Math.max(...multiples))} of ${formatSignificant(factor)} roundings`;
}

/** Relative error that all findings would have seen; null without instances. */
export function roundingResolution(findings: readonly RoundingFinding[]): number | null {
  const seen = findings.flatMap(({ resolution }) => (resolution === null ? [] : [resolution]));
  return seen.length === 0 ? null : Math.max(...seen);
}

/** The largest difference and the error that would have been seen, as a sentence; null without instances. */
export function roundingHeadline(
  findings: readonly RoundingFinding[],
  tested: RoundingTested,
  subject: string,
): string | null {
  const multiples = findings.flatMap(({ largestMultiple }) => (largestMultiple === null ? [] : [largestMultiple]));
  if (multiples.length === 0) return null;
  const unit = tested.condition === null ? "ε·scale" : "ε·condition·scale";
  const largest = `${formatSignificant(Math.max(...multiples))}·${unit}`;
  const allowed = `${formatSignificant(tested.factor)} are allowed`;
  if (findings.some(({ exceptions }) => exceptions > 0))
    return `${subject} differed by up to ${largest}, where ${allowed}.`;
  const resolution = roundingResolution(findings);
  const seen =
    resolution === null
      ? "no instance was well enough conditioned to count"
      : `a relative error of ${formatSignificant(resolution, 2)} would have been seen`;
  return `${subject} differed by at most ${largest}, where ${allowed}; ${seen}.`;
}

/** The replicate of the largest difference, where one is an exception. */
export function worstInstance({ exceptions, largestMultiple, worstReplicate }: RoundingFinding) {
  return exceptions === 0 || largestMultiple === null ? null : { replicate: worstReplicate, rank: largestMultiple };
}
