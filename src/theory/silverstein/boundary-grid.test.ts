import { describe, expect, it } from "vitest";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { boundaryGrid } from "./boundary-grid.ts";
import { boundaryPoint } from "./spectral-point.ts";

const eps = Number.EPSILON;

const cases: [string, PopulationSpecification, number, number, number][] = [
  ["two atoms", { kind: "atoms", values: [1, 3], weights: [1, 1] }, 0.05, 0.3, 6],
  ["scales apart", { kind: "atoms", values: [1e-3, 1, 1e3], weights: [3, 4, 3] }, 0.1, 1e-4, 2],
  ["100 eigenvalues", { kind: "eigenvalues", values: Array.from({ length: 100 }, (_, i) => 1 + i / 50) }, 2, 0.05, 9],
  ["uniform", { kind: "uniform", low: 1, high: 2 }, 0.01, 0.8, 2.4],
  ["AR(1)", { kind: "ar1", rho: 0.5 }, 1, 1e-3, 10],
];

describe.each(cases)("%s", (_, specification, phi, low, high) => {
  const population = parsePopulation(specification);
  const count = 400;
  const xs = Float64Array.from({ length: count }, (_, i) => low + ((high - low) * (i + 0.5)) / count);

  it("agrees with single points within both errors", () => {
    const grid = boundaryGrid(population, phi, xs);
    xs.forEach((x, i) => {
      const { density, ell } = boundaryPoint(population, phi, x);
      expect(Math.abs(grid.density[i] - density.value)).toBeLessThanOrEqual(grid.densityError[i] + density.error);
      expect(grid.ellIm[i] > 0).toBe(ell.value.im > 0);
      expect(Math.hypot(grid.ellRe[i] - ell.value.re, grid.ellIm[i] - ell.value.im)).toBeLessThanOrEqual(
        4 * ell.error + 8 * eps * Math.hypot(ell.value.re, ell.value.im),
      );
    });
  });

  it("does not depend on the order but for rounding", () => {
    const up = boundaryGrid(population, phi, xs);
    const down = boundaryGrid(population, phi, Float64Array.from(xs).reverse());
    xs.forEach((_, i) => {
      const j = count - 1 - i;
      expect(Math.abs(up.density[i] - down.density[j])).toBeLessThanOrEqual(up.densityError[i] + down.densityError[j]);
    });
  });
});

it("the density of Marchenko and Pastur has mass 1", () => {
  // x = centre + radius·cos θ: the integrand is analytic and periodic in θ, and the midpoint rule converges geometrically.
  const phi = 0.5;
  const [centre, radius] = [1 + phi, 2 * Math.sqrt(phi)];
  const count = 200;
  const angles = Array.from({ length: count }, (_, i) => (Math.PI * (i + 0.5)) / count);
  const xs = angles.map((angle) => centre - radius * Math.cos(angle));
  const { density, densityError } = boundaryGrid(parsePopulation({ kind: "atoms", values: [1] }), phi, xs);
  let [mass, error] = [0, 0];
  angles.forEach((angle, i) => {
    const weight = (radius * Math.sin(angle) * Math.PI) / count;
    mass += weight * density[i];
    error += weight * densityError[i];
  });
  expect(Math.abs(mass - 1)).toBeLessThanOrEqual(error + 200 * eps);
  expect(error).toBeLessThan(1e-12);
});

it("names the x that is none", () => {
  const population = parsePopulation({ kind: "atoms", values: [1] });
  for (const bad of [0, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => boundaryGrid(population, 0.5, [1, bad])).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "xs[1]" }),
    );
  }
  expect(() => boundaryGrid(population, 0, [1])).toThrow(expect.objectContaining({ field: "phi" }));
});
