import { describe, expect, it } from "vitest";
import { unlikelyCount } from "./unlikely-count.ts";

/** P(Binomial(trials, p) ≥ count), term by term. */
function upperTail(trials: number, p: number, count: number): number {
  let term = (1 - p) ** trials;
  let below = 0;
  let tail = 0;
  for (let k = 0; k <= trials; k += 1) {
    if (k < count) below += term;
    else tail += term;
    term *= ((trials - k) / (k + 1)) * (p / (1 - p));
  }
  expect(Math.abs(below + tail - 1)).toBeLessThan(1e-12);
  return tail;
}

describe("a count that is unlikely", () => {
  it.each([
    [1500, 0.1, 1e-7],
    [400, 0.1, 1e-6],
    [50, 0.5, 1e-4],
  ])("of %d trials at %d is reached with probability at most %d, and not by far less", (trials, p, falseAlarm) => {
    const count = unlikelyCount(trials, p, falseAlarm);
    expect(upperTail(trials, p, count)).toBeLessThan(falseAlarm);
    // Chernoff's bound is larger than the tail by a factor of order √(2π·log(1/false alarm)) and a lattice effect.
    expect(upperTail(trials, p, count)).toBeGreaterThan(falseAlarm / 100);
  });

  it("is beyond all counts where even the largest is likely enough", () => {
    expect(unlikelyCount(3, 0.5, 0.1)).toBe(Number.POSITIVE_INFINITY);
    expect(unlikelyCount(4, 0.5, 0.1)).toBe(4);
  });
});
