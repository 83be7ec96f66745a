import { describe, expect, it } from "vitest";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { support } from "../support/support.ts";
import { spectralDistribution } from "./distribution-function.ts";
import { spectralQuantile } from "./quantile.ts";

const isotropic = parsePopulation({ kind: "atoms", values: [1] });
const far = parsePopulation({ kind: "atoms", values: [1e-9, 1, 1e9], weights: [0.3, 0.4, 0.3] });

describe("spectralQuantile", () => {
  it.each([
    ["Marchenko–Pastur", isotropic, 0.5],
    ["Marchenko–Pastur at the hard edge", isotropic, 1],
    ["a narrow bulk", isotropic, 1e-4],
    ["three far bulks", far, 0.1],
    ["far scales in one bulk", far, 3],
    ["uniform", parsePopulation({ kind: "uniform", low: 0.5, high: 2 }), 0.5],
    ["uniform from 0", parsePopulation({ kind: "uniform", low: 0, high: 2 }), 0.8],
    ["mass at 0", parsePopulation({ kind: "atoms", values: [0, 1, 4], weights: [5, 3, 2] }), 0.7],
  ] as const)("inverts the distribution function: %s", (_, population, phi) => {
    const { atomAtZero } = support(population, phi);
    for (const q of [1e-6, 0.01, 0.2, 0.45, 0.61, 0.85, 0.999, 1 - 1e-6]) {
      const { value, error } = spectralQuantile(population, phi, q);
      if (q <= atomAtZero.value) {
        expect(value).toBe(0);
        continue;
      }
      const [below, at, above] = [value - error, value, value + error].map((x) =>
        spectralDistribution(population, phi, x),
      );
      expect(below.value - below.error).toBeLessThanOrEqual(q);
      expect(above.value + above.error).toBeGreaterThanOrEqual(q);
      expect(Math.abs(at.value - q)).toBeLessThanOrEqual(2e-12);
      expect(error).toBeLessThanOrEqual(1e-7 * value);
    }
  });

  it("gives the ends of the support, and says what is open where q is the mass below a gap", () => {
    const { intervals } = support(far, 0.1);
    expect(spectralQuantile(far, 0.1, 0)).toEqual(intervals[0].lower.position);
    expect(spectralQuantile(far, 0.1, 1)).toEqual(intervals[2].upper.position);
    const atGap = spectralQuantile(far, 0.1, 0.7);
    expect(atGap.status).toBe("inaccurate");
    expect(atGap.value).toBe(intervals[1].upper.position.value);
    expect(spectralQuantile(isotropic, 2, 0.5)).toEqual({ value: 0, error: 0, status: "ok" });
    for (const q of [-0.1, 1.1, Number.NaN]) {
      expect(() => spectralQuantile(isotropic, 2, q)).toThrow(expect.objectContaining({ field: "q" }));
    }
  });
});
