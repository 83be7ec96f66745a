import { describe, expect, it } from "vitest";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { traceFluctuation } from "../equivalents/trace-fluctuation.ts";
import { moment } from "../populations/moment.ts";
import { linearStatisticFluctuation, type SmoothFunction } from "./linear-statistic-fluctuation.ts";

const eps = Number.EPSILON;
const isotropic = parsePopulation({ kind: "atoms", values: [1] });
const logarithm: SmoothFunction = { value: Math.log, derivative: (x) => 1 / x };
const identity: SmoothFunction = { value: (x) => x, derivative: () => 1 };

const cases: readonly (readonly [string, PopulationSpecification, number])[] = [
  ["one atom", { kind: "atoms", values: [1] }, 0.5],
  ["one atom, φ = 1000", { kind: "atoms", values: [1] }, 1e3],
  ["one atom, φ = 1e-3", { kind: "atoms", values: [1] }, 1e-3],
  ["hard edge", { kind: "atoms", values: [1, 3, 10] }, 1],
  ["three bulks", { kind: "atoms", values: [1, 3, 10] }, 0.1],
  ["far scales", { kind: "atoms", values: [1e-9, 1, 1e9], weights: [0.3, 0.4, 0.3] }, 2],
  ["mass at 0", { kind: "atoms", values: [0, 1, 4], weights: [5, 3, 2] }, 1.5],
  ["uniform", { kind: "uniform", low: 0.5, high: 2 }, 0.1],
  ["AR(1)", { kind: "ar1", rho: 0.5 }, 2],
];

describe("linearStatisticFluctuation", () => {
  it.each([0.01, 0.5, 0.9, 1 - 2 ** -20])("is ½ log(1 − φ) and −2 log(1 − φ) for the logarithm at φ = %d", (phi) => {
    const { meanCorrection, variance } = linearStatisticFluctuation(isotropic, phi, logarithm);
    const expected = Math.log1p(-phi);
    expect(Math.abs(meanCorrection.value - expected / 2)).toBeLessThanOrEqual(meanCorrection.error + eps);
    expect(Math.abs(variance.value + 2 * expected)).toBeLessThanOrEqual(variance.error - eps * expected);
    expect([meanCorrection.status, variance.status]).toEqual(["ok", "ok"]);
    expect(variance.error).toBeLessThanOrEqual(1e-11 * variance.value);
  });

  describe.each(cases)("for %s", (_, specification, phi) => {
    const population = parsePopulation(specification);

    it("of the trace is 0 and 2φ∫ τ² dH", () => {
      const { meanCorrection, variance } = linearStatisticFluctuation(population, phi, identity);
      const expected = 2 * phi * moment(population, 2).value;
      expect(Math.abs(meanCorrection.value)).toBeLessThanOrEqual(meanCorrection.error);
      expect(Math.abs(variance.value - expected)).toBeLessThanOrEqual(variance.error + 8 * eps * expected);
      expect(meanCorrection.error).toBeLessThanOrEqual(1e-10 * Math.sqrt(expected));
      expect(variance.error).toBeLessThanOrEqual(1e-10 * expected);
    });

    it("of the resolvent's trace is as its closed form", () => {
      const lambda = 0.3;
      const resolvent: SmoothFunction = { value: (x) => 1 / (x + lambda), derivative: (x) => -1 / (x + lambda) ** 2 };
      const found = linearStatisticFluctuation(population, phi, resolvent);
      const expected = traceFluctuation({ population, phi, lambda });
      for (const member of ["meanCorrection", "variance"] as const) {
        const difference = Math.abs(found[member].value - expected[member].value);
        expect(difference).toBeLessThanOrEqual(found[member].error + expected[member].error);
        expect(found[member].error).toBeLessThanOrEqual(1e-9 * found[member].value);
      }
    });
  });

  it("names a function that is not finite, and refuses what it cannot resolve", () => {
    const broken: SmoothFunction = { value: (x) => x, derivative: () => Number.NaN };
    expect(() => linearStatisticFluctuation(isotropic, 0.5, broken)).toThrow(
      expect.objectContaining({ code: "non-finite", field: "f" }),
    );
    const wide = parsePopulation({ kind: "geometric", low: 1e-4, high: 1e4 });
    expect(() => linearStatisticFluctuation(wide, 1e-3, identity)).toThrow(
      expect.objectContaining({ code: "not-converged" }),
    );
  });
});
