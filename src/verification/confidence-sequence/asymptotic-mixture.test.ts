import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import type { Stream } from "../../simulation/stream.ts";
import { RunningSample } from "../sample.ts";
import { unlikelyCount } from "../testing/unlikely-count.ts";
import { asymptoticBurnIn, asymptoticMixtureHalfWidth } from "./asymptotic-mixture.ts";
import { studentMixtureHalfWidth } from "./student-mixture.ts";
import { subgaussianRho } from "./subgaussian-mixture.ts";

/** A sample of `count` observations with unit sample variance. */
function unitSample(count: number): { count: number; mean: number; sumOfSquares: number } {
  return { count, mean: 0, sumOfSquares: count - 1 };
}

describe("the half-width", () => {
  it("is the formula of its source, s·√(2(nτ²+1)/(n²τ²)·log(√(nτ²+1)/α)) with τ² = 1/ρ", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: asymptoticBurnIn, max: 1_000_000 }),
        fc.double({ min: 1e-9, max: 0.9, noNaN: true }),
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (n, alpha, rho, deviation) => {
          const tau2 = 1 / rho;
          const scale = n * tau2 + 1;
          const expected = deviation * Math.sqrt(((2 * scale) / (n * n * tau2)) * Math.log(Math.sqrt(scale) / alpha));
          const sample = { count: n, mean: 3, sumOfSquares: (n - 1) * deviation * deviation };
          // A dozen roundings on either way; the logarithm is at least .2, so that its own error counts fivefold.
          expect(Math.abs(asymptoticMixtureHalfWidth(sample, alpha, rho) / expected - 1)).toBeLessThan(
            64 * Number.EPSILON,
          );
        },
      ),
    );
  });

  it("is unbounded below the burn-in of 200 and while nothing varies", () => {
    expect(asymptoticBurnIn).toBe(200);
    for (const count of [0, 1, 2, 199]) {
      expect(asymptoticMixtureHalfWidth(unitSample(Math.max(count, 1)), 0.05, 10)).toBe(Number.POSITIVE_INFINITY);
    }
    expect(asymptoticMixtureHalfWidth({ count: 0, mean: 0, sumOfSquares: 0 }, 0.05, 10)).toBe(Number.POSITIVE_INFINITY);
    expect(asymptoticMixtureHalfWidth(unitSample(200), 0.05, 10)).toBeLessThan(0.3);
    expect(asymptoticMixtureHalfWidth({ count: 500, mean: 1, sumOfSquares: 0 }, 0.05, 10)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it("falls as α grows and scales with the observations, at any shift", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 200, maxLength: 260 }),
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (data, shift, scale) => {
          const plain = new RunningSample();
          const moved = new RunningSample();
          const mirrored = new RunningSample();
          for (const x of data) {
            plain.add(x);
            moved.add(shift + scale * x);
            mirrored.add(-x);
          }
          fc.pre(plain.sumOfSquares > 1e-6);
          const width = asymptoticMixtureHalfWidth(plain, 0.01, 5);
          expect(asymptoticMixtureHalfWidth(plain, 0.02, 5)).toBeLessThan(width);
          // Negation is exact in every operation of the recursion.
          expect(asymptoticMixtureHalfWidth(mirrored, 0.01, 5)).toBe(width);
          expect(mirrored.mean === -plain.mean).toBe(true);
          // Sums of squares of numbers of size |shift| + 5·scale lose that much of the scale to rounding.
          const slack = 1e-10 * (1 + (Math.abs(shift) / scale) ** 2 / plain.sumOfSquares);
          expect(Math.abs(asymptoticMixtureHalfWidth(moved, 0.01, 5) / (scale * width) - 1)).toBeLessThan(slack);
        },
      ),
    );
  });

  it("is not vacuous: 1.6 times the fixed-sample interval, and like the exact Gaussian sequence at n = 1000", () => {
    const rho = subgaussianRho(1000, 0.05);
    const width = asymptoticMixtureHalfWidth(unitSample(1000), 0.05, rho);
    expect(width / (1.959964 / Math.sqrt(1000))).toBeCloseTo(1.549, 3);
    // The t-mixture pays for the unknown variance with terms of relative order (width/s)² = .009.
    expect(Math.abs(studentMixtureHalfWidth(unitSample(1000), 0.05, rho) / width - 1)).toBeLessThan(0.01);
  });
});

