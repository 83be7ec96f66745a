import { describe, expect, it } from "vitest";
import { replicatesPerUnit } from "../ladder/allocation.ts";
import { slopeWeights } from "../ladder/slope.ts";
import { planClaim } from "../plan/plan-claim.ts";
import { type KindClaimChanges, kindClaim, kindExperiment, kindSizes, simulate } from "../testing/kind-claims.ts";
import type { RateClaimResult } from "./rate-result.ts";

const options = { alpha: 1e-4, runAlpha: 1e-3, module: "file:///c.js" };

async function judge(changes: KindClaimChanges = {}, workPerPoint = 4000, cost?: (size: number) => number) {
  const claim = kindClaim("rate", changes);
  const experiment = { ...claim.experiment, ...(cost && { cost: ({ size }: { size: number }) => cost(size) }) };
  const budget = { name: "test", workPerPoint };
  const planned = await planClaim({ ...claim, experiment } as typeof claim, { ...options, budget });
  simulate(planned.assignments);
  return planned.result("no") as RateClaimResult;
}

describe("the result of a rate claim", () => {
  it("shows the exponent, its interval with the residual bias, and the means behind it", async () => {
    const result = await judge({ test: { margin: 0.1, residualBias: 0.05 } });
    expect(result.tested).toEqual({
      observable: { name: "error", meaning: kindExperiment.observables.error.meaning },
      exponent: 1,
      logPower: 0,
      margin: 0.1,
      residualBias: 0.05,
      sense: "equal",
    });
    const [{ estimate, interval, withoutSmallestSize, replicates, sizes }] = result.points;
    const [low, high] = interval as readonly [number, number];
    // Noise .2 over a ladder with Σ(log size − mean)² = 5·(log 2)²: a standard error of .13/√units.
    expect(Math.abs((estimate as number) - 1)).toBeLessThan((5 * 0.13) / Math.sqrt(replicates));
    expect((low + high) / 2).toBeCloseTo(estimate as number, 12);
    expect(high - low).toBeGreaterThan(0.1);
    expect(high).toBeLessThanOrEqual(1.1);
    expect(withoutSmallestSize?.estimate).toBeCloseTo(1, 0);
    expect(withoutSmallestSize?.interval).not.toBeNull();
    for (const { size, shape, geometricMean, standardErrorOfLog } of sizes) {
      expect(shape).toEqual({ n: size });
      expect(Math.abs(Math.log((geometricMean as number) * size))).toBeLessThan(5 * (standardErrorOfLog as number));
    }
  });

  it("divides the geometric means by the power of the logarithm", async () => {
    const [plain] = (await judge()).points;
    const [divided] = (await judge({ test: { logPower: 2, margin: 10 } })).points;
    const ratios = divided.sizes.map(
      ({ geometricMean, size }, s) =>
        ((geometricMean as number) * Math.log(size) ** 2) / (plain.sizes[s].geometricMean as number),
    );
    // The same replicates where both took as many; else within noise.
    for (const ratio of ratios) expect(Math.abs(Math.log(ratio))).toBeLessThan(0.3);
    expect(divided.estimate).toBeGreaterThan((plain.estimate as number) + 0.3);
  });

  it("has no interval where a budget is too small for one, and nothing below two units", async () => {
    const sizes = kindSizes.rate;
    const perUnit = replicatesPerUnit({
      sizes,
      weights: slopeWeights(sizes),
      costs: sizes.map(() => 2),
      varianceExponent: 0,
    });
    const costPerUnit = 2 * perUnit.reduce((sum, count) => sum + count, 0);
    const two = (await judge({}, 2 * costPerUnit)).points[0];
    expect(two.sizes.map(({ replicates }) => replicates)).toEqual(perUnit.map((count) => 2 * count));
    expect(two).toMatchObject({ verdict: "undecided", replicates: 2, interval: null });
    expect(two.estimate).not.toBeNull();
    expect(two.withoutSmallestSize).toMatchObject({ interval: null });
    const one = (await judge({}, costPerUnit)).points[0];
    expect(one).toMatchObject({ replicates: 1, estimate: null, interval: null, withoutSmallestSize: null });
    // Of two replicates there is a mean.
    expect(one.sizes.map(({ geometricMean }) => geometricMean !== null)).toEqual(perUnit.map((count) => count > 1));
    expect(one.sizes.map(({ standardErrorOfLog }) => standardErrorOfLog !== null)).toEqual(
      perUnit.map((count) => count > 1),
    );
  });

  it("is failed by an error of 0, which has no logarithm", async () => {
    const result = await judge({ grid: [{ fault: "zero", faultRate: 0.2 }] });
    expect(result.points[0]).toMatchObject({ verdict: "failed", failure: { field: "error" } });
    expect(result.points[0].failure?.message).toContain("a number above 0");
  });

  it("takes a faster decay for support only in the sense of at least", async () => {
    const grid = [{ effect: 1 }];
    expect((await judge({ grid })).verdict).toBe("refuted");
    const result = await judge({ grid, test: { sense: "at-least" } });
    expect(result).toMatchObject({ verdict: "supported", tested: { sense: "at-least" } });
    expect((await judge({ grid: [{ effect: -1 }], test: { sense: "at-least" } })).verdict).toBe("refuted");
  });
});

describe("the ladder", () => {
  it("gets more replicates of sizes that are cheap", async () => {
    const [{ sizes, replicates }] = (await judge({}, 40_000, (size) => size ** 2 / 32)).points;
    const counts = sizes.map((size) => size.replicates);
    expect(counts[3]).toBe(replicates);
    expect(counts[0]).toBeGreaterThan(4 * replicates);
    for (const count of counts) expect(count % replicates).toBe(0);
  });

  it("may begin with 1 where no power of its logarithm is divided by", async () => {
    expect((await judge({ sizes: [1, 8, 16, 32] })).verdict).toBe("supported");
  });

  it("that the experiment cannot realise fails the point, without a replicate to name", async () => {
    const claim = kindClaim("rate");
    const realise = () => {
      throw new RangeError("no such problem");
    };
    const broken = { ...claim, experiment: { ...claim.experiment, realise } } as typeof claim;
    const planned = await planClaim(broken, { ...options, budget: { name: "test", workPerPoint: 100 } });
    expect(planned.assignments).toEqual([]);
    const [point] = (planned.result("no") as RateClaimResult).points;
    expect(point).toMatchObject({ verdict: "failed", estimate: null, sizes: [], replicates: 0 });
    expect(point.failure).toEqual({ code: "invalid-claim", message: "no such problem" });
  });
});
