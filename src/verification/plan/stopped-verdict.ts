import type { Verdict } from "../results/verdict.ts";
import type { Stopped } from "./claim-plan.ts";

/**
 * The verdict of a judge that still asks: it was stopped by the user, by the seconds that were its budget, or because
 * another point has decided the claim.
 */
export function stoppedVerdict(verdict: Verdict, stopped: Stopped): Verdict {
  return verdict === "incomplete" && stopped !== "interrupted" ? "undecided" : verdict;
}
