import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logIncompleteBeta } from "../distributions/incomplete-beta.ts";
import {
  failureRateEnds,
  failureRateInterval,
  logEvidenceAgainstAtLeast,
  logEvidenceAgainstAtMost,
} from "./bernoulli.ts";

// One unit is a rounding error of 2⁻⁵².
const EPS = Number.EPSILON;

// Half of them with few failures.
const trialsAndFailures = fc
  .tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 1000 }), fc.boolean())
  .map(([trials, share, few]) => ({ trials, failures: Math.round((share / 1000) ** (few ? 4 : 1) * trials) }));

// Half of the rates near 0, where claims declare theirs.
const rates = fc.oneof(
  fc.integer({ min: 1, max: 9999 }).map((n) => n / 10_000),
  fc.integer({ min: -6000, max: -300 }).map((exponent) => 10 ** (exponent / 1000)),
);

const sides = [
  { name: "against at least", evidence: logEvidenceAgainstAtLeast, sign: 1 },
  { name: "against at most", evidence: logEvidenceAgainstAtMost, sign: -1 },
];

describe("values", () => {
  it("refutes a rate of .05 at level .01 after 126 trials without failure, not after 125", () => {
    expect(logEvidenceAgainstAtLeast(0, 125, 0.05)).toBeLessThan(Math.log(100));
    expect(logEvidenceAgainstAtLeast(0, 126, 0.05)).toBeGreaterThanOrEqual(Math.log(100));
    expect(logEvidenceAgainstAtMost(125, 125, 0.95)).toBeLessThan(Math.log(100));
    expect(logEvidenceAgainstAtMost(126, 126, 0.95)).toBeGreaterThanOrEqual(Math.log(100));
  });

  it("has the closed form of trials without failure", () => {
    // ∫₀^d (1 − q)^t dq = (1 − (1 − d)^(t+1))/(t + 1).
    for (const trials of [0, 1, 7, 126, 5000, 1e6, 99_999_999]) {
      for (const rate of [1e-6, 0.001, 0.05, 0.5, 0.9]) {
        const likelihood = trials * Math.log1p(-rate);
        const integral = -Math.expm1((trials + 1) * Math.log1p(-rate)) / (rate * (trials + 1));
        const exact = Math.log(integral) - likelihood;
        const slack = 200 * EPS + 10 * EPS * Math.abs(likelihood);
        expect(Math.abs(logEvidenceAgainstAtLeast(0, trials, rate) - exact)).toBeLessThanOrEqual(slack);
      }
    }
  });

  it("is the average likelihood ratio over the rates on the other side, done by brute force", () => {
    // Midpoint rule with 20000 nodes on smooth integrands of scale 1/√t > .05: relative error below 1e-5.
    const likelihood = (p: number): number => p ** 7 * (1 - p) ** 33;
    for (const rate of [0.1, 0.175, 0.3, 0.6]) {
      for (const [low, high, evidence] of [
        [0, rate, logEvidenceAgainstAtLeast],
        [rate, 1, logEvidenceAgainstAtMost],
      ] as const) {
        let sum = 0;
        for (let i = 0; i < 20000; i += 1) sum += likelihood(low + ((high - low) * (i + 0.5)) / 20000) / 20000;
        expect(Math.exp(evidence(7, 40, rate)) / (sum / likelihood(rate))).toBeCloseTo(1, 5);
      }
    }
  });

  it("is the same seen from the successes", () => {
    fc.assert(
      fc.property(trialsAndFailures, fc.integer({ min: 1, max: 1023 }), ({ trials, failures }, numerator) => {
        // A rate whose complement is exact.
        const rate = numerator / 1024;
        const slack = 1e-12 * (1 + trials);
        const mirrored = logEvidenceAgainstAtMost(trials - failures, trials, 1 - rate);
        expect(Math.abs(logEvidenceAgainstAtLeast(failures, trials, rate) - mirrored)).toBeLessThanOrEqual(slack);
      }),
    );
  });

  it("is no evidence where the rate is on the observed side, and never NaN", () => {
    fc.assert(
      fc.property(trialsAndFailures, rates, ({ trials, failures }, rate) => {
        for (const { evidence, sign } of sides) {
          const log = evidence(failures, trials, rate);
          expect(Number.isFinite(log)).toBe(true);
          if (sign * (failures - rate * trials) >= 0) expect(log).toBeLessThanOrEqual(200 * EPS);
        }
      }),
    );
  });
});

