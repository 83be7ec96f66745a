import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { criticalPoints } from "./critical-points.ts";
import { resolventIntegral } from "./resolvent-integral.ts";

const eps = Number.EPSILON;

const positions = (population: PopulationSpecification, phi: number) =>
  criticalPoints(parsePopulation(population), phi).flatMap((gap) => gap.criticalPoints.map((point) => point.position));

describe("golden edges", () => {
  interface Row {
    population: PopulationSpecification;
    name: string;
    phi: number;
    edges?: string[];
  }
  const rows = JSON.parse(readFileSync(new URL("../golden/silverstein.json", import.meta.url), "utf8")) as Row[];
  const withEdges = rows.filter((row): row is Row & { edges: string[] } => row.edges !== undefined);
  it.each(withEdges)("$name, φ = $phi", ({ population, phi, edges }) => {
    // The rows with φ = 1 omit the hard edge.
    const expected = phi === 1 ? ["0", ...edges] : edges;
    const got = positions(population, phi);
    expect(got).toHaveLength(expected.length);
    expected.forEach((edge, i) => {
      // Worst seen: 5 eps.
      expect(Math.abs(got[i].value - Number(edge))).toBeLessThanOrEqual(16 * eps * Number(edge));
      expect(Math.abs(got[i].value - Number(edge))).toBeLessThanOrEqual(got[i].error + eps * Number(edge));
      expect(got[i].error).toBeLessThanOrEqual(1e-13 * Number(edge));
    });
  });
});

describe("Σ = I", () => {
  it.each([1e-3, 1e3, 1 + 1e-8, 1 - 1e-8, 1 + 1e-12, 4])("has its edges at (1 ± √φ)², φ = %s", (phi) => {
    const [lower, upper] = positions({ kind: "atoms", values: [1] }, phi);
    const root = Math.sqrt(phi);
    const difference = (1 - phi) / (1 + root);
    expect(Math.abs(lower.value / difference ** 2 - 1)).toBeLessThanOrEqual(32 * eps);
    expect(Math.abs(upper.value / (1 + root) ** 2 - 1)).toBeLessThanOrEqual(8 * eps);
    expect(lower.status).toBe("ok");
  });

  it("has a hard edge at φ = 1, and with half of the mass at 0 at φ = 2", () => {
    expect(positions({ kind: "atoms", values: [1] }, 1)[0].value).toBe(0);
    expect(positions({ kind: "atoms", values: [0, 1] }, 2)[0].value).toBe(0);
    expect(positions({ kind: "atoms", values: [0, 1] }, 1)[0].value).toBeGreaterThan(0.08);
  });
});

describe("continuous populations", () => {
  it("end at an end of H where H has mass at 0 and φ < 1", () => {
    const gaps = criticalPoints(parsePopulation({ kind: "uniform", low: 0, high: 1 }), 0.5);
    expect(gaps.map((gap) => gap.criticalPoints.length)).toEqual([0, 1]);
  });

  // ∫ τ²/(ℓ−τ)² dτ over [1, 2] is elementary.
  it("have a critical point where the closed form says", () => {
    for (const phi of [0.5, 1e-2, 40]) {
      for (const gap of criticalPoints(parsePopulation({ kind: "uniform", low: 1, high: 2 }), phi)) {
        const { ell, curvature } = gap.criticalPoints[0];
        const l = ell.value;
        const integral = 1 + l * l * (1 / (l - 2) - 1 / (l - 1)) - 2 * l * Math.log((l - 1) / (l - 2));
        const rounding = 64 * eps * phi * (1 + l * l * Math.abs(1 / (l - 2) - 1 / (l - 1)));
        expect(Math.abs(1 - phi * integral)).toBeLessThanOrEqual(rounding + Math.abs(curvature.value) * ell.error);
      }
    }
  });
});

const positive = fc.double({ min: -4, max: 4, noNaN: true }).map((x) => 10 ** x);
const populations = fc
  .array(fc.record({ value: positive, weight: fc.double({ min: 0.01, max: 1, noNaN: true }) }), {
    minLength: 1,
    maxLength: 9,
  })
  .map((list) => ({
    kind: "atoms" as const,
    values: list.map(({ value }) => value),
    weights: list.map(({ weight }) => weight),
  }));
const aspect = fc.double({ min: -3, max: 3, noNaN: true }).map((x) => 10 ** x);

test.prop([populations, aspect])("every point is critical, and edges ascend and alternate", (input, phi) => {
  const population = parsePopulation(input);
  const points = criticalPoints(population, phi).flatMap((gap) => gap.criticalPoints);
  expect(points.length % 2).toBe(0);
  points.forEach(({ ell, position, side, curvature, displacement, anchor }, i) => {
    expect(side).toBe(i % 2 === 0 ? "lower" : "upper");
    const q = phi * resolventIntegral(population, ell.value, 2, 2).value.re;
    const slope = Math.abs(curvature.value) + curvature.error;
    // Rounding of q near 1, and of ℓ itself.
    expect(Math.abs(1 - q)).toBeLessThanOrEqual(64 * eps + 4 * slope * (ell.error + eps * Math.abs(ell.value)));
    expect(Math.abs(anchor + displacement.value - ell.value)).toBeLessThanOrEqual(ell.error + displacement.error);
    if (i > 0)
      expect(position.value).toBeGreaterThanOrEqual(points[i - 1].position.value - points[i - 1].position.error);
  });
});

test.prop([populations, aspect])("gaps that are left out have q above 1 everywhere", (input, phi) => {
  const population = parsePopulation(input);
  if (population.type !== "atomic") return;
  const listed = new Set(criticalPoints(population, phi).map((gap) => gap.low));
  const { values } = population;
  for (let i = 0; i + 1 < values.length; i++) {
    if (listed.has(values[i])) continue;
    for (let k = 1; k < 40; k++) {
      const ell = values[i] + ((values[i + 1] - values[i]) * k) / 40;
      if (ell <= values[i] || ell >= values[i + 1]) continue;
      expect(phi * resolventIntegral(population, ell, 2, 2).value.re).toBeGreaterThan(1 - 64 * eps);
    }
  }
});

it("takes gaps that open as decided by the sign of their largest slope", () => {
  // Two equal atoms at 1 and 1 + g: up to terms of order g the gap opens at g² = 4φ, g = 0.2.
  const at = (g: number) => criticalPoints(parsePopulation({ kind: "atoms", values: [1, 1 + g] }), 0.01);
  expect(at(0.1)).toHaveLength(2);
  expect(at(0.4)).toHaveLength(3);
  expect(at(0.4)[1].largestSlope.value).toBeGreaterThan(0);
});

it("of 10,000 atoms takes only those gaps apart that may be open", () => {
  const values = Array.from({ length: 10_000 }, (_, i) => 10 ** ((9 * i) / 10_000));
  const gaps = criticalPoints(parsePopulation({ kind: "eigenvalues", values }), 0.5);
  expect(gaps).toHaveLength(2);
});

it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("φ = %s is refused", (phi) => {
  expect(() => criticalPoints(parsePopulation({ kind: "atoms", values: [1] }), phi)).toThrow(
    expect.objectContaining({ code: "invalid-input", field: "phi" }),
  );
});
