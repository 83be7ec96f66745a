import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { RunningSample } from "../sample.ts";
import { studentMixtureHalfWidth, studentMixtureLogEvidence, tunedRho } from "./student-mixture.ts";

describe("the interval inverts the evidence", () => {
  it("has log evidence log(1/α) at both ends", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 2000 }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 1e-4, max: 0.4, noNaN: true }),
        fc.double({ min: 0.05, max: 5, noNaN: true }),
        (count, mean, sumOfSquares, alpha, rho) => {
          const sample = { count, mean, sumOfSquares };
          const halfWidth = studentMixtureHalfWidth(sample, alpha, rho);
          fc.pre(Number.isFinite(halfWidth));
          for (const end of [mean - halfWidth, mean + halfWidth]) {
            // Rounding of the end itself, |mean|·ε, enters the evidence through its slope, hence the relative slack.
            const slack = 1e-9 * (1 + Math.abs(mean) / halfWidth) * Math.max(1, count / 100);
            expect(Math.abs(studentMixtureLogEvidence(sample, end, rho) + Math.log(alpha))).toBeLessThan(slack);
          }
        },
      ),
    );
  });

  it("agrees with the mixture integral, done by brute force", () => {
    // ∫ N(δ; 0, 1/ρ) · [∫ σ^{−n−1} e^{−Σ(xᵢ−μ−σδ)²/2σ²} dσ] dδ over the same at δ = 0, with V = Σ(xᵢ−μ)², S = Σ(xᵢ−μ);
    // both integrals by the midpoint rule on log σ and δ.
    const data = [0.3, -0.2, 0.9, 1.4, 0.1];
    const rho = 0.7;
    const mu = -0.4;
    const marginal = (delta: number): number => {
      let sum = 0;
      const steps = 4000;
      for (let i = 0; i < steps; i += 1) {
        const sigma = Math.exp(-5 + (10 * (i + 0.5)) / steps);
        const exponent = data.reduce((total, x) => total + ((x - mu - sigma * delta) / sigma) ** 2, 0);
        sum += sigma ** -data.length * Math.exp(-exponent / 2) * (10 / steps);
      }
      return sum;
    };
    let mixture = 0;
    for (let i = 0; i < 800; i += 1) {
      const delta = -8 + (16 * (i + 0.5)) / 800;
      mixture += marginal(delta) * Math.sqrt(rho / (2 * Math.PI)) * Math.exp((-rho * delta * delta) / 2) * (16 / 800);
    }
    const sample = new RunningSample();
    for (const x of data) sample.add(x);
    expect(Math.exp(studentMixtureLogEvidence(sample, mu, rho))).toBeCloseTo(mixture / marginal(0), 4);
  });
});

describe("the evidence is a martingale at the true mean", () => {
  /** E_n for observations with Σxᵢ = `total` and Σxᵢ² = `squares`, against the mean 0. */
  function evidence(count: number, total: number, squares: number, rho: number): number {
    const sample = { count, mean: total / count, sumOfSquares: squares - total ** 2 / count };
    return Math.exp(studentMixtureLogEvidence(sample, 0, rho));
  }

  /** Mean of `value` over angles in (−π/2, π/2) with density ∝ cos^power; the rule's error is of order nodes^(−power). */
  function angularMean(power: number, value: (angle: number) => number): number {
    const nodes = 2000;
    let sum = 0;
    let mass = 0;
    for (let i = 0; i < nodes; i += 1) {
      const angle = Math.PI * ((i + 0.5) / nodes - 0.5);
      const weight = Math.cos(angle) ** power;
      mass += weight;
      sum += weight * value(angle);
    }
    return sum / mass;
  }

  it("has mean 1 at every single n, so that it does not matter at which n one looks", () => {
    // S/√(nV) = sin θ, where θ has density ∝ cos^(n−2) for normal observations with mean 0, whatever their variance.
    for (const n of [6, 10, 64, 90]) {
      for (const rho of [0.05, 1, 20]) {
        const mean = angularMean(n - 2, (angle) => evidence(n, Math.sqrt(n) * Math.sin(angle), 1, rho));
        expect(Math.abs(mean - 1)).toBeLessThan(1e-9);
      }
    }
  });

  it("keeps its value on average when one observation comes, given the ratios of the observations before", () => {
    // Given the ratios, x_{n+1} = √V·tan θ where θ has density ∝ cos^(n−1).
    fc.assert(
      fc.property(
        fc.integer({ min: 6, max: 90 }),
        fc.double({ min: -0.98, max: 0.98, noNaN: true }),
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        (n, correlation, rho) => {
          const total = correlation * Math.sqrt(n);
          const next = angularMean(n - 1, (angle) =>
            // Both sums times cos θ and its square: the evidence does not see the scale, and tan θ stays finite.
            evidence(n + 1, total * Math.cos(angle) + Math.sin(angle), 1, rho),
          );
          expect(Math.abs(next / evidence(n, total, 1, rho) - 1)).toBeLessThan(1e-8);
        },
      ),
    );
  });
});

