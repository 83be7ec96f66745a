import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { discretise } from "./discretise.ts";

const eps = Number.EPSILON;
const scale = fc.double({ min: -30, max: 30, noNaN: true }).map((x) => 10 ** x);

function sum(input: unknown, f: (tau: number) => number): number {
  const { values, weights, zeroMass } = discretise(parsePopulation(input));
  return weights.reduce((total, weight, i) => total + weight * f(values[i]), zeroMass === 0 ? 0 : zeroMass * f(0));
}

// The plain sums of these tests add rounding of up to eps·√n, 40 eps for 1,600 nodes, to the 16 eps that discretise
// promises; the closed forms some 8 eps. Densities with exponent a add 2a eps.
const tolerance = 64 * eps;

describe("1/(τ + κ) in closed form, for κ from 1e-30 to 1e30", () => {
  test.prop([scale])("uniform law from 0", (kappa) => {
    const exact = (kappa / 3) * Math.log1p(3 / kappa);
    const got = sum({ kind: "uniform", low: 0, high: 3 }, (tau) => kappa / (tau + kappa));
    expect(Math.abs(got / exact - 1)).toBeLessThanOrEqual(tolerance);
  });

  test.prop([scale])("geometric law over nine decades", (kappa) => {
    const exact = (Math.log1p(kappa * 1e9) - Math.log1p(kappa)) / Math.log(1e9);
    const got = sum({ kind: "geometric", low: 1e-9, high: 1 }, (tau) => kappa / (tau + kappa));
    // Both logarithms nearly agree for large κ: some 700 = log(1e308) times eps, over their difference.
    expect(Math.abs(got / exact - 1)).toBeLessThanOrEqual(tolerance + (2 * eps * Math.log1p(kappa * 1e9)) / 20);
  });

  test.prop([scale])("power law with exponent 2", (kappa) => {
    const [low, high] = [0.01, 100];
    const a = Math.log1p(kappa / low);
    const b = Math.log1p(kappa / high);
    const exact = (a - b) / kappa / (1 / low - 1 / high);
    const got = sum({ kind: "power-law", exponent: 2, low, high }, (tau) => tau / (tau + kappa));
    expect(Math.abs(got / exact - 1)).toBeLessThanOrEqual(tolerance + (2 * eps * (a + b)) / (a - b));
  });

  test.prop([scale, fc.constantFrom(1e-6, 0.1, -0.5, 0.9, 0.999, -0.999999, 1 - 1e-12)])("AR(1)", (kappa, rho) => {
    // The mean of 1/(x − y cos θ) is 1/√((x − y)(x + y)).
    const top = (1 - rho) * (1 + rho);
    const exact = top / Math.sqrt(top + kappa * (1 - rho) ** 2) / Math.sqrt(top + kappa * (1 + rho) ** 2);
    const got = sum({ kind: "ar1", rho }, (tau) => tau / (tau + kappa));
    expect(Math.abs(got / exact - 1)).toBeLessThanOrEqual(tolerance);
  });
});

describe("fourth powers, the steepest that the promise covers", () => {
  test.prop([scale])("of κ/(τ + κ), uniform law from 0", (kappa) => {
    // ∫₀³ (κ/(τ+κ))⁴ dτ/3 = (κ/9)(1 − r³) with r = κ/(3+κ).
    const r = kappa / (3 + kappa);
    const exact = (kappa / 9) * (3 / (3 + kappa)) * (1 + r + r * r);
    const got = sum({ kind: "uniform", low: 0, high: 3 }, (tau) => (kappa / (tau + kappa)) ** 4);
    expect(Math.abs(got / exact - 1)).toBeLessThanOrEqual(tolerance);
  });

  // Exponent, κ, ∫ (κ/(τ+κ))⁴ dH, ∫ (τ/(τ+κ))⁴ dH on [1, 1e9]: 110-digit mpmath quadrature, whose tolerance is absolute.
  it.each([
    [-9, 1e-6, 1.6666666666666585e-60, 0.9999999999999956],
    [-9, 1.0, 1.666666658666667e-36, 0.9999999955555555],
    [-9, 100000.0, 1.6658669166000174e-16, 0.99955568052699],
    [-9, 1000000000000.0, 0.9963719543373171, 7.116252858737567e-13],
    [-3, 1e-6, 8.289304734780564e-59, 0.9999999999999947],
    [-3, 1.0, 7.54538079748792e-35, 0.9999999946666667],
    [-3, 100000.0, 2.950962795459806e-15, 0.9994668665867885],
    [-3, 1000000000000.0, 0.9968066552555703, 4.982262149611444e-13],
    [5, 1e-6, 4.999982222262221e-25, 0.9999968000066667],
    [5, 1.0, 0.04060527839234332, 0.10592205557311457],
    [5, 100000.0, 0.9999466686665867, 3.8718528524547606e-19],
    [5, 1000000000000.0, 0.9999999999946667, 8.287708332116993e-47],
    [9, 1e-6, 6.666642051339192e-25, 0.9999964444524444],
    [9, 1.0, 0.04951643436590367, 0.08121055678468664],
    [9, 100000.0, 0.999954287047587, 1.9998933373331734e-20],
    [9, 1000000000000.0, 0.9999999999954285, 1.9999999999893333e-48],
  ])("power law with exponent %s, κ = %s", (exponent, kappa, ofKappa, ofTau) => {
    const input = { kind: "power-law", exponent, low: 1, high: 1e9 };
    const density = 2 * Math.abs(exponent) * eps;
    const first = sum(input, (tau) => (kappa / (tau + kappa)) ** 4);
    const second = sum(input, (tau) => (tau / (tau + kappa)) ** 4);
    expect(Math.abs(first / ofKappa - 1)).toBeLessThanOrEqual(tolerance + density);
    expect(Math.abs(second / ofTau - 1)).toBeLessThanOrEqual(tolerance + density);
  });
});

describe("atoms", () => {
  it("are their own discretisation, with the mass at 0 apart", () => {
    const population = parsePopulation({ kind: "atoms", values: [0, 2, 1], weights: [2, 1, 1] });
    const { values, weights, zeroMass } = discretise(population);
    expect([...values]).toEqual([1, 2]);
    expect([...weights]).toEqual([0.25, 0.25]);
    expect(zeroMass).toBe(0.5);
    expect(discretise(population)).toBe(discretise(population));
  });
});

it("says below which scale a uniform law with a negligible lower end is not resolved", () => {
  expect(discretise(parsePopulation({ kind: "uniform", low: 0, high: 1 })).smallestScale).toBeLessThan(2e-40);
  expect(discretise(parsePopulation({ kind: "uniform", low: 0, high: 1 })).smallestScale).toBeGreaterThan(0);
  expect(discretise(parsePopulation({ kind: "uniform", low: 1e-30, high: 1 })).smallestScale).toBe(0);
});

it("refuses what is no population", () => {
  expect(() => discretise({ kind: "ar1", rho: 0.5 } as never)).toThrow(/population must be a population/);
});
