import { blocks } from "../markdown.ts";
import { formatSignificant } from "../numbers.ts";
import type { KindPage, ResultOf } from "./kind-page.ts";
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
import { placedSizes, sizedReplicates, sizedTable, worstReplicateNote } from "./sized.ts";

type Identity = ResultOf<"identity">;

const findingsOf = (points: Identity["points"]) => placedSizes(points).map(({ size }) => size);

export const identityPage: KindPage<Identity> = {
  verdicts: ({ controls }) => ({
    supported:
      "On every instance the two computations agreed up to the declared rounding, and the data exclude that exceptions " +
      "are more frequent than stated.",
    refuted: "On at least one instance the two computations differ by more than the declared rounding.",
    undecided:
      "No exception was found, but the budget was spent before there were enough instances, at every point and size of " +
      `the claim${controls.length === 0 ? "" : ", or before its controls were decided"}. This is no evidence against the claim.`,
  }),
  headline({ points, tested }) {
    const sentence = roundingHeadline(findingsOf(points), tested, "The two computations");
    return sentence === null ? "There are no instances to compare the two computations on." : `**${sentence}**`;
  },
  tested: (tested, claim) => [
    "Two computations of the same differ by rounding alone, on every random instance:",
    ...roundingTested(tested, claim),
  ],
  points: (points, _tested, context) =>
    blocks(
      sizedTable(points, roundingColumns, (size) => [roundingCells(size)], context.replay),
      worstReplicateNote(points, worstInstance, context),
    ),
  findings(claim, context) {
    return ["## Instances", roundingLegend, identityPage.points(claim.points, claim.tested, context)];
  },
  guarantee: () => roundingGuarantee("this size's share of the error probability"),
  figures: () => [],
  finding: ({ points, tested }) => roundingPhrase(findingsOf(points), tested) ?? "no instances",
  resolution({ points }) {
    const resolution = roundingResolution(findingsOf(points));
    return resolution === null ? "–" : `relative error ${formatSignificant(resolution, 2)}`;
  },
  replicates: sizedReplicates,
};
