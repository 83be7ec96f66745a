import { fc, test } from "@fast-check/vitest";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ContinuousPopulation } from "../population.ts";
import { parsePopulation } from "./parse-population.ts";
import { definePopulation, type PopulationDefinition } from "./registry.ts";
import { populationTitle } from "./title.ts";

const eps = Number.EPSILON;
let count = 0;
let name = "";
beforeEach(() => {
  name = `density-test-${count++}`;
});

type Shape = Omit<PopulationDefinition, "name">;
const parsed = (shape: Shape, as = name): ContinuousPopulation =>
  parsePopulation(JSON.parse(JSON.stringify(definePopulation({ name: as, ...shape })))) as ContinuousPopulation;

const uniform: Shape = { low: 1, high: 3, density: () => 0.5 };
const spread = Math.sqrt(2 * Math.PI * 1e-4);

/** Densities with their distribution functions. */
const shapes: readonly (readonly [string, Shape, (tau: number) => number])[] = [
  ["uniform", uniform, (tau) => (tau - 1) / 2],
  ["uniform from 0", { low: 0, high: 3, density: () => 1 / 3 }, (tau) => tau / 3],
  [
    "arcsine, infinite at both ends",
    { low: 1, high: 4, density: (_, a, b) => 1 / (Math.PI * Math.sqrt(a * b)) },
    (tau) => (2 / Math.PI) * Math.asin(Math.sqrt((tau - 1) / 3)),
  ],
  [
    "arcsine from 0",
    { low: 0, high: 4, density: (_, a, b) => 1 / (Math.PI * Math.sqrt(a * b)) },
    (tau) => (2 / Math.PI) * Math.asin(Math.sqrt(tau / 4)),
  ],
  [
    "vanishing to second order",
    { low: 0.5, high: 1.5, density: (tau) => 30 * (tau - 0.5) ** 2 * (1.5 - tau) ** 2 },
    (tau) => (tau - 0.5) ** 3 * (10 - 15 * (tau - 0.5) + 6 * (tau - 0.5) ** 2),
  ],
  ["logarithm at 0", { low: 0, high: 1, density: (tau) => -Math.log(tau) }, (tau) => tau * (1 - Math.log(tau))],
  ["τ^−½", { low: 0, high: 1, density: (tau) => 0.5 / Math.sqrt(tau) }, Math.sqrt],
  [
    "nine decades",
    { low: 1e-9, high: 1, density: (tau) => 1 / (tau * Math.log(1e9)) },
    (tau) => 1 + Math.log(tau) / Math.log(1e9),
  ],
  [
    "a triangle with its tip declared",
    { low: 0, high: 2, density: (tau) => Math.min(tau, 2 - tau), breakpoints: [1] },
    (tau) => (tau < 1 ? tau ** 2 / 2 : 1 - (2 - tau) ** 2 / 2),
  ],
  [
    "a triangle with its tip undeclared",
    { low: 0, high: 2, density: (tau) => Math.min(tau, 2 - tau) },
    (tau) => (tau < 1 ? tau ** 2 / 2 : 1 - (2 - tau) ** 2 / 2),
  ],
  [
    "two parts with a gap",
    { low: 1, high: 4, density: (tau) => (tau < 2 || tau > 3 ? 0.5 : 0), breakpoints: [3, 2] },
    (tau) => (tau < 2 ? (tau - 1) / 2 : tau < 3 ? 0.5 : (tau - 2) / 2),
  ],
];

describe("quantile", () => {
  const ready = shapes.map(([title, shape, cdf], i) => ({ title, cdf, ...parsed(shape, `quantile-test-${i}`) }));

  it.each(ready)("$title: the distribution function at it is u", ({ quantile, cdf, low, high }) => {
    for (const u of [1e-12, 1e-7, 1e-3, 0.1, 0.3, 0.4999, 0.5, 0.5001, 0.7, 0.99, 1 - 1e-6, 1 - 1e-10]) {
      const tau = quantile(u);
      // τ is known to its rounding, which an infinite or a steep density magnifies; the closed forms to a few eps.
      const below = cdf(Math.max(low, tau * (1 - 2 * eps)));
      const above = cdf(Math.min(high, tau * (1 + 2 * eps)));
      const tolerance = 64 * eps;
      expect(below - tolerance, `u = ${u}`).toBeLessThanOrEqual(u);
      expect(above + tolerance, `u = ${u}`).toBeGreaterThanOrEqual(u);
    }
    expect(quantile(0)).toBe(low);
    expect(quantile(1)).toBe(high);
  });

  test.prop([fc.constantFrom(...ready), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: -60, max: -1 })])(
    "never falls, not by a unit in the last place",
    ({ quantile, low, high }, u, exponent) => {
      for (const v of [u, 0.5, 0.5 + eps]) {
        const next = Math.min(1, v + Math.max(2 ** exponent, eps * v));
        expect(quantile(next)).toBeGreaterThanOrEqual(quantile(v));
      }
      expect(quantile(u)).toBeGreaterThanOrEqual(low);
      expect(quantile(u)).toBeLessThanOrEqual(high);
    },
  );

  it.each([-1e-9, 1.5, Number.NaN])("refuses %s", (u) => {
    expect(() => ready[0].quantile(u)).toThrow(expect.objectContaining({ code: "invalid-input", field: "u" }));
  });

  it("keeps a narrow peak, and knows nothing outside of the ends", () => {
    const peak = parsed({ low: 0.1, high: 5, density: (tau) => Math.exp(-((tau - 1) ** 2) / 2e-4) / spread });
    expect(Math.abs(peak.quantile(0.5) - 1)).toBeLessThanOrEqual(4 * eps);
    // The quartile of the normal law.
    expect(Math.abs(peak.quantile(0.75) - 1 - 0.01 * 0.6744897501960817)).toBeLessThanOrEqual(8 * eps);
    expect([0.05, 6].map((tau) => peak.density(tau))).toEqual([0, 0]);
  });
});

