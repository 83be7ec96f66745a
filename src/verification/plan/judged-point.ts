import type { Claim } from "../../claims/claim.ts";
import type { Assignment } from "../assignment.ts";
import type { Budget } from "../budget.ts";
import type { PointResult } from "../results/point-result.ts";
import type { Verdict } from "../results/verdict.ts";
import type { Looks } from "../sequential/looks.ts";
import type { Stopped } from "./claim-plan.ts";

/** What the points of one claim or control have in common. */
export interface PointContext {
  readonly claim: Pick<Claim, "experiment" | "sizes" | "faults">;
  /** Each point's share of the familywise error. */
  readonly alpha: number;
  readonly budget: Budget;
  readonly modules: readonly string[];
  /** When the judges look, if not when their kind does. */
  readonly looks?: Looks;
  /** The key of a replicate of this point. */
  replicateKey(size: number, replicate: number): string;
}

/** One point on its way from theory to verdict. */
export interface JudgedPoint<Result extends PointResult = PointResult> {
  /** What has to be simulated for it: nothing if theory failed there, one assignment a size where sizes are judged apart. */
  readonly assignments: readonly Assignment[];
  verdict(stopped: Stopped): Verdict;
  result(stopped: Stopped): Result;
  /** Nominal work of the replicates that the verdict used. */
  work(): number;
}
