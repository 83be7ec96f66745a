import type { ClaimResult, ControlResult, MutationResult, RunResult } from "../verification/result.ts";
import { discrepancies } from "./discrepancy.ts";
import { MOST_PANELS, shownPoints } from "./figures/convergence-figure.ts";
import {
  codeBlock,
  codeSpan,
  details,
  displayMath,
  document,
  GENERATED_COMMENT,
  inlineMath,
  inlineProse,
  plainText,
  prose,
  table,
} from "./markdown.ts";
import { formatCount, formatPercent, formatSignificant } from "./numbers.ts";
import { pagePath, relativeLink } from "./paths.ts";
import { left, pointsTable, right, sizesTable } from "./result-tables.ts";
import { alteration, statusMeaning, verdictAgainst, verdictLabel, verdictMeaning } from "./vocabulary.ts";

/** Paths of a claim's figures relative to the report's folder; null where there is nothing to draw. */
export interface ClaimFigures {
  readonly theory: string | null;
  readonly convergence: string | null;
}

/** The page of one claim. */
export function claimPage(run: RunResult, claim: ClaimResult, figures: ClaimFigures): string {
  const page = pagePath(claim.id);
  return document([
    GENERATED_COMMENT,
    `# ${inlineProse(claim.title)}`,
    `${codeSpan(claim.id)} · [all claims](${relativeLink(page, "README.md")})`,
    verdictLine(claim),
    resolutionLine(claim),
    "## Statement",
    prose(claim.statement),
    `${observablePhrase(claim.observable)} tends to`,
    displayMath(claim.formula.tex),
    symbolsTable(claim),
    `Source: ${inlineProse(claim.source.reference)}. Status *${claim.source.status}*: ${statusMeaning(claim.source.status)}.`,
    assumptions(claim),
    "## Theory and simulation",
    "*Theory* is the formula in the limit. *Estimate* is the simulation, extrapolated from the ladder of sizes to " +
      "infinite size. *Interval* is the confidence interval for the limit at this point's share of the error " +
      "probability; it contains the declared bound on the bias that extrapolation leaves. *Resolution* is the " +
      "smallest relative error of the formula that the data at this point would refute.",
    pointsTable(claim.points),
    theoryFigureBlock(page, figures.theory),
    "## Convergence",
    ...convergence(claim, page, figures.convergence),
    "## Mutants",
    ...mutants(claim.mutants),
    "## Controls",
    ...controls(claim.controls),
    "## Reproduction",
    reproduction(run, claim),
    codeBlock(run.command, "sh"),
  ]);
}

function verdictLine({ verdict, expected }: ClaimResult): string {
  const expectation =
    verdict === expected
      ? expected === "refuted"
        ? " This is the expected verdict: the statement is listed because it is false."
        : ""
      : ` The expected verdict is *${expected}*.`;
  return `**${verdictLabel(verdict)}.** ${verdictMeaning(verdict)}${expectation}`;
}

function observablePhrase({ name, meaning }: ClaimResult["observable"]): string {
  return `The observable ${codeSpan(name)} (${inlineProse(meaning)})`;
}

function resolutionLine({ resolution, verdict }: ClaimResult): string {
  if (resolution === null) {
    return verdict === "failed" || verdict === "incomplete"
      ? "There are no data to say which errors of the formula they would have refuted."
      : "The data resolve no relative error of the formula: there are too few of them, or the formula is 0.";
  }
  return `**The data would have refuted a formula off by ${formatPercent(resolution)}.**`;
}

function symbolsTable({ formula }: ClaimResult): string {
  const rows = Object.values(formula.symbols).map(({ tex, meaning }) => [inlineMath(tex), inlineProse(meaning)]);
  if (rows.length === 0) return "";
  return `where\n\n${table([left("symbol"), left("meaning")], rows)}`;
}

