import erfc from "@stdlib/math-base-special-erfc";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logNormalUpperTail, normalQuantile, normalUpperQuantile } from "./normal.ts";
import { expectRelative, readGolden, refused } from "./testing/golden.ts";

const golden = readGolden<{
  readonly tails: readonly { readonly z: number; readonly upper: string }[];
  readonly quantiles: readonly { readonly p: number; readonly z: string }[];
}>("normal");

// As documented: 5e-15 + 4e-16·|log|, with the golden value's own rounding.
const allowed = (log: number): number => (20 + 2 * Math.abs(log)) * Number.EPSILON;

describe("log P(Z > z)", () => {
  it.each(golden.tails)("has the golden value at z = $z", ({ z, upper }) => {
    const exact = Number(upper);
    expect(Math.abs(logNormalUpperTail(z) - exact)).toBeLessThanOrEqual(allowed(exact));
    // Near 0 the logarithm is minus the other tail, and right relative to itself; subnormal numbers have fewer digits.
    if (exact < -1e-307 && exact > -0.5) {
      expectRelative(logNormalUpperTail(z), exact, allowed(Math.log(-exact)));
    }
  });

  it("agrees with another implementation of erfc where that is a double", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -8000, max: 36_000 }).map((n) => n / 1000),
        (z) => {
          const other = Math.log(0.5 * erfc(z / Math.SQRT2));
          // The other one rounds its argument, which moves the logarithm by z²·ε/2.
          expect(Math.abs(logNormalUpperTail(z) - other)).toBeLessThanOrEqual(
            2 * allowed(other) + z * z * Number.EPSILON,
          );
        },
      ),
    );
  });

  it("ends in −∞ and in 0, without NaN", () => {
    for (const z of [1e155, Number.MAX_VALUE, Number.POSITIVE_INFINITY]) {
      expect(logNormalUpperTail(z)).toBe(Number.NEGATIVE_INFINITY);
      expect(logNormalUpperTail(-z) + 0).toBe(0);
    }
    expectRelative(logNormalUpperTail(1.8e154), -0.5 * 1.8e154 * 1.8e154, 4 * Number.EPSILON);
  });

  it("refuses NaN", () => {
    expect(() => logNormalUpperTail(Number.NaN)).toThrow(refused("z"));
  });
});

describe("the quantile", () => {
  it.each(golden.quantiles)("has the golden value at p = $p", ({ p, z }) => {
    expectRelative(normalQuantile(p), Number(z), 20 * Number.EPSILON);
    if (p < 0.25) expectRelative(normalUpperQuantile(Math.log(p)), -Number(z), 20 * Number.EPSILON);
  });

  it("is 0 at ½ and odd about it", () => {
    expect(normalQuantile(0.5)).toBe(0);
    for (const p of [2 ** -50, 0.125, 0.3125, 0.5 - 2 ** -40]) expect(normalQuantile(p)).toBe(-normalQuantile(1 - p));
  });

  it("inverts the log tail, however small it is and however near 1", () => {
    for (const z of [-37, -8, -1, -0.5, 0.3, 0.6, 0.7, 2, 40, 1e4, 1e20, 1e150]) {
      expectRelative(normalUpperQuantile(logNormalUpperTail(z)), z, 40 * Number.EPSILON);
    }
    for (const logTail of [-1e-300, -1e-20, -0.1, -0.7, -1, -50, -1e5, -1e307, -1.7e308]) {
      const z = normalUpperQuantile(logTail);
      // The rounding of z moves the logarithm of the other tail by z²·ε.
      const slack = (40 + (z < 0 ? 2 * z * z : 0)) * Number.EPSILON;
      expectRelative(logNormalUpperTail(z), logTail, slack);
    }
  });

  it("rises with p, across its branches too", () => {
    const ps = [
      1e-300,
      1e-10,
      0.2,
      0.25 - 1e-12,
      0.25,
      0.25 + 1e-12,
      0.4999999999,
      0.5,
      0.5 + 1e-15,
      0.75,
      0.75 + 1e-12,
    ];
    for (let i = 1; i < ps.length; i += 1) expect(normalQuantile(ps[i])).toBeGreaterThan(normalQuantile(ps[i - 1]));
  });

  it("refuses what is no probability", () => {
    for (const p of [0, 1, -1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(refused("p"));
    for (const log of [0, 0.1, Number.NaN, Number.NEGATIVE_INFINITY]) {
      expect(() => normalUpperQuantile(log)).toThrow(refused("logTail"));
    }
  });
});
