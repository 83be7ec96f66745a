import type { LimitTest } from "../../claims/claim.ts";
import type { LimitJudgement } from "./limit-judge.ts";

/** The formula's values that a judgement was made against. */
export interface JudgedTheory {
  readonly limit: number;
  readonly atSizes: readonly number[];
}

/**
 * The smallest e > 0 such that these data would have refuted both (1+e)·formula and (1−e)·formula, margins and bias
 * bound scaled along where they are relative. Null where no such e exists (theory 0, or no interval yet).
 *
 * With T = Σ w_s·theory_s the intercept under (1+e)·formula is the observed one less e·T; it is refuted once its
 * distance from 0 exceeds half-width + bias bound + margin.
 */
export function relativeResolution(
  judgement: LimitJudgement,
  theory: JudgedTheory,
  test: Pick<LimitTest, "margin" | "residualBias">,
  weights: readonly number[],
): number | null {
  if (judgement.intercept === null || !Number.isFinite(judgement.halfWidth) || theory.limit === 0) return null;
  const extrapolated = theory.atSizes.reduce((sum, value, s) => sum + weights[s] * value, 0);
  const sign = Math.sign(extrapolated);
  const slope = Math.abs(extrapolated);
  let fixed = judgement.halfWidth;
  let scaling = 0;
  for (const tolerance of [test.margin, test.residualBias]) {
    if ("absolute" in tolerance) fixed += tolerance.absolute;
    else scaling += tolerance.relative * Math.abs(theory.limit);
  }
  const deviation = judgement.intercept * sign;
  // Raised formula: e·slope − deviation > fixed + (1+e)·scaling. Lowered: e·slope + deviation > fixed + (1−e)·scaling.
  if (slope <= scaling) return null;
  const raised = (fixed + scaling + deviation) / (slope - scaling);
  const lowered = (fixed + scaling - deviation) / (slope + scaling);
  return Math.max(raised, lowered, 0);
}
