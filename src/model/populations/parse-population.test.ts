import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { AsymptopiaError } from "../../foundation/errors.ts";
import type { AtomicPopulation, ContinuousPopulation } from "../population.ts";
import { parsePopulation } from "./parse-population.ts";

const eps = Number.EPSILON;

const atomic = (input: unknown) => parsePopulation(input) as AtomicPopulation;
const continuous = (input: unknown) => parsePopulation(input) as ContinuousPopulation;

describe("atoms", () => {
  it("sorts, merges equal values and normalises", () => {
    const population = atomic({ kind: "atoms", values: [3, 1, 3, 0], weights: [1, 4, 2, 1] });
    expect(population.values).toEqual([0, 1, 3]);
    expect(population.weights).toEqual([0.125, 0.5, 0.375]);
  });

  it("keeps the specification as written", () => {
    for (const specification of [
      { kind: "atoms", values: [1.5, 0.5], weights: [2, 2] },
      { kind: "atoms", values: [1.5, 0.5] },
    ]) {
      expect(parsePopulation(specification).specification).toEqual(specification);
    }
  });

  it("have equal weights where they have none", () => {
    const population = atomic({ kind: "atoms", values: [3, 1, 3, 0] });
    expect(population.values).toEqual([0, 1, 3]);
    expect(population.weights).toEqual([0.25, 0.25, 0.5]);
  });

  it("has the smallest value with H([0, τ]) ≥ u as its quantile", () => {
    const { quantile } = atomic({ kind: "atoms", values: [1, 2, 4], weights: [1, 2, 1] });
    expect([0, 0.1, 0.25, 0.2500001, 0.75, 0.7500001, 1].map(quantile)).toEqual([1, 1, 1, 2, 2, 4, 4]);
  });

  it("writes a negative zero as zero", () => {
    expect(Object.is(atomic({ kind: "eigenvalues", values: [-0, 1] }).values[0], 0)).toBe(true);
  });
});

describe("eigenvalues", () => {
  test.prop([
    fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 }).filter((a) => a.some((x) => x > 0)),
  ])("the quantile at k/n is the k-th smallest, exactly", (values) => {
    const { quantile } = atomic({ kind: "eigenvalues", values });
    const sorted = values.toSorted((a, b) => a - b);
    const n = values.length;
    expect(sorted.map((_, k) => quantile((k + 1) / n))).toEqual(sorted);
  });

  it("takes 20,000 values", () => {
    const values = Array.from({ length: 20_000 }, (_, i) => ((i * 7919) % 20_011) + 1);
    const population = atomic({ kind: "eigenvalues", values });
    expect(population.values).toHaveLength(20_000);
    expect(population.weights.every((weight) => weight === 1 / 20_000)).toBe(true);
    expect(population.quantile(0.5)).toBe(values.toSorted((a, b) => a - b)[9_999]);
  });
});

const continuousSpecification = fc.oneof(
  fc
    .record({ kind: fc.constant("ar1" as const), rho: fc.double({ min: -0.99, max: 0.99, noNaN: true }) })
    .filter(({ rho }) => Math.abs(rho) > 1e-3),
  fc
    .record({
      kind: fc.constantFrom("uniform" as const, "geometric" as const, "power-law" as const),
      low: fc.double({ min: 1e-6, max: 10, noNaN: true }),
      ratio: fc.double({ min: 1.01, max: 1e6, noNaN: true }),
      exponent: fc.oneof(fc.double({ min: -4, max: 6, noNaN: true }), fc.constantFrom(1, 1 - 1e-9, 1 + 1e-13, 0)),
    })
    .map(({ kind, low, ratio, exponent }) => ({
      kind,
      low,
      high: low * ratio,
      ...(kind === "power-law" ? { exponent } : {}),
    })),
);

