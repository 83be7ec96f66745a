import { describe, expect, it } from "vitest";
import type { Population } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { integrate } from "../quadrature/integrate.ts";
import { boundaryPoint } from "../silverstein/spectral-point.ts";
import { support } from "./support.ts";
import { smoothPopulation } from "./testing/smooth-population.ts";

const cases: readonly (readonly [string, Population, number])[] = [
  ["uniform", parsePopulation({ kind: "uniform", low: 1, high: 2 }), 0.3],
  ["uniform, small φ", parsePopulation({ kind: "uniform", low: 1, high: 2 }), 0.01],
  ["uniform from 0", parsePopulation({ kind: "uniform", low: 0, high: 1 }), 3],
  ["AR(1)", parsePopulation({ kind: "ar1", rho: 0.7 }), 0.5],
  ["AR(1), φ > 1", parsePopulation({ kind: "ar1", rho: 0.9 }), 2],
  ["geometric", parsePopulation({ kind: "geometric", low: 0.1, high: 10 }), 1.5],
  ["power law", parsePopulation({ kind: "power-law", exponent: 2, low: 0.5, high: 40 }), 0.7],
  ["vanishing at both ends", smoothPopulation, 0.05],
  ["vanishing at one end", smoothPopulation, 0.1],
  ["mass at 0", parsePopulation({ kind: "atoms", values: [0, 1, 4], weights: [2, 1, 1] }), 1.2],
  ["mass at 0, φ > 2", parsePopulation({ kind: "atoms", values: [0, 1, 4], weights: [2, 1, 1] }), 4],
  ["twelve atoms", parsePopulation({ kind: "eigenvalues", values: Array.from({ length: 12 }, (_, i) => 3 ** i) }), 0.3],
];

describe.each(cases)("boundary values for %s", (_, population, phi) => {
  const { intervals } = support(population, phi);
  const density = (x: number): number => boundaryPoint(population, phi, x).density.value;

  it("the density is positive just inside every edge, 0 just outside, and as the coefficient says", () => {
    let previous = 0;
    intervals.forEach(({ lower, upper }, i) => {
      const next = intervals[i + 1]?.lower.position.value ?? 2 * upper.position.value;
      const [a, b] = [lower.position.value, upper.position.value];
      for (const [edge, inwards, outwards] of [
        [lower, b - a, previous - a],
        [upper, a - b, next - b],
      ] as const) {
        const at = edge.position.value;
        // So near that the square root holds where a critical point near the population's end limits its range, too.
        const step = 1e-9;
        const inside = density(at + step * inwards);
        expect(inside).toBeGreaterThan(0);
        expect(density(at + step * outwards)).toBe(0);
        if (edge.kind === "square-root") {
          const coefficient = edge.coefficient?.value as number;
          expect(Math.abs(inside / Math.sqrt(step * Math.abs(inwards)) / coefficient - 1)).toBeLessThanOrEqual(1e-4);
        }
      }
      previous = b;
    });
  });

  it("the density integrates to the mass of every interval", () => {
    for (const { lower, upper, mass } of intervals) {
      const [a, b] = [lower.position.value, upper.position.value];
      // x = a + (b − a)sin²(θ/2) takes the roots at both ends away.
      const integrand = (theta: number): number =>
        (density(a + (b - a) * Math.sin(theta / 2) ** 2) * (b - a) * Math.sin(theta)) / 2;
      const { value } = integrate(integrand, [0, Math.PI / 2, Math.PI], { relativeTolerance: 1e-9 });
      expect(Math.abs(value - mass.value)).toBeLessThanOrEqual(1e-8);
    }
  });
});
