import { expect, it } from "vitest";
import type { Test } from "../claims/tests.ts";
import { mostReplicates } from "./dry-run.ts";

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
