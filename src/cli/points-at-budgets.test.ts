import { expect, it } from "vitest";
import type { Claim } from "../claims/claim.ts";
import { syntheticClaim } from "../verification/testing/synthetic-claim.ts";
import { formatPointsAtBudgets, pointsAtBudgets } from "./points-at-budgets.ts";

it.each([
  [undefined, { quick: 2, default: 2, thorough: 2 }, "2"],
  [{ quick: { grid: [{ a: 9 }] } }, { quick: 1, default: 2, thorough: 2 }, "2 (quick 1)"],
  [
    { quick: { grid: [{ a: 9 }] }, thorough: { grid: [{ a: 1 }, { a: 2 }, { a: 3 }] } },
    { quick: 1, default: 2, thorough: 3 },
    "2 (quick 1, thorough 3)",
  ],
  // Other points, but as many; other sizes alone.
  [{ quick: { grid: [{ a: 8 }, { a: 9 }] }, thorough: { sizes: [8, 16] } }, { quick: 2, default: 2, thorough: 2 }, "2"],
])("counts the points of %j", (atBudget, counts, text) => {
  const grid = [{ a: 2 }, { a: 3 }];
  const claim = syntheticClaim({ grid, ...(atBudget === undefined ? {} : { atBudget }) }) as unknown as Claim;
  expect(pointsAtBudgets(claim)).toEqual(counts);
  expect(formatPointsAtBudgets(counts)).toBe(text);
});
