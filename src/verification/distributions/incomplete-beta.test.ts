import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaQuantile, logIncompleteBeta, logIncompleteBetaRatio } from "./incomplete-beta.ts";
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
  readonly b: number;
  readonly lower: string;
  readonly upper: string;
}

const golden = readGolden<Row[]>("beta");

const shapes = fc.integer({ min: -300, max: 7900 }).map((exponent) => 10 ** (exponent / 1000));

describe("golden values", () => {
  it("cover tails to 1e-300 on both sides, at shapes from ½ to 1e8", () => {
    for (const side of ["lower", "upper"] as const) {
      for (const row of ["a", "b"] as const) {
        const large = golden.filter((entry) => entry[row] >= 1e7 && Number(entry[side]) > -700);
        expect(large.length).toBeGreaterThan(50);
        expect(Math.min(...large.map((entry) => Number(entry[side])))).toBeLessThan(-688);
      }
      expect(golden.filter(({ a, b }) => Math.min(a, b) < 1).length).toBeGreaterThan(50);
    }
  });

  it("are met by both tails", () => {
    for (const row of golden) expectLogTails(logIncompleteBeta(row.x, row.a, row.b), row);
  });

  it("are met by the ratios to the density, once it is multiplied back", () => {
    for (const { x, a, b, lower, upper } of golden) {
      const ratio = logIncompleteBetaRatio(x, a, b);
      const tails = logIncompleteBeta(x, a, b);
      // The kernel drops out of the difference.
      const slack = allowedLogError(Math.min(Number(lower), Number(upper))) * 2;
      expect(Math.abs(ratio.lower - ratio.upper - (tails.lower - tails.upper))).toBeLessThanOrEqual(slack);
    }
  });

  it("are found again by the quantile, from either tail", () => {
    let inverted = 0;
    for (const { x, a, b, lower, upper } of golden) {
      if (isInvertible(Number(lower))) {
        expectRelative(betaQuantile(Math.exp(Number(lower)), a, b), x, QUANTILE_ERROR);
        inverted += 1;
      }
      // 1 − x is exact only for x ≥ ½.
      if (isInvertible(Number(upper)) && x >= 0.5) {
        expectRelative(betaQuantile(Math.exp(Number(upper)), b, a), 1 - x, QUANTILE_ERROR);
        inverted += 1;
      }
    }
    expect(inverted).toBeGreaterThan(400);
  });
});

describe("the ratio to the density", () => {
  it("keeps its digits where tail and density are far below the smallest double", () => {
    // For x → 0 the ratio tends to 1/a, next 1 + x·(a + b)/(a + 1).
    for (const a of [0.5, 3, 1e4, 1e7]) {
      const { lower } = logIncompleteBetaRatio(1e-200, a, 100);
      expect(Math.abs(lower + Math.log(a))).toBeLessThanOrEqual(allowedLogError(lower));
    }
    // B·I_x/(x(1 − x)^b) = (1 − (1 − x)^b)/(b·x·(1 − x)^b) at a = 1; its mirror image is 1/(b·x).
    const b = 1e7;
    const x = 0.9;
    expect(Math.abs(logIncompleteBetaRatio(x, 1, b).upper + Math.log(b * x))).toBeLessThanOrEqual(allowedLogError(20));
    const exact = -b * Math.log1p(-x) - Math.log(b * x);
    expectRelative(logIncompleteBetaRatio(x, 1, b).lower, exact, 5 * Number.EPSILON);
  });
});

describe("closed forms", () => {
  it("is 1 − (1 − x)ᵇ at a = 1, and xᵃ at b = 1", () => {
    for (const power of [0.5, 1, 2, 37, 1e4, 1e8]) {
      for (const x of [1e-300, 1e-9, 0.2, 0.5, 0.97, 1 - 1e-10]) {
        const { lower, upper } = logIncompleteBeta(x, 1, power);
        const exact = power * Math.log1p(-x);
        expect(Math.abs(upper - exact)).toBeLessThanOrEqual(allowedLogError(exact));
        if (exact < -1e-290) expectRelative(Math.exp(lower), -Math.expm1(exact), allowedLogError(700));
        const second = power * Math.log(x);
        expect(Math.abs(logIncompleteBeta(x, power, 1).lower - second)).toBeLessThanOrEqual(allowedLogError(second));
      }
    }
  });

  it("has a quantile from p near 1 that uses all of 1 − p", () => {
    for (const power of [0.5, 3, 1e6]) {
      for (const logQ of [-2, -20, -52]) {
        const q = 2 ** logQ;
        expectRelative(betaQuantile(1 - q, 1, power), -Math.expm1(Math.log(q) / power), QUANTILE_ERROR);
      }
    }
  });

  it("is the arcsine law at a = b = ½", () => {
    for (const x of [1e-250, 1e-8, 0.3, 0.5, 0.8]) {
      const exact = Math.log((2 / Math.PI) * Math.asin(Math.sqrt(x)));
      expect(Math.abs(logIncompleteBeta(x, 0.5, 0.5).lower - exact)).toBeLessThanOrEqual(allowedLogError(exact));
    }
  });

  it("is the whole and nothing at the ends", () => {
    expect(logIncompleteBeta(0, 2, 3)).toEqual({ lower: Number.NEGATIVE_INFINITY, upper: 0 });
    expect(logIncompleteBeta(1, 2, 3)).toEqual({ lower: 0, upper: Number.NEGATIVE_INFINITY });
  });

  it("is one half at x = ½ for equal shapes, to the last digits", () => {
    for (const a of [0.5, 0.75, 10, 1e4, 1e8]) {
      expect(Math.abs(logIncompleteBeta(0.5, a, a).lower + Math.LN2)).toBeLessThanOrEqual(allowedLogError(0));
    }
  });
});

