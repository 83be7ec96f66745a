import type { BoundSize, BoundTested } from "../../verification/bound/bound-result.ts";
import { boundFigure } from "../figures/bound-figure.ts";
import { firstDrawn } from "../figures/point-panels.ts";
import { blocks, displayMath, left, right } from "../markdown.ts";
import { ABSENT, formatCount, formatExact, formatPercent, formatRange, formatSignificant } from "../numbers.ts";
import { type KindPage, type ResultOf, withControls } from "./kind-page.ts";
import { definedUnknowns, shownObservable, symbolsTable } from "./shown.ts";
import { placedSizes, placeOf, sizedReplicates, sizedTable, worstReplicateNote, worstSize } from "./sized.ts";

type Bound = ResultOf<"bound">;

export const boundPage: KindPage<Bound> = {
  verdicts: ({ controls, tested: { failureRate } }) => ({
    supported: "At every point and size the data exclude that the inequality fails more often than allowed.",
    refuted:
      failureRate === 0
        ? "At one point and size at least, the inequality, which is to hold always, has failed."
        : "At one point and size at least, the data exclude that the inequality fails as seldom as claimed.",
    undecided:
      `The budget was spent before the failure rates${withControls(controls)} were known well enough to say on ` +
      "which side of the claimed one they lie. This is no evidence for the claim and none against it.",
  }),
  headline({ points, tested }) {
    const worst = tightest(points, tested);
    if (worst?.size.slack == null) return violationsHeadline(points);
    const { atFailureRate } = worst.size.slack;
    const used = above(tested)
      ? `The observable uses up ${formatPercent(atFailureRate)} of the bound`
      : `The observable is ${formatSignificant(atFailureRate)} times the bound`;
    const factor = refutedFactor(points, tested);
    const tightened =
      factor === null
        ? "the replicates are too few to refute the bound with any factor"
        : `the bound times any factor ${above(tested) ? "below" : "above"} ${formatSignificant(factor)} is refuted by these data`;
    return `**${used} ${atQuantile(tested)}${placeOf(points, worst)}; ${tightened}.**`;
  },
  tested(tested, claim) {
    const { observable, direction, bound, failureRate, excludedRate, observed, rounding } = tested;
    const how = failureRate === 0 ? "Always" : `With probability at least 1 − δ, where δ = ${formatExact(failureRate)}`;
    const exceptions =
      failureRate === 0
        ? ` A single violation refutes it; support excludes that ${formatPercent(excludedRate)} of the replicates or ` +
          "more are exceptions."
        : "";
    const length =
      "absolute" in rounding
        ? formatSignificant(rounding.absolute)
        : `${formatSignificant(rounding.relative)} of the bound`;
    const note = (name: string): string => {
      const seen = Object.hasOwn(observed, name) ? observed[name] : undefined;
      return seen === undefined ? "" : `; observed in each replicate: ${shownObservable(seen)}`;
    };
    return [
      `${how}, the observable ${shownObservable(observable)} is at ${direction === "at-most" ? "most" : "least"}`,
      displayMath(bound.tex),
      ...definedUnknowns(bound),
      symbolsTable(bound, claim?.bound, note),
      `Violations of up to ${length} count as rounding.${exceptions}`,
    ];
  },
  points: (points, tested, context) =>
    blocks(
      sizedTable(points, columns(tested), (size) => [cells(size, tested)], context.replay),
      worstReplicateNote(points, (size) => worstViolation(size, tested), context),
    ),
  findings(claim, context) {
    const { points, tested } = claim;
    const link = context.figure("bound");
    return [
      "## Observed against bound",
      "*Failure rate* are the probabilities for the inequality to fail that the data leave possible; each end errs with " +
        "at most this size's share of the error probability. *Smallest* to *largest* are quantiles of observable/bound " +
        `over the replicates, where the bound is above 0; the one that the claim is about is ${aboutOf(tested)}. ` +
        `*Refuted factor*: the bound times any factor ${above(tested) ? "below" : "above"} it is refuted by these data, ` +
        "which says how sharp a check this was.",
      boundPage.points(points, tested, context),
      link === null
        ? ""
        : `![Observable over bound against size](${link})\n\nSymbols: ${aboutOf(tested)} of observable/bound; bars reach ` +
          `from the smallest to the largest one, the dashed line is the median. In the band the inequality is violated.${firstDrawn(points)}`,
    ];
  },
  guarantee: ({ tested: { failureRate }, declaredFaults }) =>
    failureRate === 0
      ? "A refutation involves no probability: it is a violation larger than rounding" +
        `${declaredFaults === undefined ? "" : ", or a replicate with a declared fault"}. Support, that exceptions are no more ` +
        "frequent than stated, is exact at every number of independent replicates."
      : "The ends of the failure rate are exact at every number of independent replicates.",
  figures: (claim) => [
    {
      name: "bound",
      title: `Observed against bound in ${claim.id}`,
      description:
        "Per point of the grid, the observable divided by the bound at each size: the quantile that the claim is about, " +
        "the median, the smallest and the largest, and a band where the inequality is violated.",
      draw: (library, texts) => boundFigure(library, claim, texts),
    },
  ],
  finding({ points, tested }) {
    const worst = tightest(points, tested);
    const violations = placedSizes(points).reduce((sum, { size }) => sum + size.violations, 0);
    const total = sizedReplicates(points).reduce((sum, count) => sum + count, 0);
    if (total === 0) return "no replicates";
    const violated = `violated in ${formatCount(violations)} of ${formatCount(total)}`;
    if (worst?.size.slack == null) return violated;
    const ratio = `observable/bound ${formatSignificant(worst.size.slack.atFailureRate)}`;
    return violations === 0 ? ratio : `${ratio}; ${violated}`;
  },
  resolution({ points, tested }) {
    const factor = refutedFactor(points, tested);
    return factor === null ? ABSENT : `bound times ${formatSignificant(factor)}`;
  },
  replicates: sizedReplicates,
};

