import { asymptoticBurnIn } from "../../verification/confidence-sequence/asymptotic-mixture.ts";
import { gaussianBurnIn } from "../../verification/ordering/ordering-evidence.ts";
import type { OrderingSize, OrderingTested } from "../../verification/ordering/ordering-result.ts";
import { advantageFigure } from "../figures/advantage-figure.ts";
import { displayMath, left, right } from "../markdown.ts";
import { ABSENT, formatOn, formatRange, formatSignificant, formatWithError, scaleFor, texNumber } from "../numbers.ts";
import { type KindPage, type ResultOf, withControls } from "./kind-page.ts";
import { skewnessLegend } from "./ladder.ts";
import { meaningsTable, shownObservable } from "./shown.ts";
import { placeOf, sizedReplicates, sizedTable, worstSize } from "./sized.ts";

type Ordering = ResultOf<"ordering">;

const skewed =
  "at the error probability of one point in a large run a skewness beyond about 1 can raise it severalfold";

/** What the error probability rests on, and what the skewness of the differences has to do with it. */
const guarantees: Readonly<Record<OrderingTested["guarantee"], string>> = {
  "exact for bounded replicates":
    "Both observables are in ranges that the experiment declares, and the interval is exact at every number of " +
    "independent replicates, whatever their law.",
  "exact for Gaussian replicates, else asymptotic":
    "The interval is exact where a replicate's difference is Gaussian, and asymptotic in the number of replicates where " +
    `it is not: there its error probability is only approached. Nothing is excluded before ${gaussianBurnIn} replicates.`,
  asymptotic:
    "The interval is asymptotic in the number of replicates: its error probability is only approached, and may be " +
    `several times as large where the differences are skewed. Nothing is excluded before ${asymptoticBurnIn} replicates.`,
};

function skewnessOf({ guarantee }: OrderingTested, calibration: string): string {
  switch (guarantee) {
    case "exact for bounded replicates":
      return "*Skewness* is that of the differences; this interval is exact whatever it is.";
    case "exact for Gaussian replicates, else asymptotic":
      return skewnessLegend("differences", calibration);
    case "asymptotic":
      return `*Skewness* is that of the differences. The interval is asymptotic, and ${skewed}: ${calibration}.`;
  }
}

const smallestAdvantage = (points: Ordering["points"]) =>
  worstSize(points, ({ advantage }) => (advantage === null ? null : -advantage));

const columns = [right("mean of A"), right("mean of B"), right("advantage"), left("interval"), right("skewness")];

function cells({ advantage, standardError, skewness, interval, means }: OrderingSize): string[] {
  const known = means === null ? [] : [means.better, means.worse];
  const scale = scaleFor(known, standardError);
  return [
    means === null ? ABSENT : formatOn(scale, means.better),
    means === null ? ABSENT : formatOn(scale, means.worse),
    advantage === null || standardError === null
      ? ABSENT
      : formatWithError(scaleFor([advantage], standardError), advantage, standardError),
    interval === null ? unknownInterval(advantage) : formatRange(interval),
    formatSignificant(skewness, 2),
  ];
}

/** `smaller than`, `smaller by at least 0.1 than`, or, where the worse may be better by a little, `at most 0.1 larger than`. */
function comparison(criterion: OrderingTested["criterion"], by: number): string {
  const opposite = criterion === "smaller" ? "larger" : "smaller";
  if (by < 0) return `at most ${formatSignificant(-by)} ${opposite} than`;
  return by === 0 ? `${criterion} than` : `${criterion} by at least ${formatSignificant(by)} than`;
}

/** An interval without ends is one only where there are data. */
const unknownInterval = (estimate: number | null): string => (estimate === null ? ABSENT : "unbounded");

export const orderingPage: KindPage<Ordering> = {
  verdicts: ({ controls }) => ({
    supported:
      "At every point and size the confidence interval for the mean advantage does not reach below what is claimed.",
    refuted:
      "At one point and size at least, the confidence interval for the mean advantage lies wholly below what is claimed.",
    undecided:
      `The budget was spent before every confidence interval${withControls(controls)} lay on one side of what is ` +
      "claimed. This is no evidence for the claim and none against it.",
  }),
  headline({ points, tested }) {
    const worst = smallestAdvantage(points);
    if (worst?.size.advantage == null) return "There are no replicates to say which of the two is better.";
    const { advantage, interval } = worst.size;
    const bounds =
      interval === null ? "without a bounded interval yet" : `with the confidence interval ${formatRange(interval)}`;
    const place = placeOf(points, worst);
    const which = place === "" ? "The advantage is" : "Where it is smallest, the advantage is";
    return `**${which} ${formatSignificant(advantage)} ${bounds}${place}; claimed is at least ${formatSignificant(tested.by)}.**`;
  },
  tested({ better, worse, criterion, by }) {
    const advantage = criterion === "smaller" ? "B-A" : "A-B";
    return [
      `${shownObservable(better)} is on average ${comparison(criterion, by)} ${shownObservable(worse)}, over common random numbers:`,
      displayMath(`\\mathbb E\\thinspace[${advantage}] \\ge ${texNumber(by)}`),
      meaningsTable([
        ["$A$", shownObservable(better)],
        ["$B$", shownObservable(worse)],
      ]),
    ];
  },
  points: (points, _tested, { replay }) => sizedTable(points, columns, (size) => [cells(size)], replay),
  findings(claim, context) {
    const figure = context.figure("advantage");
    return [
      "## Advantage",
      "*Advantage* is by how much the one observable was better than the other on average, difference by difference " +
        "within the same replicate, with its standard error. *Interval* is the confidence interval for its expectation " +
        "at this size's share of the error probability. *A* and *B* are the means of the two observables. " +
        skewnessOf(claim.tested, context.calibration),
      figure === null
        ? ""
        : `![Advantage at every point](${figure})\n\nSymbols: the mean advantage. Bars: its confidence interval; a bar ` +
          "without a cap goes on beyond the axes. The line is what is claimed; the claim holds above it.",
      orderingPage.points(claim.points, claim.tested, context),
    ];
  },
  guarantee: ({ tested }) => guarantees[tested.guarantee],
  figures: (claim) => [
    {
      name: "advantage",
      title: `Advantage in ${claim.id}`,
      description:
        "Per point of the grid and size, the mean advantage with its confidence interval, over a line at what is claimed.",
      draw: (library, texts) => advantageFigure(library, claim, texts),
    },
  ],
  finding({ points, tested }) {
    const advantage = smallestAdvantage(points)?.size.advantage ?? null;
    if (advantage === null) return "no replicates";
    return `advantage ${formatSignificant(advantage)}${tested.by === 0 ? "" : ` for ${formatSignificant(tested.by)}`}`;
  },
  resolution({ points }) {
    const interval = smallestAdvantage(points)?.size.interval ?? null;
    return interval === null ? ABSENT : `advantage ±${formatSignificant((interval[1] - interval[0]) / 2, 2)}`;
  },
  replicates: sizedReplicates,
};
