import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { integrateAgainst } from "./integrate-against.ts";
import { moment } from "./moment.ts";

const eps = Number.EPSILON;
const value = (input: unknown, order: number): number => moment(parsePopulation(input), order).value;

describe("closed forms", () => {
  const cases: [string, unknown, number, number][] = [
    ["atoms", { kind: "atoms", values: [0.5, 1.5], weights: [1, 1] }, 2, 1.25],
    ["atoms, order −1", { kind: "atoms", values: [1, 2, 4], weights: [1, 2, 1] }, -1, 0.5625],
    ["a mass at 0", { kind: "atoms", values: [0, 4], weights: [3, 1] }, 0.5, 0.5],
    ["uniform", { kind: "uniform", low: 1, high: 3 }, 2, 13 / 3],
    ["uniform, order −1", { kind: "uniform", low: 1, high: 3 }, -1, Math.log(3) / 2],
    ["uniform from 0, order −½", { kind: "uniform", low: 0, high: 4 }, -0.5, 1],
    ["geometric", { kind: "geometric", low: 1, high: 9 }, 1, 8 / Math.log(9)],
    ["geometric, order −2", { kind: "geometric", low: 0.5, high: 2 }, -2, 3.75 / (2 * Math.log(4))],
    ["power law", { kind: "power-law", exponent: 2, low: 1, high: 2 }, 1, 2 * Math.LN2],
    ["power law through s = 0", { kind: "power-law", exponent: 3, low: 1, high: 2 }, 2, (8 / 3) * Math.LN2],
    ["AR(1)", { kind: "ar1", rho: 0.5 }, 1, 1],
    ["AR(1), order 2", { kind: "ar1", rho: 0.5 }, 2, 5 / 3],
    ["AR(1), order −1", { kind: "ar1", rho: -0.5 }, -1, 5 / 3],
    ["AR(1), order 3: (3x²−1)/2 at x = 5/3", { kind: "ar1", rho: 0.5 }, 3, 11 / 3],
    ["order 0", { kind: "ar1", rho: 0.5 }, 0, 1],
  ];
  it.each(cases)("%s", (_, input, order, exact) => {
    expect(Math.abs(value(input, order) / exact - 1)).toBeLessThanOrEqual(8 * eps);
  });

  it("an AR(1) moment of order ½ is 2√r·K(1−r²)/π with the complete elliptic integral, here by 40-digit mpmath", () => {
    const exact = 0.891651589987123;
    expect(Math.abs(value({ kind: "ar1", rho: 0.6 }, 0.5) / exact - 1)).toBeLessThanOrEqual(16 * eps);
  });
});

const onInterval = fc
  .record({
    kind: fc.constantFrom("uniform" as const, "geometric" as const, "power-law" as const),
    low: fc.double({ min: 1e-6, max: 10, noNaN: true }),
    ratio: fc.oneof(fc.double({ min: 1.01, max: 1e9, noNaN: true }), fc.constant(1 + 1e-9)),
    exponent: fc.oneof(fc.double({ min: -40, max: 40, noNaN: true }), fc.constantFrom(0, 1, 2, 1 + 1e-12)),
  })
  .map(({ kind, low, ratio, exponent }) => ({
    kind,
    low,
    high: low * ratio,
    ...(kind === "power-law" ? { exponent } : {}),
  }));
const specification = fc.oneof(
  onInterval,
  fc.double({ min: -0.9999, max: 0.9999, noNaN: true }).map((rho) => ({ kind: "ar1" as const, rho })),
);
const order = fc.oneof(fc.integer({ min: -5, max: 6 }), fc.double({ min: -4, max: 5, noNaN: true }));

describe("closed forms and quadrature", () => {
  // A population whose ends agree to 1e-9 knows its own width to 2·eps/1e-9 only, but no moment depends on it: all are
  // averages of τ^order, known to |order|·eps.
  test.prop([specification, order])("agree within the sum of both stated errors", (input, k) => {
    const population = parsePopulation(input);
    const closed = moment(population, k);
    const quadrature = integrateAgainst(population, (tau) => tau ** k);
    const exponent = "exponent" in input ? Math.abs(input.exponent ?? 0) : 0;
    const density = (8 + 2 * exponent) * eps * closed.value;
    expect(Math.abs(closed.value - quadrature.value)).toBeLessThanOrEqual(closed.error + quadrature.error + density);
    expect([closed.status, quadrature.status]).toEqual(["ok", "ok"]);
  });

  test.prop([onInterval, order, fc.integer({ min: -20, max: 20 })])("scale as c^order", (input, k, power) => {
    const c = 2 ** power;
    const scaled = parsePopulation({ ...input, low: c * input.low, high: c * input.high });
    const ratio = moment(scaled, k).value / moment(parsePopulation(input), k).value;
    expect(Math.abs(ratio / c ** k - 1)).toBeLessThanOrEqual(256 * eps);
  });
});

describe("invalid input", () => {
  it.each([
    ["NaN", { kind: "ar1", rho: 0.5 }, Number.NaN, /order must be a finite number/],
    [
      "mass at 0",
      { kind: "atoms", values: [0, 1], weights: [1, 1] },
      -0.5,
      /at least 0 for a population with mass at 0/,
    ],
    ["a uniform law from 0", { kind: "uniform", low: 0, high: 1 }, -1, /above -1/],
    ["overflow", { kind: "eigenvalues", values: [1e200] }, 2, /outside the range of doubles/],
    ["underflow", { kind: "eigenvalues", values: [1e-200] }, 2, /outside the range of doubles/],
  ])("%s", (_, input, k, message) => {
    expect(() => moment(parsePopulation(input), k)).toThrow(message);
  });
});