describe("coverage at every look", () => {
  const alpha = 0.05;
  const sequences = 4000;
  const length = 300;

  /** Share of N(0, 1) sequences whose interval ever excludes the mean 0, looking after every observation. */
  function everExcluded(stream: string, halfWidth: (sample: RunningSample) => number): number {
    const data = createStream(["coverage at every look", stream]);
    let excluded = 0;
    for (let sequence = 0; sequence < sequences; sequence += 1) {
      const sample = new RunningSample();
      let out = false;
      for (let n = 0; n < length; n += 1) {
        sample.add(data.normal());
        out ||= Math.abs(sample.mean) > halfWidth(sample);
      }
      if (out) excluded += 1;
    }
    return excluded / sequences;
  }

  it("excludes the true mean ever in at most a share α of sequences", () => {
    const rho = tunedRho(100, alpha);
    const share = everExcluded("mixture", (sample) => studentMixtureHalfWidth(sample, alpha, rho));
    // A binomial of 4000 draws at α exceeds α + 5.8·√(α(1−α)/4000) with probability below 3e-7 (Chernoff).
    expect(share).toBeLessThanOrEqual(alpha + 5.8 * Math.sqrt((alpha * (1 - alpha)) / sequences));
    // The boundary is not idle either: Ville's inequality is nearly an equality for a continuous martingale.
    expect(share).toBeGreaterThan(alpha / 10);
  });

  it("is needed: the fixed-sample interval, looked at as often, excludes it far more often than α", () => {
    const share = everExcluded("naive", (sample) => (sample.count < 10 ? 1e9 : 1.96 * sample.standardError));
    // The true share is above .3; below .2 by chance has probability under 1e-40.
    expect(share).toBeGreaterThan(0.2);
  });
});

describe("invariance and tuning", () => {
  it("moves and scales with the data", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 12, maxLength: 60 }),
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (data, shift, scale) => {
          const plain = new RunningSample();
          const moved = new RunningSample();
          for (const x of data) {
            plain.add(x);
            moved.add(shift + scale * x);
          }
          fc.pre(plain.sumOfSquares > 1e-6);
          const width = studentMixtureHalfWidth(plain, 0.01, 1);
          // Sums of squares of numbers of size |shift| + 5·scale lose that much of the scale to rounding.
          const slack = 1e-10 * (1 + (Math.abs(shift) / scale) ** 2 / plain.sumOfSquares);
          if (Number.isFinite(width)) {
            expect(Math.abs(studentMixtureHalfWidth(moved, 0.01, 1) / (scale * width) - 1)).toBeLessThan(slack);
          }
        },
      ),
    );
  });

  it("is unbounded before it can exclude anything, and never NaN", () => {
    for (const count of [0, 1, 2, 3]) {
      expect(studentMixtureHalfWidth({ count, mean: 0, sumOfSquares: 1 }, 1e-6, 1)).toBe(Number.POSITIVE_INFINITY);
    }
    expect(studentMixtureHalfWidth({ count: 100, mean: 3, sumOfSquares: 0 }, 0.01, 1)).toBe(0);
  });

  it("tunes ρ to the narrowest interval at the given count", () => {
    const width = (rho: number): number =>
      studentMixtureHalfWidth({ count: 128, mean: 0, sumOfSquares: 127 }, 1e-5, rho);
    const best = width(tunedRho(128, 1e-5));
    for (let rho = 0.01; rho < 100; rho *= 1.1) expect(width(rho)).toBeGreaterThanOrEqual(best * (1 - 1e-4));
  });
});
