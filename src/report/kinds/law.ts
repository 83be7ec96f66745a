import type { ComparisonFinding, LawTested } from "../../verification/law/law-result.ts";
import type { RoundingFinding } from "../../verification/rounding/rounding-result.ts";
import { displayMath, inlineProse, left, right } from "../markdown.ts";
import { ABSENT, formatCount, formatRange, formatSignificant, texNumber } from "../numbers.ts";
import type { KindPage, PageContext, ResultOf } from "./kind-page.ts";
import {
  roundingCells,
  roundingColumns,
  roundingGuarantee,
  roundingHeadline,
  roundingLegend,
  roundingPhrase,
  roundingResolution,
  roundingTested,
} from "./rounding.ts";
import { shownObservable } from "./shown.ts";
import { placedSizes, sizedReplicates, sizedTable } from "./sized.ts";

type Law = ResultOf<"law">;
type Points = Law["points"];

export const lawPage: KindPage<Law> = {
  verdicts: {
    supported:
      "At every point and size, what was coupled agreed up to rounding, the confidence interval of every compared " +
      "discrepancy lies below the margin, and every control came out as expected.",
    refuted:
      "At one point and size at least, the confidence interval of a discrepancy lies wholly above the margin, or coupled " +
      "runs differ by more than rounding.",
    undecided:
      "The budget was spent before every discrepancy (of the claim and of its controls) was known to be below or above " +
      "the margin. This is no evidence for the claim and none against it.",
  },
  headline({ points, tested }) {
    const coupled = tested.coupling && roundingHeadline(couplings(points), tested.coupling, "The coupled runs");
    const sentences = [coupled, comparisonHeadline(points)].filter((sentence) => sentence !== null);
    if (sentences.length === 0) return "There are no replicates to compare the laws by.";
    return `**${sentences.join(" ")}**`;
  },
  tested({ coupling, projections, classifier, margin }, claim) {
    const compared = projections.map(
      ({ name, left: one, right: other }) =>
        `- ${inlineProse(name)}: ${shownObservable(one)} against ${shownObservable(other)}`,
    );
    return [
      ...(coupling === null
        ? []
        : [
            "Two runs on the same random numbers agree, replicate by replicate, up to rounding:",
            ...roundingTested(coupling, claim?.coupling),
          ]),
      ...(compared.length === 0
        ? []
        : [
            "Two runs with random numbers of their own give these numbers the same law, up to the margin in Kolmogorov " +
              "distance:",
            displayMath(`\\sup_x\\thinspace|F(x)-G(x)|\\le ${texNumber(margin ?? 0)}`),
            compared.join("\n"),
          ]),
      ...(classifier === null
        ? []
        : [
            `A classifier that has seen trajectories of both runs cannot tell others apart (${inlineProse(classifier.name)}: ` +
              `${shownObservable(classifier.left)} against ${shownObservable(classifier.right)}): its advantage, 2·P(right ` +
              `answer) − 1, is at most ${formatSignificant(margin)}. The advantage bounds the total variation distance of ` +
              "the laws from below: that this classifier sees no difference does not say that there is none.",
          ]),
    ];
  },
  points(points, tested, context) {
    return [
      tested.coupling === null ? "" : couplingTable(points, context),
      comparisonsOf(points).length === 0 && tested.coupling !== null
        ? ""
        : comparisonTable(points, tested.coupling === null ? context.seed : null),
    ]
      .filter((part) => part !== "")
      .join("\n\n");
  },
  findings({ points, tested }, context) {
    const compares = tested.projections.length > 0 || tested.classifier !== null;
    return [
      ...(tested.coupling === null ? [] : ["## Coupled runs", roundingLegend, couplingTable(points, context)]),
      ...(compares
        ? [
            "## Discrepancies",
            "*Discrepancy* is what was observed between the two samples, *interval* the confidence interval for that " +
              "between the laws, at its share of the error probability. A discrepancy between the laws above the " +
              "*detectable* one would have been told from 0 by these draws, unless the confidence sequence errs.",
            comparisonTable(points, tested.coupling === null ? context.seed : null),
          ]
        : []),
    ];
  },
  guarantee: ({ tested }) => guarantee(tested),
  figures: () => [],
  finding({ points, tested }) {
    const coupled = tested.coupling && roundingPhrase(couplings(points), tested.coupling);
    const worst = largest(points);
    const phrases = [coupled, worst === null ? null : `discrepancy ${formatSignificant(worst.discrepancy, 2)}`];
    return phrases.filter((phrase) => phrase !== null).join("; ") || "no replicates";
  },
  resolution({ points }) {
    const rounding = roundingResolution(couplings(points));
    const detectable = detectableFrom(points);
    const phrases = [
      rounding === null ? null : `relative error ${formatSignificant(rounding, 2)}`,
      detectable === null ? null : `discrepancy ${formatSignificant(detectable, 2)}`,
    ];
    return phrases.filter((phrase) => phrase !== null).join("; ") || ABSENT;
  },
  replicates: sizedReplicates,
};

