import type { ComparisonFinding, LawSize, LawTested } from "../../verification/law/law-result.ts";
import type { RoundingFinding } from "../../verification/rounding/rounding-result.ts";
import { blocks, displayMath, inlineProse, left, right } from "../markdown.ts";
import { ABSENT, formatCount, formatRange, formatSignificant, formatSignificantUp, texNumber } from "../numbers.ts";
import { type KindPage, type PageContext, type ResultOf, withControls } from "./kind-page.ts";
import {
  roundingCells,
  roundingColumns,
  roundingGuarantee,
  roundingHeadline,
  roundingLegend,
  roundingPhrase,
  roundingResolution,
  roundingTested,
  worstInstance,
} from "./rounding.ts";
import { shownObservable } from "./shown.ts";
import { placedSizes, sizedReplicates, sizedTable, worstReplicateNote } from "./sized.ts";

type Law = ResultOf<"law">;
type Points = Law["points"];

export const lawPage: KindPage<Law> = {
  verdicts: ({ controls, tested }) => {
    const coupled = tested.coupling !== null;
    const both = coupled && compares(tested);
    return {
      supported: `At every point and size ${[
        ...(coupled ? ["the coupled runs agreed up to rounding"] : []),
        ...(compares(tested) ? ["the confidence interval of every compared discrepancy lies below the margin"] : []),
      ].join(", and ")}.`,
      refuted: `At one point and size at least ${[
        ...(compares(tested) ? ["the confidence interval of a discrepancy lies wholly above the margin"] : []),
        ...(coupled ? ["coupled runs differ by more than rounding"] : []),
      ].join(", or ")}.`,
      undecided: compares(tested)
        ? `The budget was spent before every discrepancy${withControls(controls)} was known to be below or above the ` +
          `margin${both ? ", and the coupled runs were enough" : ""}. This is no evidence for the claim and none against it.`
        : `The budget was spent before there were enough coupled runs${withControls(controls)}. This is no evidence ` +
          "against the claim.",
    };
  },
  headline({ points, tested }) {
    const coupled = tested.coupling && roundingHeadline(couplings(points), tested.coupling, "The coupled runs");
    const compared = measures.map((measure) => comparisonHeadline(points, measure));
    const sentences = [coupled, ...compared].filter((sentence) => sentence !== null);
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
    return blocks(
      tested.coupling === null ? "" : couplingTable(points, context),
      comparisonsOf(points).length === 0 && tested.coupling !== null
        ? ""
        : comparisonTable(points, tested.coupling === null ? context.replay : null),
    );
  },
  findings({ points, tested }, context) {
    return [
      ...(tested.coupling === null ? [] : ["## Coupled runs", roundingLegend, couplingTable(points, context)]),
      ...(compares(tested)
        ? [
            "## Discrepancies",
            "*Discrepancy* is what was observed between the two samples, *interval* the confidence interval for its " +
              `value between the laws, at its share of the error probability. ${detectableLegend(tested)}`,
            comparisonTable(points, tested.coupling === null ? context.replay : null),
          ]
        : []),
    ];
  },
  guarantee: ({ tested }) => guarantee(tested),
  figures: () => [],
  finding({ points, tested }) {
    const coupled = tested.coupling && roundingPhrase(couplings(points), tested.coupling);
    const compared = measures.map((measure) => {
      const worst = largest(points, measure);
      return worst === null ? null : `${shortNames[measure]} ${formatSignificant(worst.discrepancy, 2)}`;
    });
    const phrases = [coupled, ...compared];
    return phrases.filter((phrase) => phrase !== null).join("; ") || "no replicates";
  },
  resolution({ points }) {
    const rounding = roundingResolution(couplings(points));
    const phrases = [
      rounding === null ? null : `relative error ${formatSignificant(rounding, 2)}`,
      ...measures.map((measure) => {
        const detectable = detectableFrom(points, measure);
        return detectable === null ? null : `${shortNames[measure]} ${formatSignificant(detectable, 2)}`;
      }),
    ];
    return phrases.filter((phrase) => phrase !== null).join("; ") || ABSENT;
  },
  replicates: sizedReplicates,
};

function guarantee({ coupling, projections, classifier }: LawTested): string {
  const parts = [
    ...(coupling === null
      ? []
      : [`For the coupled runs: ${roundingGuarantee("their part of this size's share of the error probability")}`]),
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

type Measure = ComparisonFinding["measure"];

const measures = ["Kolmogorov distance", "advantage of the classifier"] as const satisfies readonly Measure[];

/** The measures in tables of claims. */
const shortNames: Readonly<Record<Measure, string>> = {
  "Kolmogorov distance": "Kolmogorov distance",
  "advantage of the classifier": "advantage",
};

const compares = ({ projections, classifier }: LawTested): boolean => projections.length > 0 || classifier !== null;

const ofMeasure = (points: Points, measure: Measure): readonly ComparisonFinding[] =>
  comparisonsOf(points).filter((finding) => finding.measure === measure);

function largest(points: Points, measure: Measure): (ComparisonFinding & { readonly discrepancy: number }) | null {
  return ofMeasure(points, measure).reduce<(ComparisonFinding & { readonly discrepancy: number }) | null>(
    (worst, finding) => {
      const { discrepancy } = finding;
      if (discrepancy === null || (worst !== null && worst.discrepancy >= discrepancy)) return worst;
      return { ...finding, discrepancy };
    },
    null,
  );
}

/** What every comparison by this measure would have detected; null where one would have detected nothing. */
function detectableFrom(points: Points, measure: Measure): number | null {
  const found = ofMeasure(points, measure).map(({ smallestDetectable }) => smallestDetectable);
  return found.length === 0 || found.includes(null) ? null : Math.max(...found.map(Number));
}

/** The largest that was seen, and what is excluded at every point and size. */
function comparisonHeadline(points: Points, measure: Measure): string | null {
  const worst = largest(points, measure);
  if (worst === null) return null;
  const highest = Math.max(...ofMeasure(points, measure).map(({ interval }) => interval[1]));
  const excluded = highest < 1 ? `excluded: above ${formatSignificantUp(highest, 2)}` : "none is excluded yet";
  return `The largest ${measure} is ${formatSignificant(worst.discrepancy, 2)} (${inlineProse(worst.name)}); ${excluded}.`;
}

function detectableLegend({ projections, classifier }: LawTested): string {
  const kinds = [
    ...(projections.length === 0 ? [] : ["a Kolmogorov distance between the laws"]),
    ...(classifier === null ? [] : ["an advantage of this classifier"]),
  ];
  const unseen = classifier === null ? "" : " What this classifier does not see, no number of draws would show.";
  return (
    `Above *detectable*, ${kinds.join(", or ")}, would have been told from 0 by these draws, unless the confidence ` +
    `sequence errs.${unseen}`
  );
}

function couplingTable(points: Points, context: PageContext): string {
  const worst = ({ coupling }: LawSize) => (coupling === null ? null : worstInstance(coupling));
  return blocks(
    sizedTable(points, roundingColumns, ({ coupling }) => [roundingCells(coupling)], context.replay),
    worstReplicateNote(points, worst, context),
  );
}

/** `replay` is null where another table of the same points has said what broke down. */
function comparisonTable(points: Points, replay: PageContext["replay"] | null): string {
  const columns = [
    left("compared"),
    left("by"),
    right("discrepancy"),
    left("interval"),
    right("detectable"),
    right("draws"),
  ];
  return sizedTable(points, columns, ({ comparisons }) => comparisons.map(comparisonCells), replay);
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
