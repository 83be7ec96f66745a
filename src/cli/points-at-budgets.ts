import type { Claim } from "../claims/claim.ts";
import { claimAtBudget } from "../claims/claim-at-budget.ts";
import { ownBudgets } from "../claims/own-budget.ts";

/** Points of a claim's own grid by name of the budget, controls left out. */
export type PointsAtBudgets = Readonly<Record<"default" | (typeof ownBudgets)[number], number>>;

export function pointsAtBudgets(claim: Claim): PointsAtBudgets {
  const names = ["default", ...ownBudgets] as const;
  return Object.fromEntries(
    names.map((name) => [name, claimAtBudget(claim, name).grid.length]),
  ) as unknown as PointsAtBudgets;
}

/** `25`, or `25 (quick 5)` where another budget has another number. */
export function formatPointsAtBudgets(points: PointsAtBudgets): string {
  const others = ownBudgets.filter((name) => points[name] !== points.default);
  const listed = others.map((name) => `${name} ${points[name]}`).join(", ");
  return listed === "" ? `${points.default}` : `${points.default} (${listed})`;
}