describe.each(sides)("the evidence $name", ({ evidence, sign }) => {
  it("keeps its value on average over one trial at the rate itself, and does not gain beyond", () => {
    fc.assert(
      fc.property(
        trialsAndFailures,
        rates,
        fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000),
        ({ trials, failures }, rate, share) => {
          const now = evidence(failures, trials, rate);
          const failed = Math.exp(evidence(failures + 1, trials + 1, rate) - now);
          const passed = Math.exp(evidence(failures, trials + 1, rate) - now);
          // Rounding of the logarithms: 1e-13 + 5 ε times the deviance, at most t·log(1/d).
          const slack = 1e-12 + 20 * EPS * trials * -Math.log(Math.min(rate, 1 - rate));
          expect(Math.abs(rate * failed + (1 - rate) * passed - 1)).toBeLessThanOrEqual(slack);
          const beyond = sign > 0 ? rate + share * (1 - rate) : rate * share;
          expect(beyond * failed + (1 - beyond) * passed).toBeLessThanOrEqual(1 + slack);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("gains on average on the other side, where it has power", () => {
    expect(0.01 * Math.exp(evidence(1, 1, 0.05)) + 0.99 * Math.exp(evidence(0, 1, 0.05)) > 1).toBe(sign > 0);
    expect(0.2 * Math.exp(evidence(1, 1, 0.05)) + 0.8 * Math.exp(evidence(0, 1, 0.05)) > 1).toBe(sign < 0);
  });

  it("moves one way with the number of failures", () => {
    fc.assert(
      fc.property(trialsAndFailures, rates, ({ trials, failures }, rate) => {
        fc.pre(failures < trials);
        const more = evidence(failures + 1, trials, rate);
        expect(sign * (evidence(failures, trials, rate) - more)).toBeGreaterThan(0);
      }),
    );
  });
});

/**
 * The probability that `rejects` ever holds in the first `horizon` trials at failure rate `p`, exactly: dynamic programming over
 * (t, S) where a path ends at its first rejection.
 */
function everRejected(
  p: number,
  horizon: number,
  rejectedFailures: (trials: number) => { upTo: number; from: number },
): number {
  let mass = [1];
  let rejected = 0;
  for (let trials = 1; trials <= horizon; trials += 1) {
    const next = new Array<number>(trials + 1).fill(0);
    for (let failures = 0; failures < trials; failures += 1) {
      next[failures] += (1 - p) * mass[failures];
      next[failures + 1] += p * mass[failures];
    }
    const { upTo, from } = rejectedFailures(trials);
    for (let failures = 0; failures <= trials; failures += 1) {
      if (failures > upTo && failures < from) continue;
      rejected += next[failures];
      next[failures] = 0;
    }
    mass = next;
  }
  return rejected;
}

/**
 * The largest S that `rejects` at each t, −1 where there is none, for a test that rejects small S. More trials may only
 * lower the bar: the boundary is followed, as evaluating every (t, S) would take minutes.
 */
function lowerBoundary(rejects: (failures: number, trials: number) => boolean): (trials: number) => number {
  let boundary = -1;
  return (trials) => {
    while (boundary + 1 <= trials && rejects(boundary + 1, trials)) boundary += 1;
    return boundary;
  };
}

/** The smallest S that `rejects` at each t, t + 1 where there is none, for a test that rejects large S. */
function upperBoundary(rejects: (failures: number, trials: number) => boolean): (trials: number) => number {
  const passes = lowerBoundary((passed, trials) => rejects(trials - passed, trials));
  return (trials) => trials - passes(trials);
}

const never = { upTo: -1, from: Number.POSITIVE_INFINITY };

describe("error probability under peeking after every trial", () => {
  const cases = [0.5, 0.05, 0.01].flatMap((rate) => [0.05, 0.001].map((alpha) => ({ rate, alpha, horizon: 2000 })));

  it.each(cases)("is at most $alpha at the rate $rate, on either side", ({ rate, alpha, horizon }) => {
    const log = -Math.log(alpha);
    const below = lowerBoundary((failures, trials) => logEvidenceAgainstAtLeast(failures, trials, rate) >= log);
    const above = upperBoundary((failures, trials) => logEvidenceAgainstAtMost(failures, trials, rate) >= log);
    const tooFew = everRejected(rate, horizon, (trials) => ({ ...never, upTo: below(trials) }));
    const tooMany = everRejected(rate, horizon, (trials) => ({ ...never, from: above(trials) }));
    for (const probability of [tooFew, tooMany]) {
      expect(probability).toBeLessThanOrEqual(alpha);
      // Nor is it idle: what is spent within this horizon is of the order of α.
      expect(probability).toBeGreaterThan(alpha / 20);
    }
  });

  it("is smaller still inside the hypothesis", () => {
    const below = lowerBoundary(
      (failures, trials) => logEvidenceAgainstAtLeast(failures, trials, 0.05) >= Math.log(20),
    );
    const inside = everRejected(0.06, 1000, (trials) => ({ ...never, upTo: below(trials) }));
    expect(inside).toBeLessThan(0.05 / 2);
  });

  it("is at most α for the interval, both sides together", () => {
    const alpha = 0.05;
    const log = Math.log(2 / alpha);
    for (const rate of [0.5, 0.05]) {
      const below = lowerBoundary((failures, trials) => logEvidenceAgainstAtLeast(failures, trials, rate) >= log);
      const above = upperBoundary((failures, trials) => logEvidenceAgainstAtMost(failures, trials, rate) >= log);
      const missed = everRejected(rate, 1000, (trials) => ({ upTo: below(trials), from: above(trials) }));
      expect(missed).toBeLessThanOrEqual(alpha);
      expect(missed).toBeGreaterThan(alpha / 20);
    }
  });

  it.each(cases)("exceeds $alpha by far for the fixed-sample binomial test at the rate $rate", (peeked) => {
    const { rate, alpha, horizon } = peeked;
    // P(S ≤ s) = 1 − I_d(s + 1, t − s) for t trials.
    const below = lowerBoundary(
      (failures, trials) =>
        failures < trials && logIncompleteBeta(rate, failures + 1, trials - failures).upper <= Math.log(alpha),
    );
    const probability = everRejected(rate, horizon, (trials) => ({ ...never, upTo: below(trials) }));
    expect(probability).toBeGreaterThan(2 * alpha);
  });
});

describe("the confidence sequence", () => {
  const alphas = fc.integer({ min: -12_000, max: -300 }).map((exponent) => 10 ** (exponent / 1000));

  it("ends where the evidence reaches 2/α, and contains the share of failures", () => {
    fc.assert(
      fc.property(trialsAndFailures, alphas, ({ trials, failures }, alpha) => {
        const { lower, upper } = failureRateInterval(failures, trials, alpha);
        const threshold = Math.log(2 / alpha);
        // The ends are rounded to a double, which the slope of the log evidence, at most t/(1 − d), magnifies.
        const near = (log: number, slope: number): void => {
          expect(Math.abs(log - threshold)).toBeLessThanOrEqual(1e-12 + 20 * EPS * (threshold + slope));
        };
        if (failures === 0) expect(lower).toBe(0);
        else near(logEvidenceAgainstAtMost(failures, trials, lower), trials);
        if (failures === trials) expect(upper).toBe(1);
        else near(logEvidenceAgainstAtLeast(failures, trials, upper), trials / (1 - upper));
        if (trials > 0) {
          expect(lower).toBeLessThan(failures / trials + EPS);
          expect(upper).toBeGreaterThan(failures / trials - EPS);
        }
      }),
    );
  });

  it("rises with the failures and is wider for a smaller α", () => {
    fc.assert(
      fc.property(trialsAndFailures, alphas, ({ trials, failures }, alpha) => {
        fc.pre(failures < trials);
        const fewer = failureRateInterval(failures, trials, alpha);
        const more = failureRateInterval(failures + 1, trials, alpha);
        expect(more.lower).toBeGreaterThan(fewer.lower);
        expect(more.upper).toBeGreaterThan(fewer.upper);
        const stricter = failureRateInterval(failures, trials, alpha / 2);
        expect(stricter.lower).toBeLessThanOrEqual(fewer.lower);
        expect(stricter.upper).toBeGreaterThan(fewer.upper);
      }),
      { numRuns: 50 },
    );
  });

  it("is everything before the first trial", () => {
    expect(failureRateInterval(0, 0, 0.01)).toEqual({ lower: 0, upper: 1 });
  });

  it("excludes .05 from 126 trials without failure on at level .02, two-sided", () => {
    expect(failureRateInterval(0, 125, 0.02).upper).toBeGreaterThan(0.05);
    expect(failureRateInterval(0, 126, 0.02).upper).toBeLessThan(0.05);
  });

  it("closes in on the rate with the trials", () => {
    const { lower, upper } = failureRateInterval(500_000, 10_000_000, 1e-6);
    // 6 to 8 standard errors of 6.9e-5 on either side.
    expect(0.05 - lower).toBeLessThan(8 * 6.9e-5);
    expect(upper - 0.05).toBeLessThan(8 * 6.9e-5);
    expect(upper - lower).toBeGreaterThan(10 * 6.9e-5);
  });
});

describe("the one-sided ends", () => {
  it("exclude δ exactly where the evidence against it decides", () => {
    // .05 is excluded from above at level .02 by as many trials without a failure as the closed form of E with S = 0 says, and a
    // rate that the evidence excludes by more than rounding is beyond the end.
    const closed = (t: number): number => (1 - 0.95 ** (t + 1)) / ((t + 1) * 0.05 * 0.95 ** t);
    let trials = 0;
    while (closed(trials) < 1 / 0.02) trials += 1;
    expect(failureRateEnds(0, trials - 1, 0.02).upper).toBeGreaterThan(0.05);
    expect(failureRateEnds(0, trials, 0.02).upper).toBeLessThan(0.05);
    for (const failures of [3, 10, 30]) {
      const { lower, upper } = failureRateEnds(failures, 100, 0.01);
      expect(logEvidenceAgainstAtMost(failures, 100, lower * (1 - 1e-9))).toBeGreaterThan(-Math.log(0.01));
      expect(logEvidenceAgainstAtMost(failures, 100, lower * (1 + 1e-9))).toBeLessThan(-Math.log(0.01));
      expect(logEvidenceAgainstAtLeast(failures, 100, upper * (1 + 1e-9))).toBeGreaterThan(-Math.log(0.01));
      expect(logEvidenceAgainstAtLeast(failures, 100, upper * (1 - 1e-9))).toBeLessThan(-Math.log(0.01));
    }
  });

  it("are those of the interval at twice the error probability", () => {
    const ends = failureRateEnds(7, 60, 0.02);
    const interval = failureRateInterval(7, 60, 0.04);
    expect(Math.abs(ends.lower - interval.lower)).toBeLessThan(16 * EPS);
    expect(Math.abs(ends.upper - interval.upper)).toBeLessThan(16 * EPS);
  });

  it("exist for every α, however large", () => {
    expect(failureRateEnds(0, 0, 0.999)).toEqual({ lower: 0, upper: 1 });
    const { lower, upper } = failureRateEnds(2, 10, 0.999);
    expect(lower).toBeLessThanOrEqual(0.2);
    expect(upper).toBeGreaterThanOrEqual(0.2);
  });
});

describe("bad input", () => {
  const refused = (field: string) => expect.objectContaining({ code: "invalid-input", field });

  it.each([
    [-1, 10, 0.5, "failures"],
    [11, 10, 0.5, "failures"],
    [1.5, 10, 0.5, "failures"],
    [Number.NaN, 10, 0.5, "failures"],
    [0, -1, 0.5, "trials"],
    [0, 2.5, 0.5, "trials"],
    [0, 1e9, 0.5, "trials"],
    [0, Number.NaN, 0.5, "trials"],
  ])("names the field: %f of %f at %f", (failures, trials, rate, field) => {
    expect(() => logEvidenceAgainstAtLeast(failures, trials, rate)).toThrow(refused(field));
    expect(() => logEvidenceAgainstAtMost(failures, trials, rate)).toThrow(refused(field));
    expect(() => failureRateInterval(failures, trials, rate)).toThrow(refused(field));
    expect(() => failureRateEnds(failures, trials, rate)).toThrow(refused(field));
  });

  it.each([0, 1, -0.1, 1.1, Number.NaN])("names a rate or an α of %f", (value) => {
    expect(() => logEvidenceAgainstAtLeast(1, 2, value)).toThrow(refused("rate"));
    expect(() => logEvidenceAgainstAtMost(1, 2, value)).toThrow(refused("rate"));
    expect(() => failureRateInterval(1, 2, value)).toThrow(refused("alpha"));
    expect(() => failureRateEnds(1, 2, value)).toThrow(refused("alpha"));
  });
});
