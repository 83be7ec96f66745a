import { discrepancies } from "../discrepancy.ts";
import { convergenceFigure, shownPoints } from "../figures/convergence-figure.ts";
import { MOST_PANELS } from "../figures/point-panels.ts";
import { theoryFigure } from "../figures/theory-figure.ts";
import { details, displayMath } from "../markdown.ts";
import { ABSENT, formatCount, formatOn, formatPercent, formatRange, formatSignificant, scaleFor } from "../numbers.ts";
import { type KindFigure, type KindPage, type PageContext, type ResultOf, withControls } from "./kind-page.ts";
import { drawsLegend, halfWidth, ladderGuarantee, skewnessLegend } from "./ladder.ts";
import { limitPointsTable, limitSizesTable, mutantsSection } from "./limit-tables.ts";
import { definedUnknowns, shownObservable, symbolsTable } from "./shown.ts";

type Limit = ResultOf<"limit">;

export const limitPage: KindPage<Limit> = {
  verdicts: ({ controls }) => ({
    supported:
      "At every point of the grid the confidence interval for the limit lies inside theory ± margin, and in ladders of " +
      "three sizes or more the data do not show that the smallest size changes the extrapolation by more than the " +
      "declared bound on the bias it leaves.",
    refuted:
      "At one point of the grid at least, the confidence interval for the limit lies wholly outside theory ± margin.",
    undecided:
      `The budget was spent before every confidence interval${withControls(controls)} lay either inside theory ± margin, ` +
      "and stable, or outside. This is no evidence for the claim and none against it.",
  }),
  headline({ points, resolution, verdict }) {
    if (verdict === "refuted") return refutedHeadline(points);
    if (resolution === null) {
      return verdict === "failed" || verdict === "incomplete"
        ? "There are no data to say which errors of the formula they would have refuted."
        : "The data resolve no relative error of the formula: there are too few of them, or the formula is 0.";
    }
    return `**The data would have refuted a formula off by ${formatPercent(resolution)}.**`;
  },
  tested: ({ observable, formula }, claim) => [
    `The observable ${shownObservable(observable)} tends to`,
    displayMath(formula.tex),
    ...definedUnknowns(formula),
    symbolsTable(formula, claim?.formula),
  ],
  points: (points, _tested, context) => limitPointsTable(points, context),
  findings: (claim, context) => [
    "## Theory and simulation",
    "*Theory* is the formula in the limit. *Estimate* is the simulation, extrapolated from the ladder of sizes to " +
      "infinite size. *Interval* is the confidence interval for the limit at this point's share of the error " +
      "probability; it contains the declared bound on the bias that extrapolation leaves. *Resolution* is the " +
      "smallest relative error of the formula that the data at this point would refute. " +
      `${skewnessLegend("draws' extrapolations", context.calibration)} ${drawsLegend}`,
    limitPointsTable(claim.points, context),
    theoryBlock(context),
    "## Convergence",
    ...convergence(claim, context),
    "## Mutants",
    ...mutantsSection(claim.mutants, context.alpha, claim.verdict === "refuted"),
  ],
  guarantee: () =>
    `${ladderGuarantee} And the bias that extrapolation to infinite size leaves is taken to be at most the bound that the ` +
    "claim declares, by which the interval has been widened.",
  figures: (claim) => [...theoryFigures(claim), convergenceOf(claim)],
  finding({ points }) {
    const [worst] = discrepancies(points);
    if (worst === undefined) return "no estimate";
    return worst.inMargins === null
      ? `off by ${formatSignificant(worst.absolute, 2)}`
      : `off by ${formatSignificant(worst.inMargins, 2)} margins`;
  },
  resolution({ resolution, verdict, mutants: { total, killed } }) {
    const refuted = total === 0 ? "" : `; ${formatCount(killed)} of ${formatCount(total)} mutants refuted`;
    return `${resolution === null || verdict === "refuted" ? ABSENT : `formula off by ${formatPercent(resolution)}`}${refuted}`;
  },
  replicates: (points) => points.map(({ replicates }) => replicates),
};

/** Where the limit is farthest from the formula, of the points that refute it. */
function refutedHeadline(points: Limit["points"]): string {
  const worst = discrepancies(points).find(({ point }) => point.verdict === "refuted");
  if (worst === undefined) return "";
  const { index, absolute, inMargins, point } = worst;
  const { theory, interval } = point;
  const reach = halfWidth(interval);
  const where = points.length > 1 ? `At point ${index + 1} theory` : "Theory";
  const shown = formatOn(scaleFor(theory === null ? [] : [theory], reach), theory);
  const far = inMargins === null ? formatSignificant(absolute, 2) : `${formatSignificant(inMargins, 2)} margins`;
  const limit = interval === null ? "the limit is another" : `the limit lies in ${formatRange(interval)}`;
  return `**${where} is ${shown}, ${limit}: off by ${far}.**`;
}

function theoryBlock({ figure }: PageContext): string {
  const link = figure("theory");
  if (link === null) return "";
  return (
    `![Theory as curves, simulation as points](${link})\n\n` +
    "Curves: the formula in the limit. Symbols: the extrapolated simulation. Bars: its confidence interval; a bar " +
    "without a cap goes on beyond the axes."
  );
}

function convergence(claim: Limit, { figure }: PageContext): string[] {
  const [worst] = discrepancies(claim.points);
  const withSizes = claim.points.flatMap((point, index) => (point.sizes.length > 0 ? [{ point, index }] : []));
  if (withSizes.length === 0) return ["No sizes were simulated."];
  const shown = shownPoints(claim.points).length;
  const part =
    shown === MOST_PANELS && shown < claim.points.length
      ? ` Of the ${claim.points.length} points, the ${shown} farthest from theory are drawn.`
      : "";
  const link = figure("convergence");
  return [
    "At each size the mean is compared with the formula at the realised problem of that size; the difference is the " +
      `bias, taken to be of order size^(−q) with q = ${formatSignificant(claim.tested.finiteSizeExponent)} up to the ` +
      "declared bound.",
    link === null
      ? ""
      : `![Bias against size](${link})\n\n` +
        "Bias in units of the margin. On this axis the leading finite-size term is a straight line; the filled symbol " +
        `at ∞ is the extrapolation with its confidence interval, the band is ± 1 margin.${part}`,
    ...(worst === undefined
      ? []
      : [`The point with the largest discrepancy is point ${worst.index + 1}:`, limitSizesTable(worst.point)]),
    details(
      "All points and sizes",
      withSizes.map(({ point, index }) => `Point ${index + 1}:\n\n${limitSizesTable(point)}`).join("\n\n"),
    ),
  ];
}

function theoryFigures({ id, figure }: Limit): KindFigure[] {
  if (figure === null) return [];
  return [
    {
      name: "theory",
      title: `Theory and simulation of ${id}`,
      description:
        "Curves show the formula in the limit, hollow symbols the extrapolated simulation, bars its confidence interval.",
      draw: (library, texts) => theoryFigure(library, figure, texts),
    },
  ];
}

function convergenceOf(claim: Limit): KindFigure {
  return {
    name: "convergence",
    title: `Convergence of ${claim.id}`,
    description:
      "Per point of the grid, the difference of simulation and theory in units of the margin at each size, and its " +
      "extrapolation to infinite size with a confidence interval, over a band of plus or minus one margin.",
    draw: (library, texts) => convergenceFigure(library, claim, texts),
  };
}
