import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import type { Stream } from "../../simulation/stream.ts";
import { unlikelyCount } from "../testing/unlikely-count.ts";
import { kolmogorovDistance, kolmogorovReach } from "./kolmogorov.ts";

describe("the distance of two samples", () => {
  it("is the largest difference of shares at or below any value, ties included", () => {
    // Few values, so that ties within and between the samples are the rule.
    const sample = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const share = (of: readonly number[], x: number): number => of.filter((y) => y <= x).length / of.length;
        const expected = Math.max(...[...a, ...b].map((x) => Math.abs(share(a, x) - share(b, x))));
        // The same quotients and differences in either way.
        expect(kolmogorovDistance(a, b)).toBe(expected);
      }),
    );
  });

  it("is symmetric, and unchanged by shifts, scales and mirrors of both samples", () => {
    const sample = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const distance = kolmogorovDistance(a, b);
        expect(kolmogorovDistance(b, a)).toBe(distance);
        const moved = (x: number): number => 7 + 4 * x;
        expect(kolmogorovDistance(a.map(moved), b.map(moved))).toBe(distance);
        // Mirrored shares are 1 − share: one rounding each.
        const mirrored = kolmogorovDistance(
          a.map((x) => -x),
          b.map((x) => -x),
        );
        expect(Math.abs(mirrored - distance)).toBeLessThanOrEqual(4 * Number.EPSILON);
      }),
    );
  });

  it("is 0 for equal samples in any order, 1 for separated ones, and leaves its arguments alone", () => {
    const a = [3, 1, 2];
    expect(kolmogorovDistance(a, [2, 3, 1])).toBe(0);
    expect(kolmogorovDistance(a, Float64Array.of(4, 5))).toBe(1);
    expect(kolmogorovDistance([0], [-0])).toBe(0);
    expect(a).toEqual([3, 1, 2]);
  });
});

describe("the reach", () => {
  it("has the tail that two independent variables with Massart's tails give", () => {
    // √n times reach = t with p(t) = α/2 at look 1.
    for (const alpha of [0.5, 0.1, 1e-3, 1e-5, 1e-12]) {
      const t = kolmogorovReach(1, 1, alpha);
      // P(A + B > t) = P(A > t − a) + ∫ f_A(x)·P(B > t − x) dx with P(A > x) = 2e^(−2x²) from a = √(log 2/2) on; midpoint rule.
      const a = Math.sqrt(Math.LN2 / 2);
      const steps = 20_000;
      const h = (t - 2 * a) / steps;
      let tail = 2 * Math.exp(-2 * (t - a) ** 2);
      for (let i = 0; i < steps; i += 1) {
        const x = a + (i + 0.5) * h;
        tail += h * 8 * x * Math.exp(-2 * x * x) * 2 * Math.exp(-2 * (t - x) ** 2);
      }
      // Never below what is needed; above it by the factor erf(t − c), that is by 26 %, 6 % and less at these α.
      expect(tail).toBeLessThanOrEqual((alpha / 2) * (1 + 1e-6));
      expect(tail).toBeGreaterThan((alpha / 2) * (alpha >= 0.1 ? 0.7 : 0.99));
    }
  });

  it("spends α/(k(k+1)) at look k, and all looks together spend α", () => {
    // Look k at α is look 1 at 2α/(k(k+1)).
    for (const look of [2, 3, 10, 1000]) {
      const single = kolmogorovReach(100, 1, (2 * 0.05) / (look * (look + 1)));
      // The logarithm of the error is at least 4, and t its root: its own rounding shrinks.
      expect(Math.abs(kolmogorovReach(100, look, 0.05) / single - 1)).toBeLessThan(8 * Number.EPSILON);
    }
  });

  it("falls as α or the count grows and grows with the look; no draws give no information", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 1e-300, max: 0.9, noNaN: true }),
        (count, look, alpha) => {
          const reach = kolmogorovReach(count, look, alpha);
          expect(kolmogorovReach(count, look, 1.05 * alpha)).toBeLessThan(reach);
          expect(kolmogorovReach(count + 1, look, alpha)).toBeLessThan(reach);
          expect(kolmogorovReach(count, look + 1, alpha)).toBeGreaterThan(reach);
        },
      ),
    );
    expect(kolmogorovReach(0, 1, 0.1)).toBe(Number.POSITIVE_INFINITY);
  });

  it("is .246 at the first look at 256 draws and .0340 at the seventh at 16384, for α = 1e-5", () => {
    const golden = [0.24635, 0.18044, 0.1303, 0.09352, 0.06689, 0.04774, 0.03403];
    for (const [index, expected] of golden.entries()) {
      const look = index + 1;
      const count = 128 * 2 ** look;
      const reach = kolmogorovReach(count, look, 1e-5);
      expect(Math.abs(reach - expected)).toBeLessThan(6e-6);
      const error = 1e-5 / (look * (look + 1));
      // Each sample's own bound at half the error, added: a third wider.
      expect(reach / (2 * Math.sqrt(Math.log(4 / error) / (2 * count)))).toBeLessThan(0.77);
      // Not vacuous: the two-sample test's own asymptotic quantile, 2e^(−nx²) = error, valid for F = G alone.
      expect(reach / Math.sqrt(Math.log(2 / error) / count)).toBeLessThan(1.1);
    }
  });
});

