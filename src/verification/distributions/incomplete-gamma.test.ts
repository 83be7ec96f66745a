import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gammaQuantile, gammaUpperQuantile, logIncompleteGamma } from "./incomplete-gamma.ts";
import {
  allowedLogError,
  expectLogTails,
  expectRelative,
  isInvertible,
  QUANTILE_ERROR,
  readGolden,
  refused,
} from "./testing/golden.ts";

interface Row {
  readonly x: number;
  readonly a: number;
  readonly lower: string;
  readonly upper: string;
}

const golden = readGolden<Row[]>("gamma");

describe("golden values", () => {
  it("cover tails to 1e-298 on both sides, for shapes from ½ to 1e8", () => {
    for (const side of ["lower", "upper"] as const) {
      for (const shape of [0.5, 30, 1e8]) {
        const logs = golden.filter(({ a }) => a === shape).map((row) => Number(row[side]));
        const deepest = shape === 0.5 && side === "lower" ? -340 : -688;
        expect(Math.min(...logs)).toBeLessThan(deepest);
      }
    }
  });

  it("are met by both tails", () => {
    for (const row of golden) expectLogTails(logIncompleteGamma(row.x, row.a), row);
  });

  it("are found again by the quantiles", () => {
    for (const { x, a, lower, upper } of golden) {
      if (isInvertible(Number(lower))) {
        expectRelative(gammaQuantile(Math.exp(Number(lower)), a), x, QUANTILE_ERROR);
      }
      if (Number(upper) < -1e-300) expectRelative(gammaUpperQuantile(Number(upper), a), x, QUANTILE_ERROR);
    }
  });
});

describe("closed forms and ends", () => {
  it("is exponential at a = 1", () => {
    for (const x of [1e-300, 1e-5, 0.5, 1, 2, 50, 700, 1e9, 1e200, 1e290]) {
      const { lower, upper } = logIncompleteGamma(x, 1);
      expect(Math.abs(upper + x)).toBeLessThanOrEqual(allowedLogError(x));
      expectRelative(Math.exp(lower), -Math.expm1(-x), allowedLogError(700));
      expectRelative(gammaUpperQuantile(-x, 1), x, QUANTILE_ERROR);
    }
  });

  it("is the whole and nothing at the ends", () => {
    expect(logIncompleteGamma(0, 3)).toEqual({ lower: Number.NEGATIVE_INFINITY, upper: 0 });
    for (const x of [1e301, Number.MAX_VALUE, Number.POSITIVE_INFINITY]) {
      expect(logIncompleteGamma(x, 3)).toEqual({ lower: 0, upper: Number.NEGATIVE_INFINITY });
    }
  });

  it("underflows gracefully", () => {
    // P(½, x) = erf(√x) ∝ √x.
    expect(gammaQuantile(1e-300, 0.5)).toBe(0);
    expectRelative(gammaQuantile(1e-150, 0.5), (Math.PI / 4) * 1e-300, 1e-12);
  });
});

describe("properties", () => {
  const shapes = fc.integer({ min: -300, max: 7900 }).map((exponent) => 10 ** (exponent / 1000));
  const deviations = fc.integer({ min: -3000, max: 3000 }).map((n) => n / 100);

  it("sums to 1 and is the Poisson sum for integer shapes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), deviations, (a, deviation) => {
        const x = a * Math.exp(deviation / Math.sqrt(a) / 4);
        const { lower, upper } = logIncompleteGamma(x, a);
        expect(Math.abs(Math.exp(lower) + Math.exp(upper) - 1)).toBeLessThanOrEqual(4 * Number.EPSILON);
        // Q(a, x) = e^(−x)·Σ x^k/k!, k < a: a sum of positive terms (DLMF 8.4.10).
        let term = 1;
        let sum = 1;
        for (let k = 1; k < a; k += 1) {
          term *= x / k;
          sum += term;
        }
        fc.pre(Number.isFinite(sum));
        const exact = Math.log(sum) - x;
        const rounding = Number.EPSILON * (2 * a + x + Math.abs(Math.log(sum)));
        expect(Math.abs(upper - exact)).toBeLessThanOrEqual(allowedLogError(exact) + rounding);
      }),
      { numRuns: 300 },
    );
  });

  it("gives a quantile whose tail is the given one again", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5_000_000, max: -1 }).map((n) => n / 1000),
        shapes,
        (logTail, a) => {
          const x = gammaUpperQuantile(logTail, a);
          const { upper } = logIncompleteGamma(x, a);
          // x is rounded by |log x|·ε; the tail's logarithm moves by its slope in log x, at most x for the upper tail.
          const slack = Number.EPSILON * (4 + Math.abs(Math.log(x))) * x;
          expect(Math.abs(upper - logTail)).toBeLessThanOrEqual(allowedLogError(logTail) + slack);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("bad input", () => {
  it.each([
    [Number.NaN, 1, "x"],
    [-1, 1, "x"],
    [1, 0, "a"],
    [1, -2, "a"],
    [1, Number.NaN, "a"],
    [1, 1e9, "a"],
  ])("names the field at (%f, %f)", (x, a, field) => {
    expect(() => logIncompleteGamma(x, a)).toThrow(refused(field));
    if (field !== "a") return;
    expect(() => gammaQuantile(0.5, a)).toThrow(refused("a"));
    expect(() => gammaUpperQuantile(-1, a)).toThrow(refused("a"));
  });

  it("refuses what is no probability", () => {
    for (const p of [0, 1, Number.NaN]) expect(() => gammaQuantile(p, 1)).toThrow(refused("p"));
    for (const log of [0, 1, Number.NaN, -1e300, Number.NEGATIVE_INFINITY]) {
      expect(() => gammaUpperQuantile(log, 1)).toThrow(refused("logTail"));
    }
  });
});