describe("continuous populations", () => {
  test.prop([continuousSpecification])(
    "the quantile function rises from low to high, ends included",
    (specification) => {
      const { low, high, quantile } = continuous(specification);
      const levels = Array.from({ length: 101 }, (_, i) => i / 100);
      const values = levels.map(quantile);
      expect(values[0]).toBe(low);
      expect(values[100]).toBe(high);
      for (let i = 1; i <= 100; i++) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]);
    },
  );

  // A central difference of half-width h is off by h²Q‴/6. With h = 1e-4, u at least 0.1 from both ends and a range of
  // at most 1e6 the steepest case, e^{14u}, is off by h²·14²/6 = 3e-7 relatively; power laws and AR(1) add powers of
  // 1/u up to a few thousand.
  test.prop([continuousSpecification, fc.double({ min: 0.1, max: 0.9, noNaN: true })])(
    "the density is one over the quantile's slope",
    (specification, u) => {
      const { density, quantile } = continuous(specification);
      const h = 1e-4;
      const slope = (quantile(u + h) - quantile(u - h)) / (2 * h);
      expect(Math.abs(density(quantile(u)) * slope - 1)).toBeLessThanOrEqual(2e-5);
    },
  );

  it("has no density outside its support", () => {
    for (const input of [
      { kind: "uniform", low: 1, high: 2 },
      { kind: "geometric", low: 1, high: 2 },
      { kind: "power-law", exponent: 3, low: 1, high: 2 },
      { kind: "ar1", rho: 0.3 },
    ]) {
      const { density, low, high } = continuous(input);
      expect([density(low * (1 - 2 * eps)), density(high * (1 + 2 * eps))]).toEqual([0, 0]);
    }
  });

  it("has known quantiles", () => {
    expect(parsePopulation({ kind: "uniform", low: 0, high: 8 }).quantile(0.25)).toBe(2);
    expect(parsePopulation({ kind: "geometric", low: 1e-3, high: 1e3 }).quantile(0.5)).toBeCloseTo(1, 14);
    // Density 2τ on [0, 1] nearly: H(τ) = (τ²−1e-12)/(1−1e-12), so that the median is √(½ + ½·1e-12).
    const linear = parsePopulation({ kind: "power-law", exponent: -1, low: 1e-6, high: 1 });
    expect(Math.abs(linear.quantile(0.5) - Math.sqrt(0.5 + 0.5e-12))).toBeLessThanOrEqual(4 * eps);
    // AR(1) with ρ = ½ at θ = π/2: (1−ρ²)/(1+ρ²) = 3/5.
    expect(Math.abs(parsePopulation({ kind: "ar1", rho: 0.5 }).quantile(0.5) - 0.6)).toBeLessThanOrEqual(4 * eps);
  });

  test.prop([fc.double({ min: -1e-7, max: 1e-7, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })])(
    "a power law with exponent near 1 is near the geometric law",
    (offset, u) => {
      const near = parsePopulation({ kind: "power-law", exponent: 1 + offset, low: 1e-3, high: 1e3 });
      const geometric = parsePopulation({ kind: "geometric", low: 1e-3, high: 1e3 });
      // d log Q/d exponent = −L²u(1−u)/2 at exponent 1, with L = log(1e6) = 13.8; 100 exceeds L²/8 and the rounding of
      // L = 14 adds at most 14·eps through the exponential, twice.
      expect(Math.abs(Math.log(near.quantile(u) / geometric.quantile(u)))).toBeLessThanOrEqual(
        100 * Math.abs(offset) + 64 * eps,
      );
    },
  );

  it("keeps steep power laws and long ranges finite and in order", () => {
    for (const exponent of [-500, -30, 30, 500]) {
      const { low, high, quantile } = continuous({ kind: "power-law", exponent, low: 1e-150, high: 1e150 });
      const values = [0, 1e-12, 0.3, 0.5, 0.9, 1 - 1e-12, 1].map(quantile);
      expect(values[0]).toBe(low);
      expect(values[6]).toBe(high);
      expect(values).toEqual(values.toSorted((a, b) => a - b));
      // H is e^{−|s|·distance from the heavy end}: the median lies ln 2/|s| from it.
      const s = Math.abs(1 - exponent);
      const distance = exponent < 0 ? Math.log(high / values[3]) : Math.log(values[3] / low);
      expect(Math.abs(distance - Math.LN2 / s)).toBeLessThanOrEqual(4 * eps);
    }
  });
});