describe("coverage at all looks", () => {
  const alpha = 0.2;
  const sequences = 2000;
  const looks = [16, 32, 64, 128, 256, 512];

  // With their true distances.
  const pairs: Record<string, { distance: number; first: (s: Stream) => number; second: (s: Stream) => number }> = {
    "equal uniform laws": { distance: 0, first: (s) => s.uniform(), second: (s) => s.uniform() },
    "a uniform variable and the square of one": {
      // sup (√x − x), at x = ¼.
      distance: 0.25,
      first: (s) => s.uniform(),
      second: (s) => s.uniform() ** 2,
    },
    "two Bernoulli laws": {
      distance: 0.25,
      first: (s) => Number(s.uniform() < 0.5),
      second: (s) => Number(s.uniform() < 0.25),
    },
  };

  /** Sequences whose |D̂ − D| exceeds `factor` times the reach at some look. */
  function everOutside(pair: string, factor: number): number {
    const { distance, first, second } = pairs[pair];
    const stream = createStream(["Kolmogorov distance", pair]);
    let outside = 0;
    for (let sequence = 0; sequence < sequences; sequence += 1) {
      const a: number[] = [];
      const b: number[] = [];
      let out = false;
      for (const [index, count] of looks.entries()) {
        while (a.length < count) {
          a.push(first(stream));
          b.push(second(stream));
        }
        const error = Math.abs(kolmogorovDistance(a, b) - distance);
        out ||= error > factor * kolmogorovReach(count, index + 1, alpha);
      }
      if (out) outside += 1;
    }
    return outside;
  }

  // Golden, of 2000 sequences at α = .2; the Bernoulli laws, whose error is binomial alone, show how much the supremum costs.
  it.each([
    ["equal uniform laws", 12],
    ["a uniform variable and the square of one", 1],
    ["two Bernoulli laws", 0],
  ] as const)("%s: %i sequences of 2000 are outside at some look", (pair, golden) => {
    const outside = everOutside(pair, 1);
    expect(outside).toBe(golden);
    // Three comparisons at 1e-7 each: a correct bound fails one of them with probability below 1e-6.
    expect(outside).toBeLessThan(unlikelyCount(sequences, alpha, 1e-7));
  });

  it("would notice a reach of half the size", () => {
    expect(everOutside("equal uniform laws", 0.5)).toBeGreaterThan(unlikelyCount(sequences, alpha, 1e-7));
  });
});

describe("arguments outside their domains", () => {
  it.each([
    ["a", () => kolmogorovDistance([], [1])],
    ["b", () => kolmogorovDistance([1], [])],
    ["a[1]", () => kolmogorovDistance([1, Number.NaN], [1])],
    ["b[0]", () => kolmogorovDistance([1], [Number.POSITIVE_INFINITY])],
    ["count", () => kolmogorovReach(-1, 1, 0.1)],
    ["count", () => kolmogorovReach(1.5, 1, 0.1)],
    ["look", () => kolmogorovReach(10, 0, 0.1)],
    ["alpha", () => kolmogorovReach(10, 1, 1)],
  ])("name %s", (field, call) => {
    expect(call).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});