describe("properties", () => {
  const points = fc.integer({ min: 1, max: 2 ** 30 - 1 }).map((n) => n / 2 ** 30);

  it("sums to 1, and is the same seen from the other end", () => {
    fc.assert(
      fc.property(points, shapes, shapes, (x, a, b) => {
        const { lower, upper } = logIncompleteBeta(x, a, b);
        expect(Math.abs(Math.exp(lower) + Math.exp(upper) - 1)).toBeLessThanOrEqual(4 * Number.EPSILON);
        // 1 − x is exact for these x.
        const mirrored = logIncompleteBeta(1 - x, b, a);
        expect(Math.abs(mirrored.upper - lower)).toBeLessThanOrEqual(2 * allowedLogError(lower));
        expect(Math.abs(mirrored.lower - upper)).toBeLessThanOrEqual(2 * allowedLogError(upper));
      }),
      { numRuns: 500 },
    );
  });

  it("satisfies the recurrence I_x(a, b) = x·I_x(a − 1, b) + (1 − x)·I_x(a, b − 1)", () => {
    // DLMF 8.17.12; both terms on the right are positive.
    fc.assert(
      fc.property(points, shapes, shapes, (x, a, b) => {
        fc.pre(a > 1.5 && b > 1.5);
        const tail = logIncompleteBeta(x, a, b).lower;
        const first = Math.log(x) + logIncompleteBeta(x, a - 1, b).lower - tail;
        const second = Math.log1p(-x) + logIncompleteBeta(x, a, b - 1).lower - tail;
        // The shapes less 1 are rounded, by half an ulp; d log I/da is at most about log(1/x) + √(−2·log I/a) there.
        const rounding = Number.EPSILON * (a + b) * (1 - Math.log(x) - Math.log1p(-x));
        const slack = 3 * allowedLogError(tail) + rounding;
        fc.pre(slack < 1e-3);
        expect(Math.abs(Math.exp(first) + Math.exp(second) - 1)).toBeLessThanOrEqual(slack);
      }),
      { numRuns: 500 },
    );
  });

  it("gives a quantile whose tail is p again, and that rises with p", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -690_000, max: -1 }).map((n) => n / 1000),
        shapes,
        shapes,
        (logP, a, b) => {
          const p = Math.exp(logP);
          const x = betaQuantile(p, a, b);
          fc.pre(x > 1e-300 && x < 0.9);
          const { lower, upper } = logIncompleteBeta(x, a, b);
          // x is rounded by |log-odds|·ε; the tail's logarithm moves by its slope in log x, below a + b·x/(1 − x).
          const slack = Number.EPSILON * (4 + Math.abs(Math.log(x))) * (a + (b * x) / (1 - x));
          expect(Math.abs(lower - Math.log(p))).toBeLessThanOrEqual(allowedLogError(lower) + slack / Math.exp(upper));
          expect(betaQuantile(p / 2, a, b)).toBeLessThan(x);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("underflows gracefully", () => {
    // I_x(½, b) ∝ √x for small x.
    expect(betaQuantile(1e-300, 0.5, 0.5)).toBe(0);
    const x = betaQuantile(1e-155, 0.5, 0.5);
    expectRelative(x, ((Math.PI / 2) * 1e-155) ** 2, 1e-12);
    const subnormal = betaQuantile(1e-160, 0.5, 0.5);
    expect(subnormal).toBeGreaterThan(0);
    expect(Math.abs(subnormal - (Math.PI / 2) ** 2 * 1e-320)).toBeLessThanOrEqual(2 * Number.MIN_VALUE);
  });
});

describe("bad input", () => {
  it.each([
    [Number.NaN, 1, 1, "x"],
    [-1e-9, 1, 1, "x"],
    [1.1, 1, 1, "x"],
    [0.5, 0, 1, "a"],
    [0.5, -1, 1, "a"],
    [0.5, Number.NaN, 1, "a"],
    [0.5, Number.POSITIVE_INFINITY, 1, "a"],
    [0.5, 1, 0.49, "b"],
    [0.5, 1, 2e8, "b"],
  ])("names the field at (%f, %f, %f)", (x, a, b, field) => {
    expect(() => logIncompleteBeta(x, a, b)).toThrow(refused(field));
    expect(() => logIncompleteBetaRatio(x, a, b)).toThrow(refused(field));
    if (field !== "x") expect(() => betaQuantile(x, a, b)).toThrow(refused(field));
  });

  it.each([0, 1, -0.1, 2, Number.NaN])("refuses the probability %f", (p) => {
    expect(() => betaQuantile(p, 1, 1)).toThrow(refused("p"));
  });

  it("refuses a ratio at the ends, where the density is 0", () => {
    expect(() => logIncompleteBetaRatio(0, 2, 2)).toThrow(refused("x"));
    expect(() => logIncompleteBetaRatio(1, 2, 2)).toThrow(refused("x"));
  });
});
