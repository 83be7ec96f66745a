import { describe, expect, it } from "vitest";
import { orderingClaim } from "../../claims/ordering-claim.ts";
import type { OrderingTest } from "../../claims/tests.ts";
import { planClaim } from "../plan/plan-claim.ts";
import { kindClaim, kindExperiment, simulate } from "../testing/kind-claims.ts";
import type { OrderingClaimResult } from "./ordering-result.ts";

const options = { alpha: 1e-4, runAlpha: 1e-3, budget: { name: "test", workPerPoint: 4000 }, module: "file:///c.js" };

async function judge(test: Partial<OrderingTest>, observables = kindExperiment.observables) {
  const claim = kindClaim("ordering", { sizes: [8], test: { differences: undefined, ...test } });
  const planned = await planClaim({ ...claim, experiment: { ...claim.experiment, observables } }, options);
  const [first] = planned.assignments[0].judge.requests();
  const fresh = planned.result("no") as OrderingClaimResult;
  simulate(planned.assignments);
  return { first, fresh, result: planned.result("no") as OrderingClaimResult };
}

const scores = { better: "hit", worse: "miss", criterion: "larger" } as const;

describe("the sequence of an ordering", () => {
  it("is exact where both observables declare a range, and knows that of the difference", async () => {
    const { first, fresh, result } = await judge(scores);
    expect(first.to).toBe(16);
    expect(result.tested.guarantee).toBe("exact for bounded replicates");
    expect(fresh.points[0].sizes[0].interval).toEqual([-1, 1]);
    expect(result.verdict).toBe("supported");
  });

  it.each([
    ["larger", [-3, 9]],
    ["smaller", [-9, 3]],
  ] as const)("has the range that differences have where %s is better", async (criterion, range) => {
    const observables = {
      ...kindExperiment.observables,
      hit: { meaning: "a number", range: [0, 10] as const },
      miss: { meaning: "a number", range: [1, 3] as const },
    };
    const { fresh } = await judge({ ...scores, criterion }, observables);
    expect(fresh.points[0].sizes[0].interval).toEqual(range);
  });

  it.each([
    ["any", "asymptotic", 200],
    ["nearly-gaussian", "exact for Gaussian replicates, else asymptotic", 64],
    ["bounded", "exact for bounded replicates", 16],
  ] as const)("is the one for %s differences where the claim says so, range or not", async (kind, guarantee, look) => {
    const { first, result } = await judge({ ...scores, differences: kind });
    expect(result.tested.guarantee).toBe(guarantee);
    expect(first.to).toBe(look);
    expect(result.verdict).toBe("supported");
  });

  it("is asymptotic where the claim says nothing and a range is missing", async () => {
    const { result } = await judge({});
    expect(result.tested.guarantee).toBe("asymptotic");
    const one = await judge({ ...scores, worse: "x" });
    expect(one.result.tested.guarantee).toBe("asymptotic");
  });
});

it("shows what is compared, and by how much", async () => {
  const { result } = await judge({ differences: "nearly-gaussian", by: 0.2 });
  expect(result.tested).toEqual({
    better: { name: "faster", meaning: "a time" },
    worse: { name: "slower", meaning: "a longer time" },
    criterion: "smaller",
    by: 0.2,
    guarantee: "exact for Gaussian replicates, else asymptotic",
  });
  expect(result.verdict).toBe("supported");
  const [size] = result.points[0].sizes;
  // The advantage is ½, with noise of ½.
  expect(Math.abs((size.advantage as number) - 0.5)).toBeLessThan(5 * (size.standardError as number));
  expect(size.interval?.[0]).toBeGreaterThan(0.2);
  expect((await judge({ differences: "nearly-gaussian", by: 0.9 })).result.verdict).toBe("refuted");
  expect((await judge({ differences: "nearly-gaussian" })).result.tested.by).toBe(0);
});

it("fails a point whose observables leave the range that they declare, by the replicate", async () => {
  const observables = { ...kindExperiment.observables, hit: { meaning: "0 or 1", range: [0, 0.5] as const } };
  const { result } = await judge(scores, observables);
  expect(result.points[0]).toMatchObject({ verdict: "failed", failure: { code: "invalid-input" } });
  expect(result.points[0].failure?.key).toMatch(/^test\/ordering:1:8:\d+$/);
});

it("refuses what the constructor refuses", () => {
  const { test, ...definition } = kindClaim("ordering");
  expect(() =>
    orderingClaim({ ...definition, test: { ...test, differences: "bounded" } as OrderingTest, controls: [] }),
  ).toThrow(expect.objectContaining({ field: "test.differences" }));
});
