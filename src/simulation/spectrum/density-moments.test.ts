import { expect, it } from "vitest";
import type { ContinuousPopulation } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { definePopulation } from "../../model/populations/registry.ts";
import { densityMoments } from "./density-moments.ts";
import { realiseSpectrum } from "./realise-spectrum.ts";

const own = (definition: Parameters<typeof definePopulation>[0]): ContinuousPopulation =>
  parsePopulation(definePopulation(definition)) as ContinuousPopulation;

const arcsine = own({
  name: "moments-arcsine",
  low: 1,
  high: 4,
  density: (_, above, below) => 1 / (Math.PI * Math.sqrt(above * below)),
});
const triangle = own({
  name: "moments-triangle",
  low: 0,
  high: 2,
  density: (tau) => Math.min(tau, 2 - tau),
  breakpoints: [1],
});

it.each([
  // Mean and second moment: 5/2 and 25/4 + (3/2)²/2; 1 and 1 + 1/6.
  ["arcsine law, infinite at both ends", arcsine, 5 / 8, (25 / 4 + 9 / 8) / 16],
  ["triangle with a declared tip", triangle, 1 / 2, 7 / 24],
])("%s", (_, population, first, second) => {
  const moments = densityMoments(population);
  // Some 190 terms of a plain sum for each segment.
  [1, first, second].forEach((exact, order) => {
    expect(Math.abs(moments[order] / exact - 1)).toBeLessThanOrEqual(200 * Number.EPSILON);
  });
});

it("a registered density is realised by its quantiles, with moments that agree to order 1/d", () => {
  const { eigenvalues, momentErrors } = realiseSpectrum(triangle, 400);
  expect(eigenvalues).toHaveLength(400);
  expect(momentErrors.first).toBeLessThan(1e-10); // by symmetry
  expect(momentErrors.second).toBeLessThan(1 / 400);
  expect(momentErrors.second).toBeGreaterThan(0);
});