describe("AR(1)", () => {
  it("is the atom at 1 without correlation", () => {
    expect(parsePopulation({ kind: "ar1", rho: 0 })).toMatchObject({ type: "atomic", values: [1], weights: [1] });
    expect(parsePopulation({ kind: "ar1", rho: 1e-20 })).toMatchObject({ type: "atomic", values: [1] });
  });

  it("does not depend on the sign of ρ", () => {
    const plus = continuous({ kind: "ar1", rho: 0.7 });
    const minus = continuous({ kind: "ar1", rho: -0.7 });
    expect([minus.low, minus.high, minus.quantile(0.3)]).toEqual([plus.low, plus.high, plus.quantile(0.3)]);
  });
});

describe("invalid input", () => {
  const cases: [string, unknown, string, RegExp][] = [
    ["no object", null, "population", /one of atoms, eigenvalues, uniform, ar1, geometric, power-law, density/],
    ["no kind", {}, "population.kind", /one of atoms, .*power-law, density, not absent/],
    ["an unknown kind", { kind: "spiked" }, "population.kind", /one of atoms, .*power-law, density, not "spiked"/],
    [
      "an unknown key",
      { kind: "ar1", rho: 0.5, sigma: 1 },
      "population.sigma",
      /is not known here; ar1 takes rho alone/,
    ],
    ["a negative value", { kind: "eigenvalues", values: [1, -2] }, "population.values[1]", /at least 0, not -2/],
    ["NaN", { kind: "eigenvalues", values: [Number.NaN] }, "population.values[0]", /at least 0, not NaN/],
    ["an infinity", { kind: "uniform", low: 0, high: Infinity }, "population.high", /not Infinity/],
    ["an empty list", { kind: "eigenvalues", values: [] }, "population.values", /at least one number/],
    ["only zeros", { kind: "eigenvalues", values: [0, 0] }, "population.values", /at least one value above 0/],
    ["a zero weight", { kind: "atoms", values: [1], weights: [0] }, "population.weights[0]", /above 0, not 0/],
    ["a negative weight", { kind: "atoms", values: [1, 2], weights: [3, -1] }, "population.weights[1]", /above 0/],
    ["unequal lengths", { kind: "atoms", values: [1, 2], weights: [1] }, "population.weights", /which has 2/],
    ["an overflow", { kind: "atoms", values: [1, 2], weights: [1e308, 1e308] }, "population.weights", /finite sum/],
    [
      "a vanishing weight",
      { kind: "atoms", values: [1, 2], weights: [1e-200, 1e200] },
      "population.weights",
      /comparable/,
    ],
    ["reversed ends", { kind: "uniform", low: 2, high: 1 }, "population.high", /above low, which is 2, not 1/],
    ["equal ends", { kind: "geometric", low: 2, high: 2 }, "population.high", /above low/],
    ["a geometric law from 0", { kind: "geometric", low: 0, high: 2 }, "population.low", /above 0, not 0/],
    ["a power law from 0", { kind: "power-law", exponent: 0, low: 0, high: 2 }, "population.low", /above 0/],
    ["no exponent", { kind: "power-law", low: 1, high: 2 }, "population.exponent", /finite number, not absent/],
    ["|ρ| = 1", { kind: "ar1", rho: -1 }, "population.rho", /between -1 and 1/],
  ];
  it.each(cases)("%s is named", (_, input, field, message) => {
    let thrown: unknown;
    try {
      parsePopulation(input);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(AsymptopiaError);
    expect(thrown).toMatchObject({ code: "invalid-input", field });
    expect((thrown as Error).message).toMatch(message);
  });

  it("names the field that the caller gives", () => {
    expect(() => parsePopulation({ kind: "ar1", rho: 2 }, "parameters.sigma")).toThrow(/^parameters\.sigma\.rho must/);
  });

  it.each([-0.1, 1.1, Number.NaN])("a quantile at %s is refused", (u) => {
    for (const input of [
      { kind: "eigenvalues", values: [1] },
      { kind: "uniform", low: 0, high: 1 },
      { kind: "geometric", low: 1, high: 2 },
      { kind: "ar1", rho: 0.5 },
    ]) {
      expect(() => parsePopulation(input).quantile(u)).toThrow(/u must be a number from 0 to 1/);
    }
  });
});
