import fc from "fast-check";
import { expect, test } from "vitest";
import type { Population, PopulationSpecification } from "../../model/population.ts";
import { scaledMoments } from "./population-moments.ts";

/** As much of a continuous population as moments may read. */
function continuous(specification: PopulationSpecification): Population {
  const never = (): never => {
    throw new Error("moments must not use the functions that they check");
  };
  return { type: "continuous", specification, low: Number.NaN, high: Number.NaN, density: never, quantile: never };
}

function atomic(values: readonly number[], weights: readonly number[]): Population {
  return { type: "atomic", specification: { kind: "atoms", values, weights }, values, weights, quantile: () => 0 };
}

function expectMoments(population: Population, largest: number, first: number, second: number): void {
  const moments = scaledMoments(population);
  // A dozen operations, and an exponential of at most log(1000), whose argument's rounding counts seven times.
  expect(Math.abs(moments.largest / largest - 1)).toBeLessThan(4 * Number.EPSILON);
  expect(Math.abs(moments.first / first - 1)).toBeLessThan(32 * Number.EPSILON);
  expect(Math.abs(moments.second / second - 1)).toBeLessThan(32 * Number.EPSILON);
}

// 40-digit arithmetic (mpmath) from ∫τ^(k−p)dτ = (high^s − low^s)/s, s = k+1−p.
test.each([
  [1, 1, 100, 0.21497576854210965, 0.10856276311376538],
  [1.000000000000001, 1, 100, 0.21497576854210934, 0.10856276311376516],
  [1, 1e-9, 1, 0.04825494238543971, 0.024127471216847326],
  [2, 0.5, 8, 0.18483924814931876, 0.0625],
  [3, 0.5, 8, 0.11764705882352941, 0.02174579389991985],
  [2.5, 0.01, 1, 0.02702702702702703, 0.002702702702702703],
  [-2, 1, 2, 0.8035714285714286, 0.6642857142857143],
  [200, 0.001, 1, 0.001005050505050505, 1.0101522842639594e-6],
  [-200, 0.001, 1, 0.995049504950495, 0.9901477832512315],
  [0.5, 0, 3, 1 / 3, 1 / 5],
])("power law with exponent %d on [%d, %d]", (exponent, low, high, first, second) => {
  expectMoments(continuous({ kind: "power-law", exponent, low, high }), high, first, second);
});

test("uniform and geometric densities have their textbook moments", () => {
  expectMoments(continuous({ kind: "uniform", low: 1, high: 3 }), 3, 2 / 3, 13 / 27);
  expectMoments(continuous({ kind: "uniform", low: 0, high: 5 }), 5, 1 / 2, 1 / 3);
  const length = Math.log(4);
  expectMoments(continuous({ kind: "geometric", low: 2, high: 8 }), 8, 6 / length / 8, 30 / length / 64);
});

test.each([0.5, -0.5, 0.99, 1e-3])("AR(1) with ρ = %d has mean 1 and second moment (1+ρ²)/(1−ρ²)", (rho) => {
  const largest = (1 + Math.abs(rho)) / (1 - Math.abs(rho));
  const second = (1 + rho * rho) / ((1 - Math.abs(rho)) * (1 + Math.abs(rho)));
  expectMoments(continuous({ kind: "ar1", rho }), largest, 1 / largest, second / largest ** 2);
});

test("atoms are summed, at every scale and with an atom at 0", () => {
  expectMoments(atomic([1, 3], [0.5, 0.5]), 3, 2 / 3, 5 / 9);
  expectMoments(atomic([0, 2], [0.75, 0.25]), 2, 1 / 4, 1 / 4);
  expectMoments(atomic([1e-300, 1e300], [0.5, 0.5]), 1e300, 0.5, 0.5);
  expect(scaledMoments(atomic([0], [1]))).toEqual({ largest: 0, first: 0, second: 0 });
});

test("moments are finite and ordered as Jensen's inequality says, whatever the density", () => {
  const exponent = fc.oneof(fc.double({ min: -500, max: 500, noNaN: true }), fc.constantFrom(0, 1, 2, 3, 1 + 1e-15));
  const low = fc.double({ min: 1e-12, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(exponent, low, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (p, from, factor) => {
      const high = from * (1 + factor);
      const { first, second } = scaledMoments(continuous({ kind: "power-law", exponent: p, low: from, high }));
      // Rounding: 32 units as above, and those of log(high/low) up to 42, of which high/low ≥ 1 + 1e-6 loses nothing.
      const slack = 1 + 200 * Number.EPSILON;
      expect(first).toBeGreaterThanOrEqual(from / high / slack);
      expect(first).toBeLessThanOrEqual(slack);
      expect(second * slack).toBeGreaterThanOrEqual(first * first);
      expect(second).toBeLessThanOrEqual(first * slack);
    }),
  );
});

test("a kind without a density is refused", () => {
  expect(() => scaledMoments(continuous({ kind: "eigenvalues", values: [1] }))).toThrow(
    expect.objectContaining({ code: "invalid-input", field: "population.specification.kind", value: "eigenvalues" }),
  );
});
