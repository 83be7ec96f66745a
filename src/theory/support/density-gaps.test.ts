import { describe, expect, it } from "vitest";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { definePopulation } from "../../model/populations/registry.ts";
import { boundaryPoint, spectralPoint } from "../silverstein/spectral-point.ts";
import { spectralDistribution } from "../spectral-law/distribution-function.ts";
import { linearStatistic } from "../spectral-law/linear-statistic.ts";
import { spectralMoment } from "../spectral-law/moment.ts";
import { support } from "./support.ts";

const blocks = parsePopulation(
  definePopulation({
    name: "support-two-blocks",
    low: 0.5,
    high: 7,
    density: (tau) => ((tau > 1 && tau < 2) || (tau > 5 && tau < 6) ? 0.5 : 0),
    breakpoints: [1, 2, 5, 6],
  }),
);
/** Two bumps that vanish quadratically at all ends: 15 u²(1 − u)² each. */
const bumps = parsePopulation(
  definePopulation({
    name: "support-two-bumps",
    low: 1,
    high: 6,
    density(tau) {
      const u = tau < 3.5 ? tau - 1 : tau - 5;
      return u > 0 && u < 1 ? 15 * u * u * (1 - u) * (1 - u) : 0;
    },
    breakpoints: [2, 5],
  }),
);

describe("a density with gaps", () => {
  it("separates the spectrum at critical points of ψ, with the masses of its parts", () => {
    const phi = 0.05;
    const { intervals, status } = support(blocks, phi);
    expect(status).toBe("ok");
    expect(intervals).toHaveLength(2);
    for (const { lower, upper, mass } of intervals) {
      expect(Math.abs(mass.value - 0.5)).toBeLessThanOrEqual(mass.error);
      for (const { ell, position, kind } of [lower, upper]) {
        expect(kind).toBe("square-root");
        const l = ell.value;
        // Antiderivatives of τ²/(ℓ − τ)² and τ/(ℓ − τ).
        const second = (tau: number): number => tau + 2 * l * Math.log(Math.abs(l - tau)) + (l * l) / (l - tau);
        const first = (tau: number): number => -tau - l * Math.log(Math.abs(l - tau));
        const over = (f: (tau: number) => number): number => (f(2) - f(1) + f(6) - f(5)) / 2;
        expect(Math.abs(1 - phi * over(second))).toBeLessThan(1e-11);
        expect(Math.abs(l * (1 + phi * over(first)) - position.value)).toBeLessThan(1e-12 * position.value);
      }
    }
  });

  it("has density 0, and the mass of the lower part below, in the gap", () => {
    const phi = 0.05;
    const [first, second] = support(blocks, phi).intervals;
    const x = (first.upper.position.value + second.lower.position.value) / 2;
    const { density, stieltjes, branch } = boundaryPoint(blocks, phi, x);
    expect([density.value, branch.kind]).toEqual([0, "contraction"]);
    expect(spectralPoint(blocks, phi, x).stieltjes.value.re).toBe(stieltjes.value.re);
    const above = spectralPoint(blocks, phi, { re: x, im: 1e-9 }).stieltjes.value.re;
    expect(Math.abs(above / stieltjes.value.re - 1)).toBeLessThan(1e-12);
    expect(spectralDistribution(blocks, phi, x).value).toBeCloseTo(0.5, 14);
    const square = linearStatistic(blocks, phi, (y) => y * y);
    const expected = spectralMoment(blocks, phi, 2);
    expect(square.status).toBe("ok");
    expect(Math.abs(square.value - expected.value)).toBeLessThanOrEqual(square.error + expected.error);
  });

  it("has one interval where φ is large enough to close the gap", () => {
    const { intervals } = support(blocks, 0.8);
    expect(intervals).toHaveLength(1);
    expect(intervals[0].mass.value).toBe(1);
  });

  it("ends at ψ of the population's ends where the density vanishes there, in the gap as well", () => {
    const phi = 1e-3;
    const { intervals } = support(bumps, phi);
    expect(intervals).toHaveLength(2);
    expect(intervals.map(({ lower, upper }) => [lower.kind, upper.kind])).toEqual([
      ["endpoint", "endpoint"],
      ["endpoint", "endpoint"],
    ]);
    const { value, error } = linearStatistic(bumps, phi, () => 1);
    expect(Math.abs(value - 1)).toBeLessThanOrEqual(error + 1e-12);
  });
});
