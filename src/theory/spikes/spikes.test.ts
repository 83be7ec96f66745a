import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Quantity } from "../../foundation/quantity.ts";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { support } from "../support/support.ts";
import { smoothPopulation } from "../support/testing/smooth-population.ts";
import { detectionIntervals } from "./detection.ts";
import { outlier, type SeparatedOutlier } from "./outlier.ts";

const eps = Number.EPSILON;

const atoms = (values: readonly number[], weights: readonly number[] = values.map(() => 1)) =>
  parsePopulation({ kind: "atoms", values: [...values], weights: [...weights] });

function separated(...[population, phi, spike]: Parameters<typeof outlier>): SeparatedOutlier {
  const answer = outlier(population, phi, spike);
  if (!answer.separated) throw new Error(`the spike ${spike} is absorbed`);
  return answer;
}

function expectAccurate({ value, error, status }: Quantity, exact: number, tolerance: number): void {
  expect(Math.abs(value - exact)).toBeLessThanOrEqual(error + eps * Math.abs(exact));
  expect(Math.abs(value / exact - 1)).toBeLessThanOrEqual(tolerance);
  expect(status).toBe("ok");
}

describe("closed forms", () => {
  it.each([
    // ψ = ℓ + φℓ/(ℓ−1), ψ′ = 1 − φ/(ℓ−1)², overlap (1 − φ/(ℓ−1)²)/(1 + φ/(ℓ−1)).
    ["above Marchenko–Pastur", 0.5, 3, 0.875, 3.75, 0.7],
    ["below it", 0.5, 0.25, 1 - 0.5 / 0.5625, 0.25 - 0.125 / 0.75, (1 - 0.5 / 0.5625) / (1 - 0.5 / 0.75)],
    ["with more dimensions than samples", 4, 5, 0.75, 10, 0.375],
  ])("%s", (_, phi, spike, slope, position, overlap) => {
    const answer = separated(atoms([1]), phi, spike);
    expectAccurate(answer.slope, slope, 8 * eps);
    expectAccurate(answer.position, position, 8 * eps);
    expectAccurate(answer.overlap, overlap, 16 * eps);
    expectAccurate(answer.variance, 2 * spike ** 2 * slope, 16 * eps);
  });

  it("between two bulks", () => {
    // H = ¾δ₂ + ¼δ₅.₅, φ = 1/10, ℓ = 3.5: ψ = 3.5(1 + 0.1(1 − 0.6875)), ψ′ = 1 − 0.1(1.5²·…) by hand.
    const slope = 1 - 0.1 * ((0.75 * 4) / 2.25 + (0.25 * 30.25) / 4);
    const position = 3.5 * (1 + 0.1 * (1.5 / 1.5 - 1.375 / 2));
    const answer = separated(atoms([2, 5.5], [3, 1]), 0.1, 3.5);
    expectAccurate(answer.slope, slope, 8 * eps);
    expectAccurate(answer.position, position, 8 * eps);
    expectAccurate(answer.overlap, (3.5 * slope) / position, 16 * eps);
  });

  it("of a uniform population, by its logarithms", () => {
    // ∫τ/(ℓ−τ) dτ = −1 + ℓL and ∫τ²/(ℓ−τ)² dτ = 1 − 2ℓL + ℓ²/((ℓ−1)(ℓ−2)) on [1, 2], L = log((ℓ−1)/(ℓ−2)).
    const [phi, spike] = [0.3, 6];
    const L = Math.log(5 / 4);
    const slope = 1 - phi * (1 - 2 * spike * L + 36 / 20);
    const answer = separated(parsePopulation({ kind: "uniform", low: 1, high: 2 }), phi, spike);
    // The terms of the closed form cancel twentyfold.
    expectAccurate(answer.slope, slope, 64 * eps);
    expectAccurate(answer.position, spike * (1 + phi * (spike * L - 1)), 16 * eps);
  });
});

