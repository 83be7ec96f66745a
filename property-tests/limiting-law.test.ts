import { fc, test } from "@fast-check/vitest";
import { parsePopulation } from "asymptopia/model";
import {
  linearStatistic,
  logStatistic,
  spectralDensities,
  spectralDensity,
  spectralDistribution,
  spectralMoment,
  spectralQuantile,
  support,
} from "asymptopia/theory";
import { describe, expect } from "vitest";
import { logUniform, populations, uniform } from "./support/arbitraries.ts";

const problem = fc.record({
  population: populations.map((given) => parsePopulation(given)),
  phi: logUniform(0.01, 100),
});
const numRuns = 30;

describe("the limiting law, for every kind of population and aspect ratio", () => {
  test.prop([problem], { numRuns })(
    "has the total mass 1, and is 0 and 1 outside the support",
    ({ population, phi }) => {
      const mass = linearStatistic(population, phi, () => 1);
      expect(Math.abs(mass.value - 1)).toBeLessThanOrEqual(1e-10);
      const { intervals, atomAtZero } = support(population, phi);
      const [low, high] = [intervals[0].lower.position.value, intervals[intervals.length - 1].upper.position.value];
      const [below, above] = [0.999 * low, 1.001 * high].map((x) => spectralDistribution(population, phi, x));
      expect(Math.abs(below.value - atomAtZero.value)).toBeLessThanOrEqual(below.error + atomAtZero.error);
      expect(Math.abs(above.value - 1)).toBeLessThanOrEqual(above.error);
    },
  );

  test.prop([problem], { numRuns })("has moments and a logarithm that agree with quadrature", ({ population, phi }) => {
    for (const [found, expected] of [
      [linearStatistic(population, phi, (x) => x ** 3), spectralMoment(population, phi, 3)],
      [linearStatistic(population, phi, (x) => Math.log(x + 0.5)), logStatistic(population, phi, { shift: 0.5 })],
    ]) {
      expect(found.status).toBe("ok");
      expect(Math.abs(found.value - expected.value)).toBeLessThanOrEqual(found.error + expected.error);
    }
  });

  test.prop([problem, uniform(0.001, 0.999)], { numRuns })("has quantiles that invert F", ({ population, phi }, q) => {
    const { value, error } = spectralQuantile(population, phi, q);
    const [at, before] = [value + error, value - error].map((x) => spectralDistribution(population, phi, x));
    expect(at.value + at.error).toBeGreaterThanOrEqual(q);
    if (value > 0) expect(before.value - before.error).toBeLessThanOrEqual(q);
  });

  test.prop([problem, fc.array(uniform(0, 1.1), { minLength: 3, maxLength: 20 })], { numRuns })(
    "has the same density along a grid as at each point, in any order",
    ({ population, phi }, fractions) => {
      const { intervals } = support(population, phi);
      const high = intervals[intervals.length - 1].upper.position.value;
      const xs = fractions.map((fraction) => fraction * high + 1e-3);
      const { values, errors } = spectralDensities(population, phi, xs);
      xs.forEach((x, i) => {
        const { value, error } = spectralDensity(population, phi, x);
        expect(Math.abs(values[i] - value)).toBeLessThanOrEqual(errors[i] + error);
      });
    },
  );

  test.prop([problem, uniform(0, 1), uniform(0, 1)], { numRuns })(
    "has a distribution function that does not fall, and a density that is not negative",
    ({ population, phi }, one, other) => {
      const { intervals } = support(population, phi);
      const high = intervals[intervals.length - 1].upper.position.value;
      const [a, b] = [Math.min(one, other), Math.max(one, other)].map((fraction) => fraction * high + 1e-6);
      const [lower, upper] = [a, b].map((x) => spectralDistribution(population, phi, x));
      expect(lower.value).toBeLessThanOrEqual(upper.value + lower.error + upper.error);
      expect(spectralDensity(population, phi, a).value).toBeGreaterThanOrEqual(0);
    },
  );
});