describe("coverage while looking after every observation from the burn-in on", () => {
  const sequences = 2000;
  const length = 3000;

  const laws: Record<string, { mean: number; draw: (stream: Stream) => number }> = {
    gaussian: { mean: 0, draw: (stream) => stream.normal() },
    // Skewness 1.75 and 6.2.
    "mildly log-normal": { mean: Math.exp(0.125), draw: (stream) => Math.exp(0.5 * stream.normal()) },
    "log-normal": { mean: Math.exp(0.5), draw: (stream) => Math.exp(stream.normal()) },
  };

  function everOutside(law: string, alpha: number): { mixture: number; naive: number } {
    const stream = createStream(["asymptotic sequence", law]);
    const rho = subgaussianRho(500, alpha);
    const { mean, draw } = laws[law];
    const outside = { mixture: 0, naive: 0 };
    for (let sequence = 0; sequence < sequences; sequence += 1) {
      const sample = new RunningSample();
      let mixture = false;
      let naive = false;
      for (let n = 1; n <= length; n += 1) {
        sample.add(draw(stream));
        if (n < asymptoticBurnIn) continue;
        const error = Math.abs(sample.mean - mean);
        // The 90 % interval of a fixed sample. It lies within the mixture's, which costs a logarithm.
        if (error <= 1.6448536 * sample.standardError) continue;
        naive = true;
        mixture ||= error >= asymptoticMixtureHalfWidth(sample, alpha, rho);
      }
      outside.mixture += Number(mixture);
      outside.naive += Number(naive);
    }
    return outside;
  }

  // Golden, of 2000 sequences: the keys are fixed; exp and log are the engine's own and may move a borderline sequence.
  it.each([
    ["gaussian", 0.1, { mixture: 108, naive: 1136 }],
    ["mildly log-normal", 0.1, { mixture: 136, naive: 1147 }],
    ["log-normal", 0.1, { mixture: 187, naive: 1150 }],
  ] as const)(
    "asymptotically, for %s observations at α = %d: %o sequences of 2000 exclude the mean",
    (law, alpha, golden) => {
      const counts = everOutside(law, alpha);
      for (const key of ["mixture", "naive"] as const) {
        expect(Math.abs(counts[key] - golden[key])).toBeLessThanOrEqual(2);
      }
      // Three comparisons at 1e-7 each: a sequence with error α fails one of them with probability below 1e-6.
      expect(counts.mixture).toBeLessThan(unlikelyCount(sequences, alpha, 1e-7));
      expect(counts.mixture).toBeGreaterThan(0.2 * alpha * sequences);
      // The fixed-sample interval, looked at as often, fails in more than half of the sequences.
      expect(counts.naive).toBeGreaterThan(sequences / 2);
    },
  );

  it("is no guarantee at a finite sample: log-normal observations at α = .01 exclude their mean too often", () => {
    const { mixture } = everOutside("log-normal", 0.01);
    expect(Math.abs(mixture - 56)).toBeLessThanOrEqual(2);
    expect(mixture).toBeGreaterThan(unlikelyCount(sequences, 0.01, 1e-6));
  });
});

describe("arguments outside their domains", () => {
  it.each([
    ["alpha", () => asymptoticMixtureHalfWidth(unitSample(300), 0, 1)],
    ["alpha", () => asymptoticMixtureHalfWidth(unitSample(1), Number.NaN, 1)],
    ["rho", () => asymptoticMixtureHalfWidth(unitSample(300), 0.1, -1)],
  ])("name %s", (field, call) => {
    expect(call).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});