function guarantee({ coupling, projections, classifier }: LawTested): string {
  const parts = [
    ...(coupling === null ? [] : [`For the coupled runs: ${roundingGuarantee}`]),
    ...(projections.length === 0
      ? []
      : [
          "The interval of a Kolmogorov distance is that of Dvoretzky, Kiefer, Wolfowitz and Massart, with its error " +
            "divided among the looks: exact for independent draws of any two laws, at every look.",
        ]),
    ...(classifier === null
      ? []
      : [
          "The interval of the classifier's advantage is exact at every number of independent draws: what it is asked " +
            "about it has not seen before.",
        ]),
  ];
  const shared = parts.length > 1 || projections.length > 1;
  return [...parts, ...(shared ? ["A size's share of the error is divided among what is compared there."] : [])].join(
    " ",
  );
}

const couplings = (points: Points): readonly RoundingFinding[] =>
  placedSizes(points).flatMap(({ size: { coupling } }) => (coupling === null ? [] : [coupling]));

const comparisonsOf = (points: Points): readonly ComparisonFinding[] =>
  placedSizes(points).flatMap(({ size: { comparisons } }) => comparisons);

function largest(points: Points): (ComparisonFinding & { readonly discrepancy: number }) | null {
  return comparisonsOf(points).reduce<(ComparisonFinding & { readonly discrepancy: number }) | null>(
    (worst, finding) => {
      const { discrepancy } = finding;
      if (discrepancy === null || (worst !== null && worst.discrepancy >= discrepancy)) return worst;
      return { ...finding, discrepancy };
    },
    null,
  );
}

/** The discrepancy that every comparison would have detected; null where one would have detected none. */
function detectableFrom(points: Points): number | null {
  const found = comparisonsOf(points).map(({ smallestDetectable }) => smallestDetectable);
  return found.length === 0 || found.includes(null) ? null : Math.max(...found.map(Number));
}

function comparisonHeadline(points: Points): string | null {
  const worst = largest(points);
  if (worst === null) return null;
  const detectable = detectableFrom(points);
  const seen =
    detectable === null
      ? "the draws are too few to detect any"
      : `one of ${formatSignificant(detectable, 2)} would have been detected everywhere`;
  return `The largest discrepancy is ${formatSignificant(worst.discrepancy, 2)} (${worst.measure}, ${inlineProse(worst.name)}); ${seen}.`;
}

function couplingTable(points: Points, { seed }: PageContext): string {
  return sizedTable(points, roundingColumns, ({ coupling }) => [roundingCells(coupling)], seed);
}

/** `seed` is null where another table of the same points has said what broke down. */
function comparisonTable(points: Points, seed: string | null): string {
  const columns = [
    left("compared"),
    left("by"),
    right("discrepancy"),
    left("interval"),
    right("detectable"),
    right("draws"),
  ];
  return sizedTable(points, columns, ({ comparisons }) => comparisons.map(comparisonCells), seed);
}

function comparisonCells({ name, measure, discrepancy, interval, smallestDetectable, draws }: ComparisonFinding) {
  return [
    inlineProse(name),
    measure,
    formatSignificant(discrepancy, 3),
    formatRange(interval),
    formatSignificant(smallestDetectable, 2),
    formatCount(draws),
  ];
}
