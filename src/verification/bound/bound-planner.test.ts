import { describe, expect, it } from "vitest";
import { exactly, type Quantity } from "../../foundation/quantity.ts";
import { planClaim } from "../plan/plan-claim.ts";
import { type KindClaimChanges, kindClaim, levelFormula, simulate } from "../testing/kind-claims.ts";
import type { BoundClaimResult } from "./bound-result.ts";

const options = { alpha: 1e-4, runAlpha: 1e-3, budget: { name: "test", workPerPoint: 4000 }, module: "file:///c.js" };

async function judge(test: object, changes: KindClaimChanges = {}) {
  const planned = await planClaim(kindClaim("bound", { sizes: [8], test, ...changes }), options);
  simulate(planned.assignments);
  return planned.result("no") as BoundClaimResult;
}

/** The bound 1.1·level·b, of which the level is observed. */
const observedBound = (b: Quantity = exactly(1), expression = "1.1 * l * b") => ({
  expression,
  symbols: { l: { tex: "\\ell", meaning: "the level" }, b: { tex: "b", meaning: "a factor" } },
  observed: { l: "level" },
  inputs: () => ({ b }),
});

describe("a bound without observed symbols", () => {
  it("is shown as it is tested, with what goes unsaid", async () => {
    const { tested, points } = await judge({});
    expect(tested).toMatchObject({
      observable: { name: "x" },
      direction: "at-most",
      bound: { expression: "b", tex: "b" },
      observed: {},
      failureRate: 0.05,
      excludedRate: 0.05,
      rounding: { relative: 1e-12 },
    });
    const [{ bound, slack, refutedFactor, failureRate, violations, replicates }] = points[0].sizes;
    expect(Math.abs((bound as number) - 5.8)).toBeLessThan(5.8 * 8 * Number.EPSILON);
    expect(violations / replicates).toBeLessThan(0.05);
    expect(failureRate[1]).toBeLessThanOrEqual(0.05);
    // x is 5 ± .3, so its upper 5 % begins at 5.49 = .947·5.8; the standard error of a quantile of 200 is .05.
    expect(slack?.atFailureRate).toBeGreaterThan(0.9);
    expect(slack?.atFailureRate).toBeLessThan(1);
    expect(refutedFactor).toBeLessThan(slack?.atFailureRate as number);
    expect(refutedFactor).toBeGreaterThan(slack?.median as number);
  });

  it("that has no value fails its point before anything is simulated, and not the others", async () => {
    const bound = {
      ...levelFormula(5.8, "1 / b"),
      inputs: ({ noise }: { noise: number }) => ({ b: exactly(noise - 1) }),
    };
    const planned = await planClaim(
      kindClaim("bound", { sizes: [8], grid: [{}, { noise: 1.15 }], test: { bound } }),
      options,
    );
    expect(planned.assignments).toHaveLength(1);
    simulate(planned.assignments);
    const { points, verdict } = planned.result("no") as BoundClaimResult;
    expect(points[0]).toMatchObject({
      verdict: "failed",
      sizes: [],
      failure: { code: "non-finite", field: "test.bound.expression" },
    });
    expect(points[0].failure).not.toHaveProperty("key");
    expect(points[1].verdict).toBe("supported");
    expect(verdict).toBe("failed");
  });

  it.each<[string, Quantity, object]>([
    ["is inaccurate", { value: 6, error: 1, status: "inaccurate" }, { code: "not-converged" }],
    ["is NaN", exactly(Number.NaN), { code: "invalid-input", field: "test.bound.inputs.b.value" }],
  ])("of which an input %s fails its point", async (_, b, failure) => {
    const { points } = await judge({ bound: { ...levelFormula(1), inputs: () => ({ b }) } });
    expect(points[0]).toMatchObject({ verdict: "failed", failure });
  });

  it("is loosened by its numerical error", async () => {
    const inexact = (error: number) => ({
      bound: { ...levelFormula(5), inputs: () => ({ b: { value: 5, error, status: "ok" } }) },
    });
    expect((await judge(inexact(0))).verdict).toBe("refuted");
    expect((await judge(inexact(0.8))).verdict).toBe("supported");
  });

  it("is asked for at the realised problem", async () => {
    const claim = kindClaim("bound", {
      sizes: [8, 16],
      test: { bound: { ...levelFormula(1), inputs: ({ n }: { n: number }) => ({ b: exactly(n) }) } },
    });
    const { realise } = claim.experiment;
    const experiment = {
      ...claim.experiment,
      realise: (point: (typeof claim.grid)[number], size: number) => ({
        ...realise(point, size),
        realised: { ...point, n: size },
      }),
    };
    const planned = await planClaim({ ...claim, experiment }, options);
    simulate(planned.assignments);
    const { points } = planned.result("no") as BoundClaimResult;
    expect(points[0].sizes.map(({ bound }) => bound)).toEqual([8, 16]);
  });
});

