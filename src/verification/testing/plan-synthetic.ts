import type { Claim } from "../../claims/claim.ts";
import type { LimitTest } from "../../claims/tests.ts";
import type { LimitClaimResult } from "../limit/limit-result.ts";
import type { ClaimPlan } from "../plan/claim-plan.ts";
import { planClaim } from "../plan/plan-claim.ts";
import { type SyntheticParameters, settle } from "./synthetic-claim.ts";

type SyntheticClaim = Claim<SyntheticParameters, LimitTest<SyntheticParameters>>;

/** Pays for 200 units of the synthetic ladder at each point. */
const enough = 3 * 200;

export function planSynthetic(claim: SyntheticClaim, workPerPoint = enough): Promise<ClaimPlan> {
  return planClaim(claim as unknown as Claim, {
    alpha: 1e-4,
    runAlpha: 1e-3,
    budget: { name: "test", workPerPoint },
    module: "file:///claim.js",
  });
}

/** The result of a claim all points of which have been simulated. */
export async function resultOf(claim: SyntheticClaim): Promise<LimitClaimResult> {
  const planned = await planSynthetic(claim);
  settle(planned.assignments);
  const result = planned.result("no");
  if (result.kind !== "limit") throw new TypeError(`the result is one of a ${result.kind}`);
  return result;
}
