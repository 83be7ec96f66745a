import type { ClaimResult } from "../verification/results/claim-result.ts";
import type { RunResult } from "../verification/results/run-result.ts";
import { formatCount, formatExact } from "./numbers.ts";

/** What a run as a whole guarantees, and on what conditions: paragraphs and a list, of the kinds that it holds. */
export function guarantee({ points, alpha, claims }: RunResult): string[] {
  if (points === 0) return ["No point was simulated, so nothing is guaranteed."];
  const risk = formatExact(alpha);
  const kinds = new Set(claims.map(({ kind }) => kind));
  const conditions = (Object.keys(restsOn) as ClaimResult["kind"][]).filter((kind) => kinds.has(kind));
  return [
    `The run compares statements with finite simulation at ${formatCount(points)} point${points === 1 ? "" : "s"}, those ` +
      `of all claims and controls together. The error probability α = ${risk} of the whole run is divided equally among ` +
      "them, at a point among the sizes that are judged apart, and at a size among what is compared there. What the data " +
      "leave possible is kept up to date by confidence sequences, valid at all numbers of replicates at once, so that " +
      "looking at the data while they arrive and stopping at a verdict does not raise the error. **The chance that the run " +
      `refutes anything true is therefore at most ${risk}** (the familywise error rate; true means: within the margin that ` +
      `the claim declares), and the chance that it supports anything false is at most ${risk} as well. False means, here: ` +
      "farther from the statement than its margin, or failing on more than the stated share of instances.",
    "How far these probabilities can be trusted, by kind of claim:",
    conditions.map((kind) => `- *${kind}*: ${restsOn[kind]}`).join("\n"),
    ...(kinds.has("limit")
      ? [
          "Mutants of formulas have an error rate of their own, that of false discoveries: in each limit claim, among the " +
            `mutants counted as refuted, the expected share of formulas that are right within their margin is at most ${risk} ` +
            "(e-BH), on the same conditions as the limits.",
        ]
      : []),
  ];
}

const ladder =
  "exact where a draw of the ladder of sizes is Gaussian, asymptotic in the number of draws where it is not";

const restsOn: Readonly<Record<ClaimResult["kind"], string>> = {
  identity:
    "no probability enters a refutation, only the declared bound on rounding; support, that exceptions are rarer than the " +
    "stated share of instances, is exact. It excludes no rarer ones.",
  limit: `${ladder}; and on the declared bound on the bias that extrapolation to infinite size leaves, by which the interval is widened.`,
  bound:
    "exact. Where the inequality is to hold always, its first violation beyond rounding refutes it, and support excludes " +
    "violations with the stated share or more, no rarer ones.",
  law:
    "exact, for independent draws of any laws. Support by a classifier says that this classifier sees no difference; " +
    "coupled runs are like identities.",
  ordering:
    "exact where the experiment declares the range of both observables; else exact for Gaussian differences, or asymptotic " +
    "in the number of replicates: the claim's page says which.",
  rate: `${ladder}; and on the declared bound on what finite sizes leave in the exponent, by which the interval is widened.`,
};
