import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { unlikelyCount } from "../testing/unlikely-count.ts";
import { subgaussianBoundary, subgaussianOneSidedBoundary, subgaussianRho } from "./subgaussian-mixture.ts";

const time = fc.double({ min: 0.01, max: 1e6, noNaN: true });
const level = fc.double({ min: 1e-12, max: 0.99, noNaN: true });

describe("published values", () => {
  it("has ρ = 12.60056 at V = 100, α = .05, and the boundary 30.35209 there", () => {
    const rho = subgaussianRho(100, 0.05);
    // Half a unit of the last digit given.
    expect(Math.abs(rho - 12.60056)).toBeLessThan(5e-6);
    expect(Math.abs(subgaussianBoundary(100, 0.05, rho) - 30.35209)).toBeLessThan(5e-6);
  });

  it("agrees with 40-digit mpmath values of the formulas", () => {
    // [V, α, ρ(V, α), u(V) at that ρ]
    for (const [v, alpha, rho, boundary] of reference) {
      // A logarithm, a quotient and a root: each within a few units in the last place.
      expect(Math.abs(subgaussianRho(v, alpha) / rho - 1)).toBeLessThan(8 * Number.EPSILON);
      expect(Math.abs(subgaussianBoundary(v, alpha, rho) / boundary - 1)).toBeLessThan(8 * Number.EPSILON);
    }
  });
});

describe("the tuned ρ", () => {
  /** −W₋₁(−α²/e) − 1, the root y of y − log(1 + y) = 2·log(1/α), by Newton's method from above. */
  function lambert(alpha: number): number {
    const log = -2 * Math.log(alpha);
    let y = 2 * log + 4;
    for (let i = 0; i < 60; i += 1) y -= ((y - Math.log1p(y) - log) * (1 + y)) / y;
    return y;
  }

  it("makes the boundary at V larger than its minimum over ρ by no more than the documented share", () => {
    for (const [alpha, loss] of [
      [0.5, 2e-3],
      [0.3, 5e-4],
      [0.05, 3e-5],
      [1e-5, 3e-7],
      [1e-12, 1e-8],
    ]) {
      const width = (rho: number): number => subgaussianBoundary(40, alpha, rho);
      const best = width(40 / lambert(alpha));
      // It is the minimum: no ρ of a grid three orders of magnitude wide on either side is better, up to rounding.
      for (let power = -300; power <= 300; power += 1) {
        expect(width((40 / lambert(alpha)) * 10 ** (power / 100))).toBeGreaterThanOrEqual(
          best * (1 - 4 * Number.EPSILON),
        );
      }
      const share = width(subgaussianRho(40, alpha)) / best - 1;
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThan(loss);
    }
  });
});

