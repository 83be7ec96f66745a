import { studentQuantile } from "../verification/distributions/student.ts";
import { extrapolationWeights } from "../verification/ladder/extrapolation.ts";
import { planClaim } from "../verification/plan/plan-claim.ts";
import { RunningSample } from "../verification/sample.ts";
import type { Decision, Evidence, Unit } from "../verification/sequential/evidence.ts";
import { SequentialJudge } from "../verification/sequential/sequential-judge.ts";
import { formulaValue, limitSetting } from "./kinds/limit.ts";
import { everyUnit } from "./rows.ts";
import type { Judging } from "./tally.ts";

/**
 * What must not be done, for contrast: the textbook interval mean ± t·s/√n, which has its level at one n fixed beforehand,
 * taken after every unit until it decides. It is widened by the bias bound and compared with the margin as the confidence
 * sequence is.
 */
class PeekingEvidence implements Evidence<null> {
  readonly reads = [{ name: "x", form: "number" }] as const;
  readonly #alpha: number;
  readonly #weights = extrapolationWeights(limitSetting.sizes, 1);
  readonly #intercepts = new RunningSample();

  constructor(alpha: number) {
    this.#alpha = alpha;
  }

  add(unit: Unit): void {
    const intercept = unit.reduce((sum, replicates, s) => {
      const total = replicates.reduce((part, { x }) => part + (x as number) - formulaValue, 0);
      return sum + (this.#weights[s] * total) / replicates.length;
    }, 0);
    this.#intercepts.add(intercept);
  }

  decision(): Decision {
    const { count, mean, standardError } = this.#intercepts;
    if (count < 2) return "open";
    const { margin, residualBias } = limitSetting;
    const reach = tQuantile(this.#alpha, count - 1) * standardError + residualBias;
    if (Math.abs(mean) - reach > margin) return "refuted";
    return Math.abs(mean) + reach <= margin ? "supported" : "open";
  }

  finding(): null {
    return null;
  }

  expectedUnits(): number {
    return this.#intercepts.count;
  }
}

const quantiles = new Map<string, number>();

function tQuantile(alpha: number, df: number): number {
  const key = `${alpha} ${df}`;
  const known = quantiles.get(key) ?? studentQuantile(1 - alpha / 2, df);
  quantiles.set(key, known);
  return known;
}

/** Judges the points of a synthetic limit claim by textbook intervals that are looked at after every unit. */
export const peeking: Judging = async (claim, options) => {
  const { sizes, perUnit, units } = limitSetting;
  const { assignments } = await planClaim(claim, options);
  return assignments.map((assignment) => ({
    ...assignment,
    judge: new SequentialJudge(
      { sizes, perUnit, looks: everyUnit, mostUnits: units, declaredFaults: [] },
      new PeekingEvidence(options.alpha),
    ),
  }));
};
