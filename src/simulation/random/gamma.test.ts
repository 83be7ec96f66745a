import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawChiSquared } from "./chi-squared.ts";
import { createStream } from "./create-stream.ts";
import { drawGamma } from "./gamma.ts";
import { distanceFromChiSquare, distanceReach } from "./testing/chi-square.ts";

// log Γ(a + 1), from 40-digit mpmath.
const logGamma = new Map([
  [0.05, -0.02685307250226017],
  [0.3, -0.10817480950786047],
  [0.5, -0.12078223763524522],
  [1, 0],
  [1.7, 0.4348205536551045],
  [12.3, 20.748582669470615],
]);

const count = 100_000;

/** P(G ≤ x) by the series x^a e^−x Σ xᵏ/Γ(a + k + 1), whose terms are positive. */
function gammaPosition(a: number, x: number): number {
  if (x === 0) return 0;
  let term = Math.exp(a * Math.log(x) - x - (logGamma.get(a) ?? Number.NaN));
  let sum = 0;
  for (let k = 1; term > 1e-17; k++) {
    sum += term;
    term *= x / (a + k);
  }
  return sum;
}

/** sup |F̂ − F|, from both sides of every jump. */
function distanceFromGamma(sample: readonly number[], a: number): number {
  return Float64Array.from(sample)
    .sort()
    .reduce((supremum, value, i) => {
      const position = gammaPosition(a, value);
      return Math.max(supremum, position - i / sample.length, (i + 1) / sample.length - position);
    }, 0);
}

function drawn(a: number): number[] {
  const stream = createStream(["gamma", a]);
  return Array.from({ length: count }, () => drawGamma(a, stream));
}

describe("drawGamma", () => {
  // Six comparisons at 1e-7 each: a false alarm with probability below 1e-6.
  const reach = distanceReach(count, 1e-7);

  it.each([...logGamma.keys()])("has the law of shape %d, and not that of its neighbours", (a) => {
    const sample = drawn(a);
    expect(sample.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
    expect(distanceFromGamma(sample, a)).toBeLessThan(reach);
    // Scales 6 % off, which move the position function by 0.016 at least where the shape is not far below 1.
    if (a >= 0.5) {
      for (const scale of [0.94, 1.06]) {
        expect(
          distanceFromGamma(
            sample.map((value) => scale * value),
            a,
          ),
        ).toBeGreaterThan(reach);
      }
    }
  });

  it("notices a shape below 1 without its power of a uniform number", () => {
    const stream = createStream("without the power");
    const sample = Array.from({ length: count }, () => drawGamma(1.3, stream));
    expect(distanceFromGamma(sample, 0.3)).toBeGreaterThan(20 * reach);
  });

  it("depends on its stream alone", () => {
    for (const a of [0.2, 1, 50]) {
      expect(drawGamma(a, createStream("same"))).toBe(drawGamma(a, createStream("same")));
    }
  });

  it("is near its shape for large ones", () => {
    // The relative deviation is 1/√a = 1e-8; a draw passes 10 deviations with probability below 1e-20.
    const stream = createStream("large");
    for (let i = 0; i < 100; i++) expect(Math.abs(drawGamma(1e16, stream) / 1e16 - 1)).toBeLessThan(1e-7);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d as a shape or as degrees", (value) => {
    const stream = createStream("refused");
    const refused = (field: string) =>
      expect.objectContaining({ code: "invalid-input", field, accepted: "a number above 0" });
    expect(() => drawGamma(value, stream)).toThrow(refused("shape"));
    expect(() => drawChiSquared(value, stream)).toThrow(refused("degrees"));
  });
});

describe("drawChiSquared", () => {
  it.each([1, 2, 5])("has its law with %d degrees of freedom", (degrees) => {
    const stream = createStream(["chi-squared", degrees]);
    const sample = Array.from({ length: count }, () => drawChiSquared(degrees, stream));
    // Three comparisons at 1e-7 each.
    expect(distanceFromChiSquare(sample, degrees)).toBeLessThan(distanceReach(count, 1e-7));
    expect(distanceFromChiSquare(sample, degrees + 1)).toBeGreaterThan(2 * distanceReach(count, 1e-7));
  });

  it("adds up: degrees of freedom that are not whole, to whole ones", () => {
    fc.assert(
      fc.property(fc.constantFrom(0.4, 1.25, 2.9), fc.nat(1000), (first, seed) => {
        const stream = createStream(["sum", first, seed]);
        const sample = Array.from(
          { length: 5000 },
          () => drawChiSquared(first, stream) + drawChiSquared(4 - first, stream),
        );
        // Ten runs at 1e-8 each.
        expect(distanceFromChiSquare(sample, 4)).toBeLessThan(distanceReach(5000, 1e-8));
      }),
      { numRuns: 10, seed: 1 },
    );
  });
});
