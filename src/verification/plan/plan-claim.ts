import type { Claim } from "../../claims/claim.ts";
import type { BoundTest, IdentityTest, LawTest, LimitTest, OrderingTest, RateTest } from "../../claims/tests.ts";
import type { Parameters } from "../../foundation/json.ts";
import { boundPlanner } from "../bound/bound-planner.ts";
import { identityPlanner } from "../identity/identity-planner.ts";
import { lawPlanner } from "../law/law-planner.ts";
import { limitPlanner } from "../limit/limit-planner.ts";
import { orderingPlanner } from "../ordering/ordering-planner.ts";
import { ratePlanner } from "../rate/rate-planner.ts";
import { assemblePlan } from "./assemble-plan.ts";
import type { ClaimPlan, PlanOptions } from "./claim-plan.ts";

/**
 * The plan of a claim, whatever its kind, on its grid and sizes as they are: `claimAtBudget` gives those of a budget.
 *
 * @throws AsymptopiaError `invalid-claim` if a formula is none; the field begins with the claim's id.
 */
export function planClaim(claim: Claim, options: PlanOptions): Promise<ClaimPlan> {
  // The kind of a claim's test is that of its controls' tests as well.
  switch (claim.test.kind) {
    case "identity":
      return assemblePlan(claim as Claim<Parameters, IdentityTest>, options, identityPlanner);
    case "limit":
      return assemblePlan(claim as Claim<Parameters, LimitTest>, options, limitPlanner);
    case "bound":
      return assemblePlan(claim as Claim<Parameters, BoundTest>, options, boundPlanner);
    case "law":
      return assemblePlan(claim as Claim<Parameters, LawTest>, options, lawPlanner);
    case "ordering":
      return assemblePlan(claim as Claim<Parameters, OrderingTest>, options, orderingPlanner);
    case "rate":
      return assemblePlan(claim as Claim<Parameters, RateTest>, options, ratePlanner);
  }
}