describe("a bound with observed symbols", () => {
  it("follows each replicate", async () => {
    const { tested, points, verdict } = await judge({ bound: observedBound(), failureRate: 0.2 });
    expect(tested.observed).toEqual({ l: { name: "level", meaning: "5.5, and 7 at times" } });
    expect(verdict).toBe("supported");
    // 1.1·(5.5 + 1.5·20 %), within five standard errors of 1.65·.4/√replicates.
    const [{ bound, replicates }] = points[0].sizes;
    expect(Math.abs((bound as number) - 6.38)).toBeLessThan((5 * 0.66) / Math.sqrt(replicates));
    expect((await judge({ bound: observedBound(exactly(0.5)), failureRate: 0.2 })).verdict).toBe("refuted");
    expect((await judge({ bound: observedBound(exactly(0.5)), direction: "at-least" })).verdict).toBe("supported");
  });

  it("that has no value in a replicate fails its point, with the key of that replicate", async () => {
    const result = await judge({ bound: observedBound(exactly(1), "sqrt(6 - l) * b + 6") });
    expect(result.verdict).toBe("failed");
    const { failure, sizes } = result.points[0];
    expect(failure).toMatchObject({ code: "non-finite", field: "test.bound.expression" });
    expect(failure?.key).toMatch(/^test\/bound:1:8:\d+$/);
    expect(sizes).toHaveLength(1);
  });

  it("fails where an observed value is none", async () => {
    const { points } = await judge({ bound: observedBound() }, { grid: [{ faultRate: 0.2 }] });
    expect(points[0]).toMatchObject({ verdict: "failed", failure: { code: "non-finite" } });
  });
});

describe("a failure rate of 0", () => {
  const always = { failureRate: 0, bound: levelFormula(8) };

  it("supports without a violation, excluding a share of exceptions", async () => {
    const { tested, points, verdict } = await judge(always);
    expect(verdict).toBe("supported");
    expect(tested).toMatchObject({ failureRate: 0, excludedRate: 0.05 });
    expect(points[0].sizes[0].failureRate[0]).toBe(0);
    expect(points[0].sizes[0].failureRate[1]).toBeLessThanOrEqual(0.05);
    const rare = await judge({ ...always, exceptionalShare: 0.01 });
    expect(rare.tested.excludedRate).toBe(0.01);
    expect(rare.points[0].sizes[0].replicates).toBeGreaterThan(3 * points[0].sizes[0].replicates);
  });

  it("refutes with the first", async () => {
    const { points, verdict } = await judge({ ...always, bound: levelFormula(5.5) });
    expect(verdict).toBe("refuted");
    expect(points[0].sizes[0].violations).toBeGreaterThan(0);
    expect(points[0].sizes[0].refutedFactor).toBeGreaterThan(1);
  });

  it("refutes with the first declared fault", async () => {
    const faults = { codes: ["non-finite"], why: "It may diverge." } as const;
    const { points, verdict } = await judge(always, { faults, grid: [{ faultRate: 0.1 }] });
    expect(verdict).toBe("refuted");
    const [{ violations, declaredFaults }] = points[0].sizes;
    expect(violations).toBe(declaredFaults);
    expect(violations).toBeGreaterThan(0);
  });
});

it("names the claim and the part whose bound is no formula", async () => {
  const bound = { ...levelFormula(1), expression: "b * c" };
  await expect(judge({ bound })).rejects.toMatchObject({
    code: "invalid-claim",
    field: "test/bound: test.bound.expression",
  });
  const control = { id: "bad", why: "no formula", expected: "refuted", test: { bound } };
  await expect(judge({}, { controls: [control] })).rejects.toMatchObject({
    field: "test/bound: controls[0].test.bound.expression",
  });
});
