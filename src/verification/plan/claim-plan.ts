import type { Claim } from "../../claims/claim.ts";
import type { Assignment } from "../assignment.ts";
import type { Budget } from "../budget.ts";
import type { ClaimResult } from "../results/claim-result.ts";
import type { Verdict } from "../results/verdict.ts";
import type { Looks } from "../sequential/looks.ts";

/** Whether a run was stopped, or spent its seconds, before its judges had what they asked for. */
export type Stopped = "no" | "interrupted" | "out of time";

/** A claim taken apart into what has to be simulated; `result` puts the judges' findings together, at any time. */
export interface ClaimPlan {
  readonly claim: Claim;
  /** Everything that may be simulated for it. */
  readonly assignments: readonly Assignment[];
  /**
   * What can still change the verdict: a grid on one point of which the statement is refuted, or has failed, needs the
   * others no more. To be asked between rounds, when every judge has had what it asked for, so that it does not depend
   * on the order of arrival.
   */
  open(): readonly Assignment[];
  /** The verdict alone, without the mutants and figures of the whole result. */
  verdict(): Verdict;
  result(stopped: Stopped): ClaimResult;
}

export interface PlanOptions {
  /** Share of the familywise error for each point of the claim and its controls. */
  readonly alpha: number;
  /** The whole run's error probability: the false discovery rate of the mutants. */
  readonly runAlpha: number;
  readonly budget: Budget;
  /** The file of the claim, which workers load before they read its points. */
  readonly module: string;
  /** When the judges look, if not when their kinds do. The evidence is valid at every look, whichever they are. */
  readonly looks?: Looks;
}