describe("the boundary is where the mixture reaches 1/α", () => {
  /** ∫ exp(λS − λ²V/2) over λ ~ N(0, 1/ρ), or its absolute value, by the trapezoidal rule. */
  function mixture(sum: number, v: number, rho: number, oneSided: boolean): number {
    const spread = 1 / Math.sqrt(rho);
    const density = (lambda: number): number =>
      Math.exp(lambda * sum - (lambda * lambda * (v + rho)) / 2) / (spread * Math.sqrt(2 * Math.PI));
    const steps = 4000;
    // Twelve standard deviations of the product on either side of its centre hold all but e^(−72) of it.
    const centre = sum / (v + rho);
    const reach = 12 / Math.sqrt(v + rho);
    const from = oneSided ? 0 : centre - reach;
    const h = (centre + reach - from) / steps;
    let total = (density(from) + density(centre + reach)) / 2;
    for (let i = 1; i < steps; i += 1) total += density(from + i * h);
    return (oneSided ? 2 : 1) * total * h;
  }

  it("two-sided, exactly", () => {
    fc.assert(
      fc.property(time, level, fc.double({ min: 0.1, max: 50, noNaN: true }), (v, alpha, ratio) => {
        const rho = v / ratio;
        const boundary = subgaussianBoundary(v, alpha, rho);
        // The rule is exact to rounding for a Gaussian; the exponent, at most 40, multiplies that of its argument.
        expect(Math.abs(alpha * mixture(boundary, v, rho, false) - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  it("one-sided, from above and by little", () => {
    fc.assert(
      fc.property(time, level, fc.double({ min: 0.1, max: 50, noNaN: true }), (v, alpha, ratio) => {
        const rho = v / ratio;
        const evidence = alpha * mixture(subgaussianOneSidedBoundary(v, alpha, rho), v, rho, true);
        // The trapezoidal rule with a cut at 0 errs by h²/12 times a slope: below 1e-4 here.
        expect(evidence).toBeGreaterThan(1 - 1e-4);
        expect(evidence).toBeLessThan(1 + 1.01 * alpha * Math.sqrt(rho / (v + rho)) + 1e-4);
      }),
    );
  });
});

describe("shape", () => {
  it("falls as α grows, grows with V, and is lower on one side than on two", () => {
    fc.assert(
      fc.property(time, time, level, level, (v, rho, a, b) => {
        // Levels closer than that would test the rounding.
        fc.pre(1.001 * a < b);
        for (const boundary of [subgaussianBoundary, subgaussianOneSidedBoundary]) {
          expect(boundary(v, a, rho)).toBeGreaterThan(boundary(v, b, rho));
          expect(boundary(2 * v, a, rho)).toBeGreaterThan(boundary(v, a, rho));
        }
        // With 2α on both sides, u² is 2(V+ρ)·log(r/2α); one side has (r/α + 1)/2 > r/(2α) inside the logarithm.
        if (a < 0.5) {
          expect(subgaussianOneSidedBoundary(v, a, rho)).toBeLessThan(subgaussianBoundary(v, a, rho));
          // The difference is of order α, at small α below the rounding of either.
          const floor = subgaussianBoundary(v, 2 * a, rho) * (1 - 8 * Number.EPSILON);
          expect(subgaussianOneSidedBoundary(v, a, rho)).toBeGreaterThan(floor);
        }
      }),
    );
  });

  it("scales with the observations: c·S has c²·V and c²·ρ", () => {
    fc.assert(
      fc.property(time, level, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (v, alpha, c) => {
        const rho = subgaussianRho(v, alpha);
        expect(Math.abs(subgaussianRho(c * c * v, alpha) / (c * c * rho) - 1)).toBeLessThan(8 * Number.EPSILON);
        for (const boundary of [subgaussianBoundary, subgaussianOneSidedBoundary]) {
          const scaled = boundary(c * c * v, alpha, c * c * rho);
          // At large α the one-sided logarithm may be small, hence ill-conditioned: not below .1 here (V ≥ ρ/25).
          expect(Math.abs(scaled / (c * boundary(v, alpha, rho)) - 1)).toBeLessThan(128 * Number.EPSILON);
        }
      }),
    );
  });

  it("is finite for the smallest α and says nothing of a mean at V = 0", () => {
    expect(subgaussianBoundary(100, 5e-324, 1)).toBeLessThan(400);
    expect(subgaussianOneSidedBoundary(100, 5e-324, 1)).toBeLessThan(400);
    // |0| is never above it.
    expect(subgaussianBoundary(0, 0.5, 1)).toBeGreaterThan(1);
  });

  it("is not vacuous: 1.55 and 1.2 times the fixed-sample interval where it is narrowest", () => {
    expect(subgaussianBoundary(100, 0.05, subgaussianRho(100, 0.05)) / (10 * 1.959964)).toBeCloseTo(1.549, 3);
    expect(subgaussianBoundary(100, 1e-5, subgaussianRho(100, 1e-5)) / (10 * 4.417173)).toBeCloseTo(1.184, 3);
  });
});

describe("coverage while looking after every observation", () => {
  const alpha = 0.1;
  const sequences = 4000;
  const length = 3000;
  const rho = subgaussianRho(100, alpha);
  const twoSided = Float64Array.from({ length: length + 1 }, (_, n) => subgaussianBoundary(n, alpha, rho));
  const oneSided = Float64Array.from({ length: length + 1 }, (_, n) =>
    subgaussianOneSidedBoundary(n, alpha, subgaussianRho(100, 2 * alpha)),
  );
  // Of unit variance and 1-sub-Gaussian, both.
  const laws = {
    gaussian: (stream: ReturnType<typeof createStream>) => stream.normal(),
    sign: (stream: ReturnType<typeof createStream>) => (stream.uniform() < 0.5 ? -1 : 1),
  };

  /** How many sequences are ever outside: of both sides, of the upper side alone, and of 1.645·√n (α = .1, from n = 10). */
  function everOutside(law: keyof typeof laws): { both: number; upper: number; naive: number } {
    const stream = createStream(["sub-Gaussian boundary", law]);
    const outside = { both: 0, upper: 0, naive: 0 };
    for (let sequence = 0; sequence < sequences; sequence += 1) {
      let sum = 0;
      let both = false;
      let upper = false;
      let naive = false;
      for (let n = 1; n <= length; n += 1) {
        sum += laws[law](stream);
        both ||= Math.abs(sum) >= twoSided[n];
        upper ||= sum >= oneSided[n];
        naive ||= n >= 10 && sum * sum > 1.6448536 ** 2 * n;
      }
      outside.both += Number(both);
      outside.upper += Number(upper);
      outside.naive += Number(naive);
    }
    return outside;
  }

  // Golden: of 4000 sequences. The generators' keys are fixed, so that these counts repeat; the normals pass through the
  // engine's own exp, which may move a borderline sequence.
  it.each([
    ["gaussian", { both: 318, upper: 315, naive: 3032 }],
    ["sign", { both: 313, upper: 317, naive: 3037 }],
  ] as const)("%s: %o sequences of 4000 leave the boundary, at most α of them", (law, golden) => {
    const counts = everOutside(law);
    for (const key of ["both", "upper", "naive"] as const) {
      expect(Math.abs(counts[key] - golden[key])).toBeLessThanOrEqual(2);
    }
    // Four comparisons at 1e-7 each: a correct boundary fails one of them with probability below 1e-6.
    expect(counts.both).toBeLessThan(unlikelyCount(sequences, alpha, 1e-7));
    expect(counts.upper).toBeLessThan(unlikelyCount(sequences, alpha, 1e-7));
    // Nor is it idle, whereas the fixed-sample interval, looked at as often, fails in more than two thirds of the sequences.
    expect(counts.both).toBeGreaterThan(0.6 * alpha * sequences);
    expect(counts.upper).toBeGreaterThan(0.6 * alpha * sequences);
    expect(counts.naive).toBeGreaterThan((2 / 3) * sequences);
  });
});

describe("arguments outside their domains", () => {
  it.each([
    ["alpha", () => subgaussianBoundary(1, 0, 1)],
    ["alpha", () => subgaussianBoundary(1, 1, 1)],
    ["alpha", () => subgaussianRho(1, Number.NaN)],
    ["rho", () => subgaussianBoundary(1, 0.1, 0)],
    ["rho", () => subgaussianOneSidedBoundary(1, 0.1, Number.POSITIVE_INFINITY)],
    ["intrinsicTime", () => subgaussianBoundary(-1, 0.1, 1)],
    ["intrinsicTime", () => subgaussianOneSidedBoundary(Number.NaN, 0.1, 1)],
    ["intrinsicTime", () => subgaussianRho(0, 0.1)],
  ])("name %s", (field, call) => {
    expect(call).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});

const reference: readonly (readonly [v: number, alpha: number, rho: number, boundary: number])[] = [
  [100, 0.05, 12.60056097925634, 30.35208990376253],
  [1, 0.5, 0.4432553288284306, 1.9247220114785655],
  [1000000.0, 0.001, 60565.00413804195, 4205.76684439013],
  [0.02, 1e-5, 0.0007632136718199966, 0.7393780256413481],
  [4096, 1e-12, 69.08175966145814, 497.23679385356337],
];
