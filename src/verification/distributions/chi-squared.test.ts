import { describe, expect, it } from "vitest";
import { chiSquaredQuantile, chiSquaredUpperQuantile, logChiSquaredTails } from "./chi-squared.ts";
import { logNormalUpperTail } from "./normal.ts";
import { allowedLogError, expectRelative, QUANTILE_ERROR, refused } from "./testing/golden.ts";

describe("the chi-squared law", () => {
  it("is the law of a squared normal variable at one degree of freedom", () => {
    for (const z of [0.01, 0.5, 1, 2, 6, 15, 37]) {
      const exact = Math.LN2 + logNormalUpperTail(z);
      // z² is rounded, which moves the logarithm by half of that.
      const slack = allowedLogError(exact) + 0.5 * z * z * Number.EPSILON;
      expect(Math.abs(logChiSquaredTails(z * z, 1).upper - exact)).toBeLessThanOrEqual(slack);
    }
  });

  it("is exponential with mean 2 at two", () => {
    for (const x of [0.1, 2, 100, 1300]) {
      expect(Math.abs(logChiSquaredTails(x, 2).upper + x / 2)).toBeLessThanOrEqual(allowedLogError(x / 2));
      expectRelative(chiSquaredUpperQuantile(-x / 2, 2), x, QUANTILE_ERROR);
    }
    expectRelative(chiSquaredQuantile(0.75, 2), 4 * Math.LN2, QUANTILE_ERROR);
  });

  it("has the quantiles that 40-digit mpmath gives", () => {
    expectRelative(chiSquaredQuantile(0.95, 1), 3.841458820694124, QUANTILE_ERROR);
    expectRelative(chiSquaredQuantile(0.95, 10), 18.30703805327514, QUANTILE_ERROR);
    expectRelative(chiSquaredQuantile(0.01, 100), 70.0648949253998, QUANTILE_ERROR);
  });

  it("names the field of bad input", () => {
    expect(() => logChiSquaredTails(-1, 3)).toThrow(refused("x"));
    expect(() => logChiSquaredTails(Number.NaN, 3)).toThrow(refused("x"));
    for (const df of [0, 0.9, Number.NaN, 1e9]) {
      expect(() => logChiSquaredTails(1, df)).toThrow(refused("df"));
      expect(() => chiSquaredQuantile(0.5, df)).toThrow(refused("df"));
      expect(() => chiSquaredUpperQuantile(-1, df)).toThrow(refused("df"));
    }
    expect(() => chiSquaredQuantile(1, 3)).toThrow(refused("p"));
    expect(() => chiSquaredUpperQuantile(0, 3)).toThrow(refused("logTail"));
  });
});