describe("golden values", () => {
  interface Row extends Record<"slope" | "position" | "overlap" | "variance", string> {
    readonly population: PopulationSpecification;
    readonly phi: number;
    readonly spike: number;
  }
  const rows: readonly Row[] = JSON.parse(readFileSync(new URL("../golden/spikes.json", import.meta.url), "utf8"));
  it.each(rows)("$population, φ = $phi, ℓ = $spike", ({ population, phi, spike, ...exact }) => {
    const answer = outlier(parsePopulation(population), phi, spike);
    const { value, error } = answer.slope;
    expect(Math.abs(value - Number(exact.slope))).toBeLessThanOrEqual(error + eps * Math.abs(value));
    expect(answer.separated).toBe(Number(exact.slope) > 0);
    if (!answer.separated) return;
    // ψ′ = 1 − q with q up to 1 costs 1/ψ′; the worst seen is 1.1 eps times that.
    const tolerance = 8 * eps * Math.max(1, 1 / value);
    for (const member of ["position", "overlap", "variance"] as const) {
      expectAccurate(answer[member], Number(exact[member]), tolerance);
    }
  });
});

describe("a population in which the spike has a small weight ε", () => {
  // Its bulk around the outlier is, to first order in ε, a semicircle about ψ(ℓ) with half-width 2ℓ√(φεψ′).
  it.each([
    ["above", [1, 2], 0.4, 6],
    ["between", [2, 9], 0.05, 4.5],
    ["below", [1, 2], 0.2, 0.3],
    ["above, φ > 1", [1, 3], 5, 14],
  ] as const)("%s", (_, values, phi, spike) => {
    const epsilon = 1e-8;
    const weights = values.map(() => (1 - epsilon) / values.length);
    const widened = support(atoms([...values, spike], [...weights, epsilon]), phi);
    const { position, variance } = separated(atoms(values), phi, spike);
    const small = widened.intervals.find(
      ({ lower, upper }) => lower.position.value < position.value && position.value < upper.position.value,
    );
    expect(small).toBeDefined();
    if (small === undefined) return;
    const [a, b] = [small.lower.position.value, small.upper.position.value];
    expect(Math.abs(small.mass.value / epsilon - 1)).toBeLessThanOrEqual(1e-7);
    // The next order is ε times factors of the order of 1/ψ′².
    expect(Math.abs((a + b) / 2 / position.value - 1)).toBeLessThanOrEqual(100 * epsilon);
    expect(Math.abs((b - a) / 2 / Math.sqrt(2 * phi * epsilon * variance.value) - 1)).toBeLessThanOrEqual(1e-5);
  });
});

const exponent = fc.double({ min: -2, max: 2, noNaN: true });
const spectrum = fc
  .array(fc.tuple(exponent, fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 6 })
  .map((list) => ({ values: list.map(([x]) => 10 ** x), weights: list.map(([, weight]) => weight) }));

test.prop([spectrum, exponent, fc.double({ min: 0.01, max: 0.99, noNaN: true })])(
  "the overlap is the elasticity of the position, and the outlier lies in the gap beside its interval",
  ({ values, weights }, logPhi, fraction) => {
    const population = atoms(values, weights);
    const phi = 10 ** logPhi;
    const { intervals, status } = support(population, phi);
    fc.pre(status === "ok");
    for (const { place, lower, upper } of detectionIntervals(population, phi)) {
      const end = upper.value === Number.POSITIVE_INFINITY ? 10 * lower.value : upper.value;
      const spike = lower.value + fraction * (end - lower.value);
      const answer = outlier(population, phi, spike);
      // In a very narrow interval ψ′ is of the order of its rounding.
      if (!answer.separated) {
        expect(answer.slope.status).toBe("inaccurate");
        continue;
      }
      const { position, overlap } = answer;
      expect(overlap.value).toBeGreaterThan(0);
      expect(overlap.value).toBeLessThanOrEqual(1);
      const above = intervals.filter((interval) => interval.lower.position.value > position.value).length;
      const below = intervals.filter((interval) => interval.upper.position.value < position.value).length;
      expect(above + below).toBe(intervals.length);
      expect(place).toBe(below === 0 ? "below" : above === 0 ? "above" : "between");
      const width = end - lower.value;
      if (width < 1e-2 * spike) continue;
      const h = 1e-4 * Math.min(fraction, 1 - fraction) * width;
      const [left, right] = [separated(population, phi, spike - h), separated(population, phi, spike + h)];
      const elasticity = ((right.position.value - left.position.value) / (2 * h)) * (spike / position.value);
      // ψ‴h²/6, where ψ‴ is of the order of 1/(distance from the nearest atom)², farther away than the threshold.
      expect(Math.abs(elasticity - overlap.value)).toBeLessThanOrEqual(1e-6);
    }
  },
);