function assumptions(claim: ClaimResult): string {
  if (claim.assumptions.length === 0) return "";
  return `Assumptions:\n\n${claim.assumptions.map((text) => `- ${inlineProse(text)}`).join("\n")}`;
}

function theoryFigureBlock(page: string, figure: string | null): string {
  if (figure === null) return "";
  return (
    `![Theory as curves, simulation as points](${relativeLink(page, figure)})\n\n` +
    "Curves: the formula in the limit. Symbols: the extrapolated simulation. Bars: its confidence interval; a bar " +
    "without a cap goes on beyond the axes."
  );
}

function convergence(claim: ClaimResult, page: string, figure: string | null): string[] {
  const [worst] = discrepancies(claim.points);
  const withSizes = claim.points.flatMap((point, index) => (point.sizes.length > 0 ? [{ point, index }] : []));
  if (withSizes.length === 0) return ["No sizes were simulated."];
  const shown = shownPoints(claim.points).length;
  const part =
    shown === MOST_PANELS && shown < claim.points.length
      ? ` Of the ${claim.points.length} points, the ${shown} farthest from theory are drawn.`
      : "";
  return [
    "At each size the mean is compared with the formula at the realised problem of that size; the difference is the " +
      `bias, taken to be of order size^(−q) with q = ${formatSignificant(claim.finiteSizeExponent)} up to the declared bound.`,
    figure === null
      ? ""
      : `![Bias against size](${relativeLink(page, figure)})\n\n` +
        "Bias in units of the margin. On this axis the leading finite-size term is a straight line; the filled symbol " +
        `at ∞ is the extrapolation with its confidence interval, the band is ± 1 margin.${part}`,
    ...(worst === undefined
      ? []
      : [`The point with the largest discrepancy is point ${worst.index + 1}:`, sizesTable(worst.point)]),
    details(
      "All points and sizes",
      withSizes.map(({ point, index }) => `Point ${index + 1}:\n\n${sizesTable(point)}`).join("\n\n"),
    ),
  ];
}

function mutants({ total, killed, survivors, equivalent, invalid }: MutationResult): string[] {
  const leftOut =
    equivalent + invalid === 0
      ? ""
      : ` Left out: ${formatCount(equivalent)} that are numerically the formula itself or another mutant, ` +
        `${formatCount(invalid)} that are not real and finite on the whole grid.`;
  if (total === 0) return [`There are no mutants of this formula to test the data against.${leftOut}`];
  const summary =
    "A mutant is the formula with one alteration, or a wrong variant that the claim declares; data that cannot refute " +
    "it say little about the formula. " +
    `Of ${formatCount(total)} mutants the data refute ${formatCount(killed)}.${leftOut}`;
  if (survivors.length === 0) return [summary];
  return [
    `${summary} Not refuted:`,
    table(
      [left("mutant"), left("alteration"), right("largest relative difference from the formula")],
      survivors.map((mutant) => [inlineMath(mutant.tex), alteration(mutant), formatPercent(mutant.discrepancy)]),
    ),
  ];
}

function controls(results: readonly ControlResult[]): string[] {
  if (results.length === 0) return ["This claim has no controls."];
  return results.flatMap((control) => [
    `### ${plainText(control.id)}`,
    prose(control.why),
    `${observablePhrase(control.observable)} tends to`,
    displayMath(control.formulaTex),
    `Verdict: ${verdictAgainst(control.verdict, control.expected)}.`,
    pointsTable(control.points),
  ]);
}

function reproduction(run: RunResult, claim: ClaimResult): string {
  const work = formatSignificant(claim.work * 1e6, 2);
  return (
    `Seed ${codeSpan(run.seed)}, budget ${codeSpan(run.budget)}, experiment ${codeSpan(claim.experiment.id)} version ` +
    `${claim.experiment.version}, ${plainText(run.package.name)} ${plainText(run.package.version)}; nominal work of the ` +
    `replicates ${work} floating-point operations. This command reproduces the run that this page belongs to:`
  );
}
