import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RoundingTest } from "../../claims/tests.ts";
import { trialsToExclude } from "../confidence-sequence/trials-to-exclude.ts";
import { RoundingEvidence } from "./rounding-evidence.ts";

const EPS = Number.EPSILON;
const alpha = 1e-3;
const test: RoundingTest = { discrepancy: "difference", scale: "scale", condition: "condition", factor: 8 };

/** Evidence after instances of (difference, scale, condition). */
function evidenceOf(
  instances: readonly (readonly [difference: number, scale: number, condition?: number])[],
  changes: Partial<RoundingTest> = {},
): RoundingEvidence {
  const evidence = new RoundingEvidence({ ...test, ...changes }, alpha);
  for (const [difference, scale, condition = 1] of instances) evidence.add([[{ difference, scale, condition }]]);
  return evidence;
}

const times = <T>(count: number, instance: T): readonly T[] => Array.from({ length: count }, () => instance);

describe("what counts as rounding", () => {
  it("is a difference of at most k·ε·condition·scale, to the last bit", () => {
    const allowed = 8 * EPS * 100 * 3;
    expect(evidenceOf([[allowed, 3, 100]]).finding()).toMatchObject({ exceptions: 0, largestMultiple: 8 });
    const beyond = evidenceOf([[allowed * (1 + EPS), 3, 100]]);
    expect(beyond.finding().exceptions).toBe(1);
    expect(beyond.finding().largestMultiple).toBeGreaterThan(8);
    expect(beyond.decision()).toBe("refuted");
  });

  it("does not depend on signs, and without a condition takes it to be 1", () => {
    expect(evidenceOf([[-9 * EPS, -1]]).decision()).toBe("refuted");
    const plain = new RoundingEvidence({ discrepancy: "difference", scale: "scale", factor: 8 }, alpha);
    expect(plain.reads).toEqual([
      { name: "difference", form: "number" },
      { name: "scale", form: "number" },
    ]);
    plain.add([[{ difference: 6 * EPS, scale: 2 }]]);
    expect(plain.finding()).toMatchObject({ exceptions: 0, informative: 1, largestMultiple: 3, resolution: 8 * EPS });
  });

  it("reads a condition above 0", () => {
    expect(evidenceOf([]).reads[2]).toEqual({ name: "condition", form: "positive" });
  });

  it("is any difference beside a scale of 0 that a normal number can hold, and no other", () => {
    expect(evidenceOf([[2 ** -1022, 0]]).decision()).toBe("open");
    expect(evidenceOf([[2 ** -1021, 0]]).decision()).toBe("refuted");
    expect(evidenceOf([[1, 0]]).finding().largestMultiple).toBeGreaterThan(1e300);
  });

  it("has a finite multiple above k exactly where there is an exception, whatever the numbers", () => {
    const size = fc.tuple(fc.integer({ min: -1074, max: 332 }), fc.boolean()).map(([e, zero]) => (zero ? 0 : 2 ** e));
    fc.assert(
      fc.property(size, size, fc.integer({ min: -300, max: 300 }), (difference, scale, exponent) => {
        const { exceptions, largestMultiple, resolution } = evidenceOf([[difference, scale, 2 ** exponent]]).finding();
        expect(Number.isFinite(largestMultiple)).toBe(true);
        expect((largestMultiple as number) > 8).toBe(exceptions === 1);
        expect(resolution === null || (resolution > 0 && resolution <= 1e-6)).toBe(true);
      }),
      { seed: 1, numRuns: 400 },
    );
  });
});

describe("instances that count towards support", () => {
  it("are those whose k·ε·condition is at most the resolution", () => {
    const worst = 1e-6 / (8 * EPS);
    expect(evidenceOf([[0, 1, worst * 0.999]]).finding().informative).toBe(1);
    const ill = evidenceOf([[0, 1, worst * 1.001]]);
    expect(ill.finding()).toMatchObject({ informative: 0, resolution: null, largestMultiple: 0, exceptionalShare: 1 });
    expect(evidenceOf([[0, 1, worst * 1.001]], { resolution: 1e-5 }).finding().informative).toBe(1);
  });

  it("are not those with nothing to compare, or with less than normal numbers can resolve", () => {
    expect(evidenceOf([[0, 0]]).finding().informative).toBe(0);
    // 2⁻¹⁰²² is more than 1e-6 of the one scale and less of the other.
    expect(evidenceOf([[0, 2 ** -1010]]).finding().informative).toBe(0);
    expect(evidenceOf([[0, 2 ** -1000]]).finding().informative).toBe(1);
  });

  it("do not have to be many to refute: an ill-conditioned instance can", () => {
    const evidence = evidenceOf([...times(500, [0, 1] as const), [1, 1, 1e12]]);
    expect(evidence.decision()).toBe("refuted");
    expect(evidence.finding()).toMatchObject({ informative: 500, exceptions: 1 });
  });

  it("show the worst of their resolutions and the largest multiple of all", () => {
    const finding = evidenceOf([
      [0, 1, 10],
      [2 * EPS * 1e3, 1, 1e3],
      [4 * EPS * 1e12, 1, 1e12],
    ]).finding();
    expect(finding).toMatchObject({ informative: 2, resolution: 8 * EPS * 1e3 });
    // Three products of two roundings each.
    expect(Math.abs((finding.largestMultiple as number) - 4)).toBeLessThan(4 * 8 * EPS);
  });
});

describe("support", () => {
  it.each([0.05, 0.2])("comes with as many instances as exclude exceptions on a share of %d", (exceptionalShare) => {
    const needed = trialsToExclude(exceptionalShare, alpha);
    const before = evidenceOf(times(needed - 1, [EPS, 1] as const), { exceptionalShare });
    expect(before.decision()).toBe("open");
    expect(before.finding().exceptionalShare).toBeGreaterThan(exceptionalShare);
    const after = evidenceOf(times(needed, [EPS, 1] as const), { exceptionalShare });
    expect(after.decision()).toBe("supported");
    expect(after.finding().exceptionalShare).toBeLessThanOrEqual(exceptionalShare);
  });

  it("never comes from instances that do not count", () => {
    expect(evidenceOf(times(5000, [0, 0] as const)).decision()).toBe("open");
    expect(evidenceOf(times(5000, [0, 1, 1e12] as const)).decision()).toBe("open");
  });

  it("is forecast from the share of the instances that count", () => {
    const needed = trialsToExclude(0.05, alpha);
    expect(evidenceOf([]).expectedUnits()).toBe(needed);
    expect(evidenceOf(times(10, [0, 1] as const)).expectedUnits()).toBe(needed);
    const half = Array.from({ length: 20 }, (_, i) => [0, i % 2] as const);
    expect(evidenceOf(half).expectedUnits()).toBe(2 * needed);
    expect(evidenceOf(times(5000, [0, 0] as const)).expectedUnits()).toBe(5000);
  });
});

it("finds nothing without instances", () => {
  expect(evidenceOf([]).finding()).toEqual({
    informative: 0,
    exceptions: 0,
    largestMultiple: null,
    worstReplicate: null,
    resolution: null,
    exceptionalShare: 1,
  });
  expect(evidenceOf([]).decision()).toBe("open");
});