describe("thresholds", () => {
  it("of Marchenko–Pastur are 1 ± √φ", () => {
    const [below, above] = detectionIntervals(atoms([1]), 0.25);
    expect([below.place, below.lower.value, above.place, above.upper.value]).toEqual([
      "below",
      0,
      "above",
      Number.POSITIVE_INFINITY,
    ]);
    expectAccurate(below.upper, 0.5, 4 * eps);
    expectAccurate(above.lower, 1.5, 4 * eps);
  });

  it("leave nothing below the bulk for φ(1 − H{0}) ≥ 1", () => {
    expect(detectionIntervals(atoms([1]), 1).map(({ place }) => place)).toEqual(["above"]);
    expect(detectionIntervals(atoms([1]), 3).map(({ place }) => place)).toEqual(["above"]);
    expect(detectionIntervals(atoms([0, 1]), 1.5).map(({ place }) => place)).toEqual(["below", "above"]);
    expect(detectionIntervals(atoms([0, 1]), 2).map(({ place }) => place)).toEqual(["above"]);
    expect(detectionIntervals(atoms([0, 1]), 2.5).map(({ place }) => place)).toEqual(["above"]);
  });

  it("include one for every gap of the spectrum", () => {
    const places = detectionIntervals(atoms([1, 3, 10]), 0.1).map(({ place }) => place);
    expect(places).toEqual(["below", "between", "between", "above"]);
  });

  it("are the population's own ends where the spectrum ends at their images", () => {
    const [below, above] = detectionIntervals(smoothPopulation, 0.05);
    expect([below.upper.value, above.lower.value]).toEqual([0.5, 1.5]);
    expect(outlier(smoothPopulation, 0.05, 0.5 - 1e-9).separated).toBe(true);
    expect(outlier(smoothPopulation, 0.05, 1.5 + 1e-9).separated).toBe(true);
  });

  it("separate from absorb", () => {
    expect(outlier(atoms([1]), 0.25, 1.5 - 1e-12).separated).toBe(false);
    expect(outlier(atoms([1]), 0.25, 1.5 + 1e-12).separated).toBe(true);
    expect(outlier(atoms([1]), 0.25, 0.5 + 1e-12).separated).toBe(false);
    expect(outlier(atoms([1]), 0.25, 0.5 - 1e-12).separated).toBe(true);
  });

  it("are said to be near", () => {
    // At 1 + √½ rounding decides.
    expect(outlier(atoms([1]), 0.5, 1 + Math.SQRT1_2).slope.status).toBe("inaccurate");
  });

  it("an eigenvalue of the bulk is no spike", () => {
    const slope = { value: Number.NEGATIVE_INFINITY, error: 0, status: "ok" };
    expect(outlier(atoms([1, 2]), 0.5, 2)).toEqual({ separated: false, slope });
    expect(outlier(parsePopulation({ kind: "uniform", low: 1, high: 2 }), 0.5, 1.5)).toEqual({
      separated: false,
      slope,
    });
  });
});

describe("invalid input", () => {
  it.each([
    [0, 2, "phi"],
    [Number.NaN, 2, "phi"],
    [1, 0, "spike"],
    [1, -1, "spike"],
    [1, Number.NaN, "spike"],
    [1, Number.POSITIVE_INFINITY, "spike"],
  ])("φ = %f, ℓ = %f is refused", (phi, spike, field) => {
    expect(() => outlier(atoms([1]), phi, spike)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});
