import { asymptoticBurnIn } from "../verification/confidence-sequence/asymptotic-mixture.ts";
import type { SequenceGuarantee } from "../verification/confidence-sequence/mean-sequence.ts";
import type { ClaimResult } from "../verification/results/claim-result.ts";
import type { RunResult } from "../verification/results/run-result.ts";
import { measuredAt } from "./is-calibrated.ts";
import { codeSpan } from "./markdown.ts";
import { formatCount, formatExact } from "./numbers.ts";

/**
 * What a run as a whole guarantees, and on what conditions: paragraphs and a list, of the kinds that it holds.
 *
 * @param calibrated Whether a page beside it holds the measured error rates.
 */
export function guarantee({ points, alpha, claims }: RunResult, calibrated: boolean): string[] {
  if (points === 0) return ["No point was simulated, so nothing is guaranteed."];
  const risk = formatExact(alpha);
  const kinds = new Set(claims.map(({ kind }) => kind));
  const conditions = (Object.keys(restsOn) as ClaimResult["kind"][])
    .filter((kind) => kinds.has(kind))
    .map((kind) => `*${kind}*: ${restsOn[kind](claims, measuredAt(calibrated ? "calibration.md" : null))}`);
  return [
    `The run compares statements with finite simulation at ${formatCount(points)} point${points === 1 ? "" : "s"}, those ` +
      `of all claims and controls together. The error probability α = ${risk} of the whole run is divided equally among ` +
      "them, at a point among the sizes that are judged apart, and at a size among what is compared there. What the data " +
      "leave possible is kept up to date by confidence sequences, valid at all numbers of replicates at once, so that " +
      "looking at the data while they arrive and stopping at a verdict does not raise the error. **The chance that the run " +
      `refutes anything true is therefore at most ${risk} where the intervals are exact, and on the conditions listed below** ` +
      "(the familywise error rate; true means: within the margin that the claim declares), and the chance that it supports " +
      `anything false is at most ${risk} as well, where and on what conditions the other is. False means, here: farther ` +
      "from the statement than its margin, or failing on more than the stated share of instances.",
    "The conditions, by kind of claim:",
    [...conditions, ...faultCondition(claims), timeLimits].map((condition) => `- ${condition}`).join("\n"),
    ...(kinds.has("limit")
      ? [
          "Mutants of formulas have an error rate of their own, that of false discoveries: in each limit claim, among the " +
            `mutants counted as refuted, the expected share of formulas that are right within their margin is at most ${risk} ` +
            "(e-BH), on the same conditions as the limits.",
        ]
      : []),
  ];
}

const timeLimits =
  "Time limits: a replicate that runs past its limit fails its point, so that no verdict rests on the fast replicates " +
  "alone; whether one does depends on the machine.";

/** Replicates that are left out are a condition of every kind that leaves them out. */
function faultCondition(claims: readonly ClaimResult[]): string[] {
  const faulty = claims.filter(({ kind, declaredFaults }) => declaredFaults !== undefined && kind !== "bound");
  if (faulty.length === 0) return [];
  const ids = faulty.map(({ id }) => codeSpan(id)).join(", ");
  return [
    `Declared faults (${ids}): replicates with a fault that the claim declares are left out, so that the verdict speaks ` +
      "of replicates on condition that they have none. How many were left out stands on the claim's page. Bounds count " +
      "such replicates as violations instead.",
  ];
}

const ladder =
  "exact where a draw of the ladder of sizes is Gaussian, asymptotic in the number of draws where it is not";

const restsOn: Readonly<Record<ClaimResult["kind"], (claims: readonly ClaimResult[], measured: string) => string>> = {
  identity: () =>
    "no probability enters a refutation, only the declared bound on rounding; support, that exceptions are rarer than the " +
    "stated share of instances, is exact. It excludes no rarer ones.",
  limit: (_, measured) =>
    `${ladder}, and then it suffers from skewness (${measured}); and on the declared bound on the bias that ` +
    "extrapolation to infinite size leaves, by which the interval is widened.",
  bound: () =>
    "exact. Where the inequality is to hold always, its first violation beyond rounding refutes it, and support excludes " +
    "violations with the stated share or more, no rarer ones.",
  law: () =>
    "exact, for independent draws of any laws. Support by a classifier says that this classifier sees no difference; " +
    "coupled runs are like identities.",
  ordering: (claims, measured) => {
    const used = new Set(claims.flatMap((claim) => (claim.kind === "ordering" ? [claim.tested.guarantee] : [])));
    return (Object.keys(orderings) as SequenceGuarantee[])
      .filter((guarantee) => used.has(guarantee))
      .map((guarantee) => orderings[guarantee](measured))
      .join("; ")
      .concat(". Each claim's page says which.");
  },
  rate: (_, measured) =>
    `${ladder}, and then it suffers from skewness (${measured}); and on the declared bound on what finite sizes leave in ` +
    "the exponent, by which the interval is widened.",
};

const orderings: Readonly<Record<SequenceGuarantee, (measured: string) => string>> = {
  "exact for bounded replicates": () => "exact where the experiment declares the range of both observables",
  "exact for Gaussian replicates, else asymptotic": (measured) =>
    `where differences are said to be nearly Gaussian exact if they are Gaussian, asymptotic in the number of replicates if they are not (${measured})`,
  asymptotic: (measured) =>
    "where nothing is known of the differences asymptotic in the number of replicates, from " +
    `${formatCount(asymptoticBurnIn)} on: on log-normal differences the error probability has been measured to be several ` +
    `times as large as stated (${measured})`,
};
