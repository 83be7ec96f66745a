import type { AtBudget, Claim, Control } from "./claim.ts";
import { isOwnBudget } from "./own-budget.ts";

/**
 * The claim as a run with the budget of that name takes it: with the points and sizes that it and its controls have
 * there, and with nothing left of what they have at other budgets. Where it has none of its own (a budget in seconds, for
 * one), these are its default's; where it has, `pointsOf` says so.
 */
export function claimAtBudget(claim: Claim, budget: string): Claim {
  const { atBudget, ...rest } = claim;
  const parts = [claim, ...claim.controls];
  if (parts.every((part) => part.atBudget === undefined)) return claim;
  const controls = claim.controls.map(({ atBudget: own, ...control }): Control => ({ ...control, ...at(own, budget) }));
  const apart = isOwnBudget(budget) && parts.some((part) => part.atBudget?.[budget] !== undefined);
  return { ...rest, ...at(atBudget, budget), controls, ...(apart ? { pointsOf: budget } : {}) };
}

function at<Part>(own: AtBudget<Part> | undefined, budget: string): Part | undefined {
  return isOwnBudget(budget) ? own?.[budget] : undefined;
}
