import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { integrate } from "../quadrature/integrate.ts";
import { support } from "../support/support.ts";
import { spectralDensity } from "./density.ts";
import { spectralDistribution } from "./distribution-function.ts";

const eps = Number.EPSILON;
const threeAtoms: PopulationSpecification = { kind: "atoms", values: [1, 3, 10] };
const isotropic: PopulationSpecification = { kind: "atoms", values: [1] };

interface Row {
  readonly values: number[];
  readonly weights: number[];
  readonly phi: number;
  readonly x: number;
  readonly density: string;
  readonly distribution: string;
}
const golden: { readonly atoms: readonly Row[] } = JSON.parse(
  readFileSync(new URL("../golden/spectral-law.json", import.meta.url), "utf8"),
);

const cases: readonly (readonly [string, PopulationSpecification, number])[] = [
  ["Marchenko–Pastur", isotropic, 0.5],
  ["Marchenko–Pastur at the hard edge", isotropic, 1],
  ["Marchenko–Pastur, φ = 1e-3", isotropic, 1e-3],
  ["Marchenko–Pastur, φ = 1000", isotropic, 1e3],
  ["three bulks", threeAtoms, 0.1],
  ["three atoms, hard edge", threeAtoms, 1],
  ["far scales", { kind: "atoms", values: [1e-3, 1, 1e3], weights: [0.3, 0.4, 0.3] }, 1.5],
  ["mass at 0", { kind: "atoms", values: [0, 1, 4], weights: [2, 1, 1] }, 1.2],
  ["mass at 0, φ > 2", { kind: "atoms", values: [0, 1, 4], weights: [2, 1, 1] }, 4],
  ["uniform", { kind: "uniform", low: 0.5, high: 2 }, 0.1],
  ["uniform from 0", { kind: "uniform", low: 0, high: 1 }, 0.5],
  ["AR(1)", { kind: "ar1", rho: 0.7 }, 2],
  ["geometric", { kind: "geometric", low: 1e-4, high: 1e4 }, 0.9],
];

describe("spectralDistribution", () => {
  it.each(golden.atoms)("$values, $weights at φ = $phi: F($x) and f($x)", (row) => {
    const population = parsePopulation({ kind: "atoms", values: row.values, weights: row.weights });
    for (const [found, expected] of [
      [spectralDistribution(population, row.phi, row.x), Number(row.distribution)],
      [spectralDensity(population, row.phi, row.x), Number(row.density)],
    ] as const) {
      expect(found.status).toBe("ok");
      expect(Math.abs(found.value - expected)).toBeLessThanOrEqual(found.error);
      expect(found.error).toBeLessThan((50 * eps * Math.max(1, expected)) / Math.sqrt(Math.min(1, row.phi)));
    }
  });

  describe.each(cases)("for %s", (_, specification, phi) => {
    const population = parsePopulation(specification);
    const { intervals, atomAtZero } = support(population, phi);
    const distribution = (x: number) => spectralDistribution(population, phi, x);

    it("rises over each interval by its mass, from the atom at 0 to 1", () => {
      let mass = atomAtZero.value;
      for (const { lower, upper, mass: own } of intervals) {
        const below = lower.position.value * (1 - 1e-9);
        expect(Math.abs(distribution(below).value - mass)).toBeLessThanOrEqual(8 * eps);
        mass += own.value;
        const above = upper.position.value * (1 + 1e-9);
        expect(Math.abs(distribution(above).value - mass)).toBeLessThanOrEqual(8 * eps);
        // At the edges themselves, where nothing certifies the branch, the closed form is flat.
        const { value, error } = distribution(upper.position.value);
        expect(Math.abs(value - mass)).toBeLessThanOrEqual(error + 8 * eps);
        expect(error).toBeLessThan(1e-12);
      }
      expect(distribution(0)).toEqual(atomAtZero);
      expect(distribution(-1).value).toBe(0);
      expect(distribution(Number.MAX_VALUE).value).toBe(1);
    });

    it("is the integral of the density", () => {
      for (const { lower, upper } of intervals) {
        const width = upper.position.value - lower.position.value;
        const [a, b] = [0.02, 0.8].map((part) => lower.position.value + part * width);
        const density = (x: number): number => spectralDensity(population, phi, x).value;
        const mass = integrate(density, [a, b], { relativeTolerance: 1e-9 });
        const [low, high] = [distribution(a), distribution(b)];
        const difference = Math.abs(high.value - low.value - mass.value);
        expect(difference).toBeLessThanOrEqual(low.error + high.error + mass.error);
        expect(Math.max(low.error, high.error)).toBeLessThan((50 * eps) / Math.min(1, Math.sqrt(phi)));
      }
    });
  });

  it("names what is outside its domain", () => {
    const population = parsePopulation(isotropic);
    for (const phi of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => spectralDistribution(population, phi, 1)).toThrow(expect.objectContaining({ field: "phi" }));
    }
    expect(() => spectralDistribution(population, 1, Number.NaN)).toThrow(expect.objectContaining({ field: "x" }));
  });
});
