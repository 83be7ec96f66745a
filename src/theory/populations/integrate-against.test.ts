import { describe, expect, it } from "vitest";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { integrateAgainst } from "./integrate-against.ts";

const eps = Number.EPSILON;

describe("integrateAgainst", () => {
  it("is exact for atoms, whatever cancels", () => {
    const population = parsePopulation({ kind: "atoms", values: [1, 2, 3, 4], weights: [1, 1, 1, 1] });
    const { value, error, status } = integrateAgainst(population, (tau) => [0, 1e16, 4, 0, -1e16][tau]);
    expect({ value, status }).toEqual({ value: 1, status: "ok" });
    expect(error).toBeGreaterThanOrEqual(eps);
  });

  it.each([
    ["uniform", { kind: "uniform", low: 0, high: 2 }, (tau: number) => Math.log(tau), Math.LN2 - 1],
    ["geometric", { kind: "geometric", low: 1e-9, high: 1 }, (tau: number) => Math.log(tau), Math.log(1e-9) / 2],
    ["AR(1): Szegő's limit", { kind: "ar1", rho: 0.9 }, (tau: number) => Math.log(tau), Math.log(1 - 0.9 ** 2)],
    ["AR(1) near 1", { kind: "ar1", rho: 1 - 1e-9 }, (tau: number) => tau, 1],
    ["a kink", { kind: "uniform", low: 0, high: 3 }, (tau: number) => Math.max(tau, 1), (1 + 4) / 3],
  ])("%s", (_, input, f, exact) => {
    const { value, error, status } = integrateAgainst(parsePopulation(input), f);
    expect(status).toBe("ok");
    expect(Math.abs(value - exact)).toBeLessThanOrEqual(error);
    expect(error).toBeLessThanOrEqual(1e-12 * Math.max(1, 4 * Math.abs(exact)));
  });

  it("integrates 1 to 1 for every continuous kind, steep and long ones included", () => {
    for (const input of [
      { kind: "uniform", low: 0, high: 1e-5 },
      { kind: "uniform", low: 1e-100, high: 1 },
      { kind: "geometric", low: 1e-150, high: 1e150 },
      { kind: "power-law", exponent: 300, low: 1e-3, high: 1e6 },
      { kind: "power-law", exponent: -300, low: 1e-3, high: 1e6 },
      { kind: "ar1", rho: 0.999999 },
      { kind: "ar1", rho: 1e-9 },
    ]) {
      const { value, error, status } = integrateAgainst(parsePopulation(input), () => 1);
      expect(status).toBe("ok");
      // A density with exponent a is known to 2a units in the last place.
      const density = "exponent" in input ? 600 * eps : 16 * eps;
      expect(Math.abs(value - 1)).toBeLessThanOrEqual(error + density);
    }
  });

  it.each([
    { kind: "eigenvalues", values: [0, 1] },
    { kind: "uniform", low: 0, high: 1 },
  ])("names the integrand that is not finite", (input) => {
    expect(() => integrateAgainst(parsePopulation(input), (tau) => Math.log(tau - 2))).toThrow(/the integrand is NaN/);
  });
});
