import { clopperPearson, logUpperTail } from "./clopper-pearson.ts";
import type { CalibrationRow, MeasuredShare, Outcome, UnitsRow } from "./result.ts";
import type { RowPlan } from "./rows.ts";
import type { Truth } from "./scenario.ts";
import { type Misses, skewnessOf, type UnitsPlan } from "./skewed-units.ts";
import type { Tally } from "./tally.ts";

/** Level of the intervals that are shown. */
export const shownLevel = 0.99;

/** Share of false claims that must be refuted. */
export const leastPower = 0.95;

/**
 * Chance that a table in which every verdict errs at rate α exactly, and every false claim is refuted at rate 95 %
 * exactly, has a failing row. A row's share of it is its share of the questions that are asked of all rows.
 */
export const falseAlarm = 1e-6;

/** More questions than any table asks, so that a row's assessment does not depend on the others. */
const mostQuestions = 1000;

const asked: Readonly<Record<Truth, CalibrationRow["asked"]>> = {
  true: ["refuted"],
  "just true": ["refuted"],
  "on the edge": ["refuted", "supported"],
  "just false": ["supported"],
  false: ["supported", "power"],
  undecidable: ["refuted", "supported"],
};

export function measuredShare(count: number, trials: number): MeasuredShare {
  return { count, share: count / trials, interval: clopperPearson(count, trials, shownLevel) };
}

/** A row of the table from its verdicts. */
export function assessRow({ block, scenario, alpha }: RowPlan, tally: Tally): CalibrationRow {
  const { kind, law, truth, what, guarantee } = scenario;
  const questions = asked[truth];
  return {
    block,
    kind,
    law,
    truth,
    what,
    guarantee,
    alpha,
    claims: tally.claims,
    refuted: measuredShare(tally.refuted, tally.claims),
    supported: measuredShare(tally.supported, tally.claims),
    undecided: tally.undecided / tally.claims,
    meanReplicates: tally.replicates / tally.claims,
    asked: questions,
    outcome: worst(
      questions.map((question) => {
        // Too little power is too many claims that are not refuted.
        const [count, rate] =
          question === "power" ? [tally.claims - tally.refuted, 1 - leastPower] : [tally[question], alpha];
        const outcome = atMost(count, tally.claims, rate);
        const promised = question === "power" || guarantee === "exact" || !scenario.skewed;
        return outcome === "holds" || promised ? outcome : "above, asymptotic";
      }),
    ),
  };
}

/** A row of skewed units from its misses. */
export function assessUnits(plan: UnitsPlan, { sequences, below, above }: Misses): UnitsRow {
  const { kind, degrees, looks, mostUnits, alpha } = plan;
  const isGaussian = degrees === null;
  const outcome = atMost(below + above, sequences, alpha);
  return {
    kind,
    law: isGaussian ? "Gaussian" : `chi-squared, k = ${degrees}`,
    skewness: skewnessOf(plan),
    guarantee: isGaussian ? "exact" : "asymptotic",
    burnIn: looks.first,
    mostUnits,
    alpha,
    sequences,
    below,
    above,
    missed: measuredShare(below + above, sequences),
    outcome: outcome === "holds" || isGaussian ? outcome : "above, asymptotic",
  };
}

/** Whether so many hits go with a probability of at most `rate`. */
export function atMost(count: number, trials: number, rate: number): Outcome {
  if (count <= rate * trials) return "holds";
  const log = logUpperTail(count, trials, rate);
  if (log < Math.log(falseAlarm / mostQuestions)) return "fails";
  return log < Math.log((1 - shownLevel) / 2) ? "noticeable" : "holds";
}

function worst(outcomes: readonly Outcome[]): Outcome {
  const order: readonly Outcome[] = ["fails", "above, asymptotic", "noticeable"];
  return order.find((outcome) => outcomes.includes(outcome)) ?? "holds";
}
