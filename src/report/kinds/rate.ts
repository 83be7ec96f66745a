import type { RatePoint, RateSize, RateTested } from "../../verification/rate/rate-result.ts";
import { firstDrawn } from "../figures/point-panels.ts";
import { rateFigure } from "../figures/rate-figure.ts";
import { blocks, details, displayMath, left, right, table } from "../markdown.ts";
import { ABSENT, formatCount, formatOn, formatRange, formatSignificant, scaleFor, texNumber } from "../numbers.ts";
import { faultColumn, gridTable, sizeColumns } from "./grid-table.ts";
import { type KindPage, type PageContext, type ResultOf, withControls } from "./kind-page.ts";
import { drawsLegend, estimateCells, halfWidth, ladderGuarantee, skewnessLegend, stability } from "./ladder.ts";
import { meaningsTable, shownObservable } from "./shown.ts";

type Rate = ResultOf<"rate">;

export const ratePage: KindPage<Rate> = {
  verdicts: ({ controls }) => ({
    supported:
      "At every point of the grid the confidence interval for the exponent lies within what is claimed, margin included, " +
      "and the data do not show that the smallest size changes the fit by more than the declared bound on what finite " +
      "sizes leave in it.",
    refuted:
      "At one point of the grid at least, the confidence interval for the exponent lies wholly outside what is claimed, " +
      "margin included.",
    undecided:
      `The budget was spent before every confidence interval${withControls(controls)} lay either inside what is claimed, ` +
      "and stable, or outside. This is no evidence for the claim and none against it.",
  }),
  headline({ points, tested }) {
    const worst = farthest(points, tested);
    if (worst === undefined) return "There are too few replicates to fit an exponent.";
    const { estimate, interval } = worst.point;
    const bounds =
      interval === null ? "without a bounded interval yet" : `with the confidence interval ${formatRange(interval)}`;
    const where = points.length > 1 ? ` at point ${worst.index + 1}, where it is farthest from what is claimed` : "";
    const shown = formatOn(scaleFor([estimate], halfWidth(interval), 3), estimate);
    return `**The fitted exponent is ${shown} ${bounds}${where}; claimed is ${claimedPhrase(tested)}.**`;
  },
  tested(tested) {
    const { observable, exponent, logPower, margin, residualBias, sense } = tested;
    const logarithm = logPower === 0 ? "" : `\\thinspace(\\log N)^{${texNumber(logPower)}}`;
    const order = sense === "equal" ? "\\asymp" : "\\lesssim";
    return [
      sense === "equal"
        ? "The observable is of the order of a power of the size:"
        : "The observable is at most of the order of a power of the size; it may fall faster:",
      displayMath(`x_N${order} N^{${texNumber(-exponent)}}${logarithm}`),
      meaningsTable([
        ["$x_N$", shownObservable(observable)],
        ["$N$", "the size"],
      ]),
      "The exponent γ of N^(−γ) is fitted to the mean logarithms at the sizes of the ladder. It counts as " +
        (sense === "equal"
          ? `${formatSignificant(exponent)} up to the margin ±${formatSignificant(margin)}; `
          : `at least ${formatSignificant(exponent)} down to the margin ${formatSignificant(margin)} below it; `) +
        `what the finite sizes leave in it is taken to be at most ${formatSignificant(residualBias)}.`,
    ];
  },
  points: (points, _tested, context) => pointsTable(points, context),
  findings(claim, context) {
    const link = context.figure("rate");
    const withSizes = claim.points.flatMap((point, index) => (point.sizes.length > 0 ? [{ point, index }] : []));
    return [
      "## Exponent",
      "*Exponent* is the fitted γ. *Interval* is its confidence interval at this point's share of the error probability; " +
        "it contains the declared bound on what the finite sizes leave. *Without the smallest size* is the same from the " +
        `rest of the ladder. ${skewnessLegend("draws' exponents", context.calibration)} ${drawsLegend}`,
      pointsTable(claim.points, context),
      link === null
        ? ""
        : `![Geometric means against size](${link})\n\nBoth axes are logarithmic, so that a power is a straight line. ` +
          "Symbols: geometric means over the replicates, ± 2 standard errors. Lines: the fitted and the claimed slope, both " +
          `through the centre of the means.${firstDrawn(claim.points)}`,
      withSizes.length === 0
        ? ""
        : details(
            "All points and sizes",
            withSizes
              .map(({ point, index }) => `Point ${index + 1}:\n\n${sizesTable(point, claim.tested)}`)
              .join("\n\n"),
          ),
    ];
  },
  guarantee: () =>
    `${ladderGuarantee} And what the finite sizes leave in the exponent is taken to be at most the bound that the claim ` +
    "declares, by which the interval has been widened.",
  figures: (claim) => [
    {
      name: "rate",
      title: `Rate of ${claim.id}`,
      description:
        "Per point of the grid, geometric means against the size on logarithmic axes, with lines of the fitted and of " +
        "the claimed slope.",
      draw: (library, texts) => rateFigure(library, claim, texts),
    },
  ],
  finding({ points, tested }) {
    const worst = farthest(points, tested);
    if (worst === undefined) return "no exponent";
    return `exponent ${formatSignificant(worst.point.estimate)} for ${claimedPhrase(tested)}`;
  },
  resolution({ points, tested }) {
    const interval = farthest(points, tested)?.point.interval ?? null;
    return interval === null ? ABSENT : `exponent ±${formatSignificant(halfWidth(interval), 2)}`;
  },
  replicates: (points) => points.map(({ replicates }) => replicates),
};

