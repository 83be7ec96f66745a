import { expect, it } from "vitest";
import type { Claim } from "../claims/claim.ts";
import { claimAtBudget } from "../claims/claim-at-budget.ts";
import type { Test } from "../claims/tests.ts";
import { parseBudget } from "../verification/budget.ts";
import { syntheticClaim } from "../verification/testing/synthetic-claim.ts";
import { dryRun, mostReplicates } from "./dry-run.ts";

const ordering: Test = { kind: "ordering", better: "a", worse: "b", criterion: "smaller" };
const rate: Test = { kind: "rate", observable: "a", exponent: 1, margin: 0.1, residualBias: 0.01 };

it("gives each size that is judged apart an equal share of a point's work", () => {
  expect(mostReplicates([10, 20], [1, 4], ordering, 80)).toEqual([40, 10]);
  expect(mostReplicates([10, 20], [1, 4], ordering, Number.POSITIVE_INFINITY)).toEqual([Infinity, Infinity]);
});

it("spends a ladder's work on whole draws, more replicates of which are of cheap sizes", () => {
  const sizes = [10, 20, 40, 80];
  const costs = [1, 2, 4, 8];
  const most = mostReplicates(sizes, costs, rate, 1000);
  const work = most.reduce((sum, replicates, s) => sum + replicates * costs[s], 0);
  const units = Math.min(...most);
  expect(most.every((replicates) => Number.isInteger(replicates / units))).toBe(true);
  expect(most[0]).toBeGreaterThan(most[3]);
  // The rest is less than another draw.
  expect(work).toBeLessThanOrEqual(1000);
  expect(work + work / units).toBeGreaterThan(1000);
});

it("shows the points and sizes of the claims, and says that they are the budget's own", () => {
  const control = { id: "c", why: "off", expected: "refuted" as const, grid: [{ shift: 1 }] };
  const atBudget = { quick: { grid: [{ a: 9 }], sizes: [8, 16] } };
  const claims = [
    syntheticClaim({ id: "apart", grid: [{ a: 2 }, { a: 3 }], atBudget, controls: [control] }),
    syntheticClaim({ id: "same" }),
  ] as unknown as readonly Claim[];
  const at = (name: string): string =>
    dryRun(
      claims.map((claim) => ({ claim: claimAtBudget(claim, name), module: "file:///claim.js" })),
      parseBudget(name),
    );
  expect(at("quick")).toContain("\n3 points.");
  expect(at("quick")).toMatch(/^apart control c +limit +8\/16 /m);
  expect(at("quick")).toMatch(/^same +limit +10\/20\/40 /m);
  expect(at("quick")).toContain("1 of 2 claims have points or sizes of their own at the budget quick");
  expect(at("default")).toContain("\n4 points.");
  expect(at("default")).toMatch(/^apart control c +limit +10\/20\/40 /m);
  expect(at("default")).not.toContain("of their own");
});