describe("definePopulation", () => {
  it("makes a density known to parsePopulation, by its name alone", () => {
    const population = parsed({ ...uniform, breakpoints: [2.5, 1.5, 2.5] });
    expect(population).toMatchObject({ type: "continuous", low: 1, high: 3, specification: { kind: "density", name } });
    expect(population.resolution?.breakpoints).toEqual([1.5, 2.5]);
    expect(populationTitle(population.specification)).toBe(name);
  });

  it("accepts the same definition again and keeps the first", () => {
    const first = parsed(uniform);
    expect(parsed({ ...uniform, density: () => 0.5 })).toBe(first);
  });

  it("refuses another density, other ends or other breakpoints under the same name", () => {
    definePopulation({ name, ...uniform });
    const refused = expect.objectContaining({ code: "invalid-claim", field: "name", value: name });
    expect(() => definePopulation({ name, ...uniform, density: (tau) => tau / 4 })).toThrow(refused);
    expect(() => definePopulation({ name, ...uniform, low: 1.5 })).toThrow(refused);
    expect(() => definePopulation({ name, ...uniform, breakpoints: [2] })).toThrow(refused);
  });

  it("shares its registry with a second copy of this module", async () => {
    definePopulation({ name, ...uniform });
    vi.resetModules();
    const copy = await import("./registry.ts");
    expect(copy.definePopulation).not.toBe(definePopulation);
    expect(copy.registeredPopulation(name, "population").quantile(0.5)).toBeCloseTo(2, 14);
  });

  it("tells the mass that it found, and makes up for what 1e-10 leaves", () => {
    expect(() => definePopulation({ name, ...uniform, density: () => 0.6 })).toThrow(
      /mass on \[1, 3\] is 1\.(2|1999999)/,
    );
    expect(() => definePopulation({ name, ...uniform, density: () => 0.5 * (1 + 2e-10) })).toThrow(/is 1\.0000000002/);
    const nearly = parsed({ ...uniform, density: () => 0.5 * (1 + 5e-11) });
    expect(Math.abs(nearly.density(2) - 0.5)).toBeLessThanOrEqual(2 * eps);
  });

  it("refuses a density that is not integrable, or singular at an end above 0 without the distances", () => {
    const refused = expect.objectContaining({ code: "invalid-input", field: "density" });
    expect(() => definePopulation({ name, low: 0, high: 1, density: (tau) => 1 / tau })).toThrow(refused);
    expect(() => definePopulation({ name, low: 0, high: 1, density: (tau) => tau ** -1.5 })).toThrow(refused);
    const coarse = (tau: number): number => 1 / (Math.PI * Math.sqrt((tau - 1) * (4 - tau)));
    expect(() => definePopulation({ name, low: 1, high: 4, density: coarse })).toThrow(refused);
  });

  it.each([
    [{ name: "" }, "name"],
    [{ name: "has space" }, "name"],
    [{ low: -1 }, "low"],
    [{ low: Number.NaN }, "low"],
    [{ high: 1 }, "high"],
    [{ high: Number.POSITIVE_INFINITY }, "high"],
    [{ low: 0, high: 1e-200 }, "high"],
    [{ density: 0.5 }, "density"],
    [{ density: () => -0.5 }, "density"],
    [{ density: () => Number.NaN }, "density"],
    [{ density: (tau: number) => (tau > 2 ? 1.5 : -0.5) }, "density"],
    [{ breakpoints: 2 }, "breakpoints"],
    [{ breakpoints: [2, 3] }, "breakpoints[1]"],
    [{ breakpoints: [Number.NaN] }, "breakpoints[0]"],
  ])("refuses the malformed definition %#", (part, field) => {
    const definition = { name, ...uniform, ...part } as unknown as PopulationDefinition;
    expect(() => definePopulation(definition)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
    expect(() => parsePopulation({ kind: "density", name })).toThrow(
      expect.objectContaining({ code: "unknown-name", field: "population.name" }),
    );
  });

  it("has a name alone in JSON", () => {
    definePopulation({ name, ...uniform });
    expect(() => parsePopulation({ kind: "density", name, low: 1 })).toThrow(
      /low is not known here; density takes name alone/,
    );
    expect(() => parsePopulation({ kind: "density" })).toThrow(expect.objectContaining({ field: "population.name" }));
  });
});
