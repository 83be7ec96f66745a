import type { LimitTest } from "../../claims/tests.ts";
import type { LadderMean } from "../ladder/ladder-evidence.ts";
import type { ClaimedLimit } from "./claimed-limit.ts";

/**
 * The relative error e ≥ 0 from which on these data refute both (1+e)·formula and (1−e)·formula, with margins, bias
 * bound and numerical error scaled along where they are relative. Null where no such e exists (theory 0, a margin as
 * large as the theory, or no interval yet).
 *
 * With T = Σ w_s·theory_s the intercept under (1+e)·formula is the observed one less e·T; it is refuted once its
 * distance from 0 exceeds half-width + bias bound + margin.
 */
export function relativeResolution(
  intercept: LadderMean,
  claimed: Pick<ClaimedLimit, "limit" | "atSizes" | "numericalError">,
  test: Pick<LimitTest, "margin" | "residualBias">,
  weights: readonly number[],
): number | null {
  const limit = claimed.limit.value;
  const halfWidth = (intercept.interval[1] - intercept.interval[0]) / 2;
  if (intercept.mean === null || !Number.isFinite(halfWidth) || limit === 0) return null;
  const extrapolated = claimed.atSizes.reduce((sum, { value }, s) => sum + weights[s] * value, 0);
  const slope = Math.abs(extrapolated);
  let fixed = halfWidth;
  let scaling = claimed.numericalError;
  for (const tolerance of [test.margin, test.residualBias]) {
    if ("absolute" in tolerance) fixed += tolerance.absolute;
    else scaling += tolerance.relative * Math.abs(limit);
  }
  if (slope <= scaling) return null;
  const deviation = intercept.mean * Math.sign(extrapolated);
  // Raised formula: e·slope − deviation > fixed + (1+e)·scaling. Lowered: e·slope + deviation > fixed + |1−e|·scaling,
  // where |1−e| is e−1 for a formula whose sign has changed.
  const raised = (fixed + scaling + deviation) / (slope - scaling);
  const lowered = (fixed + scaling - deviation) / (slope + scaling);
  const reversed = (fixed - scaling - deviation) / (slope - scaling);
  return Math.max(raised, lowered > 1 ? reversed : lowered);
}