const above = ({ direction }: BoundTested): boolean => direction === "at-most";

/** Where least of the bound is left. */
function tightest(points: Bound["points"], tested: BoundTested) {
  const sign = above(tested) ? 1 : -1;
  return worstSize(points, ({ slack }) => (slack === null ? null : sign * slack.atFailureRate));
}

/** Beyond which factor the bound is refuted somewhere on the grid; null where none is. */
function refutedFactor(points: Bound["points"], tested: BoundTested): number | null {
  const sign = above(tested) ? 1 : -1;
  const place = worstSize(points, ({ refutedFactor: factor }) => (factor === null ? null : sign * factor));
  return place?.size.refutedFactor ?? null;
}

/** The replicate of the worst violation; of sizes that have one, the worst is where the quotient is farthest beyond 1. */
function worstViolation({ worstReplicate, slack }: BoundSize, tested: BoundTested) {
  const rank = slack === null ? 0 : above(tested) ? slack.largest : -slack.smallest;
  return { replicate: worstReplicate, rank };
}

/** Where the quotient of observable and bound says nothing. */
function violationsHeadline(points: Bound["points"]): string {
  const total = sizedReplicates(points).reduce((sum, count) => sum + count, 0);
  if (total === 0) return "There are no replicates to compare with the bound.";
  const violations = placedSizes(points).reduce((sum, { size }) => sum + size.violations, 0);
  return `**The inequality failed in ${formatCount(violations)} of ${formatCount(total)} replicates.** The bound is not above 0 in all of them, so that no share of it is used up.`;
}

/** `the 95 % quantile`: the one of observable/bound that is to be on the right side of 1. */
function aboutOf(tested: BoundTested): string {
  const { failureRate } = tested;
  if (failureRate === 0) return above(tested) ? "the largest" : "the smallest";
  const share = above(tested) ? 1 - failureRate : failureRate;
  return `the ${formatExact(Number((100 * share).toPrecision(6)))} % quantile`;
}

function atQuantile(tested: BoundTested): string {
  if (tested.failureRate === 0) return above(tested) ? "at most" : "at least";
  return `at ${aboutOf(tested)}`;
}

function columns(tested: BoundTested) {
  const { failureRate } = tested;
  const named = failureRate === 0 ? [] : [right(aboutOf(tested).replace(/^the /, ""))];
  return [
    right("bound"),
    right("violations"),
    left("failure rate"),
    right("smallest"),
    right("median"),
    ...named,
    right("largest"),
    right("refuted factor"),
  ];
}

function cells(size: BoundSize, tested: BoundTested): string[] {
  const { bound, violations, failureRate, slack, refutedFactor: factor } = size;
  const quantiles =
    slack === null
      ? [null, null, ...(tested.failureRate === 0 ? [] : [null]), null]
      : [slack.smallest, slack.median, ...(tested.failureRate === 0 ? [] : [slack.atFailureRate]), slack.largest];
  return [
    formatSignificant(bound, 4),
    formatCount(violations),
    formatRange(failureRate),
    ...quantiles.map((value) => formatSignificant(value)),
    formatSignificant(factor),
  ];
}
