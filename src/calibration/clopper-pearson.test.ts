import { describe, expect, it } from "vitest";
import { clopperPearson, logUpperTail } from "./clopper-pearson.ts";

describe("clopperPearson", () => {
  // With no hit the upper end u solves (1 − u)^n = (1 − level)/2, with hits alone the lower one l^n = (1 − level)/2.
  it("has its closed form at the ends", () => {
    const end = 1 - 0.005 ** (1 / 50);
    // The quantile is good to 1e-12 relative; subtracting from 1 costs nothing that counts here.
    expect(Math.abs(clopperPearson(0, 50, 0.99)[1] - end)).toBeLessThan(1e-12);
    expect(clopperPearson(0, 50, 0.99)[0]).toBe(0);
    expect(Math.abs(clopperPearson(50, 50, 0.99)[0] - (1 - end))).toBeLessThan(1e-12);
    expect(clopperPearson(50, 50, 0.99)[1]).toBe(1);
  });

  it("ends where the binomial tails have half of the error each", () => {
    for (const [count, trials] of [
      [1, 10],
      [7, 100],
      [1999, 2000],
    ]) {
      const [low, high] = clopperPearson(count, trials, 0.99);
      expect(logUpperTail(count, trials, low)).toBeCloseTo(Math.log(0.005), 9);
      // P(Bin ≤ count | high) = 1 − P(Bin ≥ count + 1 | high).
      expect(-Math.expm1(logUpperTail(count + 1, trials, high))).toBeCloseTo(0.005, 9);
    }
  });
});

describe("logUpperTail", () => {
  it("is the sum of the binomial probabilities", () => {
    const trials = 12;
    const p = 0.3;
    const probability = (k: number): number => {
      let choose = 1;
      for (let i = 0; i < k; i += 1) choose = (choose * (trials - i)) / (i + 1);
      return choose * p ** k * (1 - p) ** (trials - k);
    };
    let sum = 0;
    for (let count = trials; count >= 0; count -= 1) {
      sum += probability(count);
      // Twelve sums of rounded products: a few hundred units in the last place at most.
      expect(Math.abs(Math.exp(logUpperTail(count, trials, p)) - sum)).toBeLessThan(1e3 * Number.EPSILON);
    }
  });
});
