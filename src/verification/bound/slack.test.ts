import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slackOf, tightestRefuted } from "./slack.ts";

const sorted = (...values: readonly number[]): Float64Array => Float64Array.from(values).sort();

describe("quantiles of the slack", () => {
  const hundred = Float64Array.from({ length: 100 }, (_, i) => (i + 1) / 100);

  it("are order statistics", () => {
    expect(slackOf(hundred, "at-most", 0.05)).toEqual({ smallest: 0.01, median: 0.5, atFailureRate: 0.95, largest: 1 });
    expect(slackOf(hundred, "at-least", 0.05)).toEqual({
      smallest: 0.01,
      median: 0.5,
      atFailureRate: 0.05,
      largest: 1,
    });
  });

  it("end with the sample where the bound is to hold always", () => {
    expect(slackOf(hundred, "at-most", 0)?.atFailureRate).toBe(1);
    expect(slackOf(hundred, "at-least", 0)?.atFailureRate).toBe(0.01);
  });

  it("leave at most the share δ of the sample beyond them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 99 }), (count, percent) => {
        const ratios = Float64Array.from({ length: count }, (_, i) => i);
        const above = slackOf(ratios, "at-most", percent / 100)?.atFailureRate as number;
        expect(100 * ratios.filter((ratio) => ratio > above).length).toBeLessThanOrEqual(percent * count);
        if (above > 0) expect(100 * (count - above)).toBeGreaterThan(percent * count);
        const below = slackOf(ratios, "at-least", percent / 100)?.atFailureRate as number;
        expect(100 * (below + 1)).toBeGreaterThanOrEqual(percent * count);
        expect(100 * below).toBeLessThan(percent * count);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("are one number of one ratio, and none of none", () => {
    expect(slackOf(sorted(0.3), "at-most", 0.1)).toEqual({
      smallest: 0.3,
      median: 0.3,
      atFailureRate: 0.3,
      largest: 0.3,
    });
    expect(slackOf(sorted(), "at-most", 0.1)).toBeNull();
  });
});

describe("the tightest factor that is refuted", () => {
  const fewest = (k: number) => (violations: number) => violations >= k;

  it("is the k-th ratio from the end that is to be exceeded", () => {
    const ratios = sorted(0.1, 0.2, 0.3, 0.4, 0.5);
    expect(tightestRefuted(ratios, "at-most", fewest(1))).toBe(0.5);
    expect(tightestRefuted(ratios, "at-most", fewest(2))).toBe(0.4);
    expect(tightestRefuted(ratios, "at-most", fewest(5))).toBe(0.1);
    expect(tightestRefuted(ratios, "at-least", fewest(1))).toBe(0.1);
    expect(tightestRefuted(ratios, "at-least", fewest(4))).toBe(0.4);
  });

  it("is where refutation by counting begins and ends", () => {
    const ratio = fc.integer({ min: -8, max: 40 }).map((i) => i / 8);
    fc.assert(
      fc.property(
        fc.array(ratio, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 45 }),
        fc.constantFrom("at-most" as const, "at-least" as const),
        fc.integer({ min: 1, max: 1000 }).map((i) => i / 100),
        (ratios, k, direction, factor) => {
          const found = tightestRefuted(sorted(...ratios), direction, fewest(k));
          const violations = ratios.filter((r) => (direction === "at-most" ? r > factor : r < factor)).length;
          const isRefuted = violations >= k;
          if (found === null) expect(isRefuted).toBe(false);
          else expect(isRefuted).toBe(direction === "at-most" ? factor < found : factor > found);
        },
      ),
      { seed: 2, numRuns: 2000 },
    );
  });

  it("is none where no number of violations refutes, no factor above 0 does, or no ratio is needed", () => {
    expect(tightestRefuted(sorted(1, 2), "at-most", fewest(3))).toBeNull();
    expect(tightestRefuted(sorted(-1, -2, 3), "at-most", fewest(2))).toBeNull();
    expect(tightestRefuted(sorted(1, 2), "at-most", () => true)).toBeNull();
    expect(tightestRefuted(sorted(), "at-most", () => true)).toBeNull();
  });

  it("is 0 where every factor of a bound below is refuted", () => {
    expect(tightestRefuted(sorted(-1, 2), "at-least", fewest(1))).toBe(0);
  });
});