/** `0.5 ± 0.05`, or `at least 0.5, up to the margin 0.05 (below)`. */
function claimedPhrase({ exponent, margin, sense }: RateTested): string {
  return sense === "equal"
    ? `${formatSignificant(exponent)} ± ${formatSignificant(margin)}`
    : `at least ${formatSignificant(exponent)}, up to the margin ${formatSignificant(margin)} (below)`;
}

interface PlacedEstimate {
  readonly point: RatePoint & { readonly estimate: number };
  readonly index: number;
}

/** The estimate farthest on the wrong side of what is claimed; undefined without any. */
function farthest(points: readonly RatePoint[], { exponent, sense }: RateTested): PlacedEstimate | undefined {
  const off = ({ point: { estimate } }: PlacedEstimate): number =>
    sense === "equal" ? Math.abs(estimate - exponent) : exponent - estimate;
  return points
    .flatMap((point, index): PlacedEstimate[] => {
      const { estimate } = point;
      return estimate === null ? [] : [{ point: { ...point, estimate }, index }];
    })
    .reduce<PlacedEstimate | undefined>(
      (worst, placed) => (worst === undefined || off(placed) > off(worst) ? placed : worst),
      undefined,
    );
}

function pointsTable(points: readonly RatePoint[], { replay }: Pick<PageContext, "replay">): string {
  const faults = faultColumn(points, "left out");
  const columns = [
    right("exponent"),
    left("interval"),
    right("without the smallest size"),
    right("skewness"),
    ...faults.columns,
    right("replicates"),
  ];
  const row = (point: RatePoint) => [
    ...estimateCells(point),
    point.withoutSmallestSize === null ? ABSENT : formatSignificant(point.withoutSmallestSize.estimate, 4),
    formatSignificant(point.skewness, 2),
    ...faults.cells(point),
    formatCount(point.replicates),
  ];
  return gridTable(points, columns, (point) => [{ cells: row(point), verdict: point.verdict }], replay);
}

/** To two digits of its error, which is its own times that of its logarithm. */
function geometricMean({ geometricMean: mean, standardErrorOfLog }: RateSize): string {
  if (mean === null) return ABSENT;
  return formatOn(scaleFor([mean], standardErrorOfLog === null ? null : mean * standardErrorOfLog), mean);
}

function sizesTable(point: RatePoint, { residualBias }: RateTested): string {
  const place = sizeColumns(point.sizes);
  const rows = point.sizes.map((size) => [
    ...place.cells(size),
    formatCount(size.replicates),
    geometricMean(size),
    formatSignificant(size.standardErrorOfLog, 2),
  ]);
  const columns = [...place.columns, right("replicates"), right("geometric mean"), right("standard error of its log")];
  return blocks(table(columns, rows), stability(point, "Fitted", residualBias));
}
