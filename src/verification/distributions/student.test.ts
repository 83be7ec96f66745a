import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logNormalUpperTail, normalQuantile } from "./normal.ts";
import { logStudentUpperTail, studentQuantile, studentUpperQuantile } from "./student.ts";
import { allowedLogError, expectLog, expectRelative, QUANTILE_ERROR, readGolden, refused } from "./testing/golden.ts";

interface Tail {
  readonly t: number;
  readonly df: number;
  readonly upper: string;
}

interface Quantile {
  readonly p: number;
  readonly df: number;
  readonly t: string;
}

const golden = readGolden<{ readonly tails: readonly Tail[]; readonly quantiles: readonly Quantile[] }>("student");

describe("golden values", () => {
  it("reach tails of 1e-298 for 1 to 1e8 degrees of freedom", () => {
    for (const degrees of [1, 29, 1e8]) {
      const logs = golden.tails.filter(({ df }) => df === degrees).map(({ upper }) => Number(upper));
      expect(Math.min(...logs)).toBeLessThan(-688);
    }
  });

  it("are met by the tail on either side", () => {
    for (const { t, df, upper } of golden.tails) {
      expectLog(logStudentUpperTail(t, df), upper);
      const exact = Number(upper);
      // log(1 − tail), whose relative error near 0 is that of the tail.
      const other = Math.log1p(-Math.exp(exact));
      expectRelative(logStudentUpperTail(-t, df), other, 2 * allowedLogError(exact));
    }
  });

  it("are found again by the quantile from the log tail", () => {
    for (const { t, df, upper } of golden.tails) {
      // Below, the rounding of the logarithm is that of t.
      if (t > 0.1) expectRelative(studentUpperQuantile(Number(upper), df), t, QUANTILE_ERROR);
    }
  });

  it("are met by the quantile of p, near the median too", () => {
    for (const { p, df, t } of golden.quantiles) expectRelative(studentQuantile(p, df), Number(t), QUANTILE_ERROR);
  });
});

describe("closed forms and limits", () => {
  it("is the Cauchy law at one degree of freedom", () => {
    for (const t of [1e-9, 0.5, 3, 1e6, 1e100, 1e200, 1e307]) {
      const exact = Math.log(Math.atan(1 / t) / Math.PI);
      expect(Math.abs(logStudentUpperTail(t, 1) - exact)).toBeLessThanOrEqual(allowedLogError(exact));
    }
    expectRelative(studentQuantile(0.75, 1), 1, QUANTILE_ERROR);
  });

  it("has P(T > t) = 1/(√(2 + t²)·(√(2 + t²) + t)) at two", () => {
    for (const t of [0, 0.5, 3, 1e6, 1e150]) {
      const root = Math.hypot(Math.SQRT2, t);
      const exact = -Math.log(root) - Math.log(root + t);
      expect(Math.abs(logStudentUpperTail(t, 2) - exact)).toBeLessThanOrEqual(allowedLogError(exact));
    }
  });

  it("tends to the normal law as 1/df, with the known first term", () => {
    // log P(T > t) − log P(Z > t) = (t³ + t)/(4 df)·density/tail + O(1/df²) (Abramowitz and Stegun 26.7.8 for the quantile).
    for (const t of [0.5, 2, 6]) {
      const normal = logNormalUpperTail(t);
      const mills = Math.exp(-0.5 * t * t - 0.5 * Math.log(2 * Math.PI) - normal);
      for (const df of [1e5, 1e6, 1e7, 1e8, 2e8]) {
        const first = ((t ** 3 + t) / (4 * df)) * mills;
        const difference = logStudentUpperTail(t, df) - normal;
        expect(Math.abs(difference - first)).toBeLessThanOrEqual(
          first * ((1 + t ** 4) / df) + 2 * allowedLogError(normal),
        );
      }
    }
    expectRelative(studentQuantile(1e-6, 2e8), normalQuantile(1e-6), 1e-7);
  });

  it("ends in −∞ and in 0", () => {
    expect(logStudentUpperTail(Number.POSITIVE_INFINITY, 3)).toBe(Number.NEGATIVE_INFINITY);
    expect(logStudentUpperTail(Number.NEGATIVE_INFINITY, 3)).toBe(0);
    expect(studentUpperQuantile(-1e6, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(studentQuantile(0.5, 3)).toBe(0);
  });
});

describe("properties", () => {
  const degrees = fc.integer({ min: 0, max: 8000 }).map((exponent) => 10 ** (exponent / 1000));

  it("falls with t, and with df from t = 1 on", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 3000 }), degrees, (hundredths, df) => {
        const t = hundredths / 100;
        const log = logStudentUpperTail(t, df);
        expect(logStudentUpperTail(t * 1.001, df)).toBeLessThan(log);
        expect(logStudentUpperTail(t, df * 2)).toBeLessThanOrEqual(log + allowedLogError(log));
      }),
    );
  });

  it("gives a quantile whose tail is the given one again, on both sides of the median", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -600_000, max: -1 }).map((n) => n / 1000),
        degrees,
        (logTail, df) => {
          const t = studentUpperQuantile(logTail, df);
          // The rounding of t = √df·sinh θ is |θ|·ε, and the logarithm moves by at most df·min(1, t²/df) + 1 times it.
          const theta = Math.asinh(Math.abs(t) / Math.sqrt(df));
          const slack = Number.EPSILON * (4 + theta) * (1 + Math.min(df, t * t));
          expect(Math.abs(logStudentUpperTail(t, df) - logTail)).toBeLessThanOrEqual(allowedLogError(logTail) + slack);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is odd in p about ½", () => {
    for (const p of [2 ** -40, 0.25, 0.375]) expect(studentQuantile(p, 5)).toBe(-studentQuantile(1 - p, 5));
  });
});

describe("bad input", () => {
  it("names the field", () => {
    expect(() => logStudentUpperTail(Number.NaN, 3)).toThrow(refused("t"));
    for (const df of [0, 0.5, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => logStudentUpperTail(1, df)).toThrow(refused("df"));
      expect(() => studentQuantile(0.1, df)).toThrow(refused("df"));
      expect(() => studentUpperQuantile(-1, df)).toThrow(refused("df"));
    }
    for (const p of [0, 1, Number.NaN]) expect(() => studentQuantile(p, 3)).toThrow(refused("p"));
    for (const log of [0, Number.NaN, Number.NEGATIVE_INFINITY]) {
      expect(() => studentUpperQuantile(log, 3)).toThrow(refused("logTail"));
    }
  });
});
