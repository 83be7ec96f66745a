import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { boundaryPoint, spectralPoint } from "./spectral-point.ts";

const eps = Number.EPSILON;

describe("golden rows", () => {
  interface Row {
    population: PopulationSpecification;
    name: string;
    phi: number;
    real: { lambda: number; m: string; dm: string }[];
    complex: { re: number; im: number; mRe: string; mIm: string }[];
  }
  const rows = JSON.parse(readFileSync(new URL("../golden/silverstein.json", import.meta.url), "utf8")) as Row[];

  // Worst seen: 3 eps, and 113 eps stated.
  it.each(rows)("$name, φ = $phi", ({ population: input, phi, real, complex }) => {
    const population = parsePopulation(input);
    for (const { re, im, mRe, mIm } of complex) {
      const { stieltjes, branch } = spectralPoint(population, phi, { re, im });
      const size = Math.hypot(Number(mRe), Number(mIm));
      const off = Math.hypot(stieltjes.value.re - Number(mRe), stieltjes.value.im - Number(mIm));
      expect(off).toBeLessThanOrEqual(16 * eps * size);
      expect(off).toBeLessThanOrEqual(stieltjes.error + eps * size);
      expect(stieltjes.error).toBeLessThanOrEqual(256 * eps * size);
      expect(stieltjes.status).toBe("ok");
      expect(branch.kind).toBe("upper-half-plane");
    }
    for (const { lambda, m, dm } of real) {
      const point = spectralPoint(population, phi, -lambda);
      expect(Math.abs(point.stieltjes.value.re / Number(m) - 1)).toBeLessThanOrEqual(16 * eps);
      expect(Math.abs(point.stieltjesDerivative.value.re / Number(dm) - 1)).toBeLessThanOrEqual(32 * eps);
      expect(point.stieltjesDerivative.status).toBe("ok");
      expect(point.branch.kind).toBe("contraction");
    }
  });
});

describe("Marchenko–Pastur", () => {
  const identity = parsePopulation({ kind: "atoms", values: [1] });
  it.each([0.1, 0.5, 1, 2, 2.9, 2.9142])("density at %s", (x) => {
    const [low, high] = [(1 - Math.SQRT1_2) ** 2, (1 + Math.SQRT1_2) ** 2];
    const expected = Math.sqrt((x - low) * (high - x)) / (Math.PI * x);
    const { density } = boundaryPoint(identity, 0.5, x);
    // The closed form knows the edges to an eps or two.
    const tolerance = 16 * eps + (4 * eps * x) / Math.min(x - low, high - x);
    expect(Math.abs(density.value / expected - 1)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(density.value - expected)).toBeLessThanOrEqual(density.error + tolerance * expected);
  });
});
