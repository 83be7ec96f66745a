import type { Verdict } from "../results/verdict.ts";
import type { Stopped } from "./claim-plan.ts";

/** What of a judge a verdict depends on. */
interface Judging {
  verdict(): Verdict;
  requests(): readonly unknown[];
}

/**
 * The verdict of a judge. One that still asks was stopped by the user, by the seconds that were its budget, or because
 * another point has decided the claim; one that is incomplete and asks nothing more lacks what no budget would give it.
 */
export function stoppedVerdict(judge: Judging, stopped: Stopped): Verdict {
  const verdict = judge.verdict();
  const stillAsks = verdict === "incomplete" && judge.requests().length > 0;
  return stillAsks && stopped !== "interrupted" ? "undecided" : verdict;
}
