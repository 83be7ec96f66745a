import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { solveSilverstein } from "../silverstein/solve.ts";
import { resolventTrace } from "./resolvent.ts";
import {
  nullSpaceForm,
  nullSpaceTrace,
  pseudoInverseForm,
  pseudoInverseTrace,
  ridgelessForm,
  ridgelessLimit,
  ridgelessSlope,
  ridgelessStieltjes,
  ridgelessTrace,
} from "./ridgeless.ts";
import { decades, populations } from "./testing/arbitraries.ts";
import { expectGolden, goldenRows } from "./testing/golden.ts";

const eps = Number.EPSILON;
const infinite = expect.objectContaining({ code: "non-finite" });
const eigenvalues = (...values: number[]) => parsePopulation({ kind: "eigenvalues", values });

describe("110-digit values", () => {
  const rows = goldenRows.flatMap(({ ridgeless, ...row }) => (ridgeless === undefined ? [] : [{ ...row, ridgeless }]));
  it("are there for seven problems", () => expect(rows).toHaveLength(7));
  it.each(rows)("φ = $phi, $population", ({ phi, a, u, v, ridgeless, ...row }) => {
    const population = parsePopulation(row.population);
    expectGolden(ridgelessLimit(population, phi).kappa, ridgeless.kappa, 100 * eps);
    expectGolden(nullSpaceTrace(population, phi, a), ridgeless.trace.nullSpace, 100 * eps);
    expectGolden(nullSpaceForm(population, phi, { u, v }), ridgeless.form.nullSpace, 100 * eps);
    expectGolden(pseudoInverseTrace(population, phi, a), ridgeless.trace.pseudoInverse, 200 * eps);
    expectGolden(pseudoInverseForm(population, phi, { u, v }), ridgeless.form.pseudoInverse, 200 * eps);
  });
});

describe("Σ = I", () => {
  test.prop([
    fc.oneof(
      decades(-3, 3).filter((phi) => phi !== 1),
      decades(-14, -1).map((x) => 1 + x),
      decades(-14, -1).map((x) => 1 - x),
    ),
  ])("κ₀ = φ − 1 above φ = 1, and the mean of 1/x over the positive spectrum is 1/|1 − φ| of its share", (phi) => {
    const population = eigenvalues(1);
    const { kappa, zeroMass, degreesOfFreedom, squaredDegreesOfFreedom } = ridgelessLimit(population, phi);
    const above = Math.max(0, phi - 1);
    expect(Math.abs(kappa.value - above)).toBeLessThanOrEqual(16 * eps * above);
    expect(Math.abs(zeroMass.value - above / phi)).toBeLessThanOrEqual(4 * eps * (above / phi));
    expect(Math.abs(degreesOfFreedom.value - Math.min(1, 1 / phi))).toBeLessThanOrEqual(4 * eps);
    expect(Math.abs(squaredDegreesOfFreedom.value - Math.min(1, 1 / phi) ** 2)).toBeLessThanOrEqual(32 * eps);
    // Marchenko–Pastur: Σ̂⁺ has the trace of an inverse Wishart matrix with the smaller of n and d as its dimension.
    const exact = 1 / (phi > 1 ? phi * (phi - 1) : 1 - phi);
    expect(Math.abs(pseudoInverseTrace(population, phi).value / exact - 1)).toBeLessThanOrEqual(32 * eps);
    const slope = phi > 1 ? phi / (phi - 1) : 1 / (1 - phi);
    expect(Math.abs(ridgelessSlope(population, phi).value / slope - 1)).toBeLessThanOrEqual(32 * eps);
    if (phi < 1) expect(Math.abs(ridgelessStieltjes(population, phi).value / exact - 1)).toBeLessThanOrEqual(16 * eps);
    else expect(() => ridgelessStieltjes(population, phi)).toThrow(infinite);
  });
});

describe("for every population and φ", () => {
  test.prop([populations, decades(-3, 3)])("it is what a small ridge is near", (population, phi) => {
    const limit = ridgelessLimit(population, phi);
    const { regime } = limit;
    // A ridge so small that κ − κ₀ = κ₀′λ does not count, as long as the problem is not next to critical.
    const lambda = 1e-16 * population.quantile(1);
    if (regime === "critical" || ridgelessSlope(population, phi).value > 1e4) return;
    const near = solveSilverstein(population, phi, lambda);
    const size = population.quantile(1);
    expect(Math.abs(near.kappa.value - limit.kappa.value)).toBeLessThanOrEqual(
      1e-11 * size + near.kappa.error + limit.kappa.error,
    );
    // Below κ₀ = 0 eigenvalues of 1e-12 and less of the largest, as of a density down to 0, still tell of λ.
    const resolution = population.type === "continuous" && population.low === 0 ? 1e-9 : 1e-6;
    expect(Math.abs(near.degreesOfFreedom.value - limit.degreesOfFreedom.value)).toBeLessThanOrEqual(resolution);
    expect(Math.abs(lambda * near.m.value - limit.zeroMass.value)).toBeLessThanOrEqual(resolution);
    expect(limit.kappa.value > 0).toBe(regime === "underdetermined");
  });

  test.prop([populations, decades(0.001, 3)])("κ₀ solves φ df₁ = 1, where φ(1 − H{0}) > 1", (population, phi) => {
    const { regime, kappa, zeroMass } = ridgelessLimit(population, phi);
    if (regime !== "underdetermined") return;
    // Both by integrals of their own: the projector's trace is the share of zeros, the pseudo-inverse's 1/(φκ₀).
    const share = nullSpaceTrace(population, phi);
    expect(Math.abs(share.value - zeroMass.value)).toBeLessThanOrEqual(share.error + zeroMass.error + 4 * eps);
    const inverse = pseudoInverseTrace(population, phi);
    const exact = 1 / (phi * kappa.value);
    expect(Math.abs(inverse.value - exact)).toBeLessThanOrEqual(
      inverse.error + exact * (kappa.error / kappa.value + 8 * eps),
    );
  });
});

describe("the three regimes", () => {
  it("with half of the mass at 0 meet at φ = 2", () => {
    const population = parsePopulation({ kind: "atoms", values: [0, 1], weights: [1, 1] });
    expect(ridgelessLimit(population, 1).regime).toBe("determined");
    expect(ridgelessLimit(population, 2).regime).toBe("critical");
    expect(ridgelessLimit(population, 2.01).regime).toBe("underdetermined");
    expect(ridgelessLimit(population, 1)).toMatchObject({ zeroMass: { value: 0.5 }, kappa: { value: 0 } });
    // ½·1/(1 − φ/2) over the positive half, but infinite with the null space.
    expect(Math.abs(pseudoInverseTrace(population, 1).value - 1)).toBeLessThanOrEqual(16 * eps);
    expect(() => ridgelessTrace(population, 1)).toThrow(infinite);
    expect(Math.abs(ridgelessTrace(population, 1, [0, 3]).value - 3)).toBeLessThanOrEqual(32 * eps);
  });

  it("with three weights of 1/3, one of them at 0, meet at φ = 3/2 in spite of rounding", () => {
    expect(ridgelessLimit(eigenvalues(0, 1, 2), 1.5).regime).toBe("critical");
  });

  it("at φ = 1 there is no slope, no inverse and no pseudo-inverse, but a null space of nothing", () => {
    const population = eigenvalues(1, 2);
    expect(ridgelessLimit(population, 1)).toMatchObject({ regime: "critical", zeroMass: { value: 0 } });
    expect(nullSpaceTrace(population, 1).value).toBe(0);
    for (const call of [ridgelessSlope, ridgelessStieltjes, ridgelessTrace, pseudoInverseTrace]) {
      expect(() => call(population, 1)).toThrow(infinite);
    }
  });

  it("forms: infinite where vectors meet the null space, finite where they do not", () => {
    const population = parsePopulation({ kind: "eigenvalues", values: [0, 2, 4] });
    const vectors = { u: [0, 1, 2], v: [5, 1, 1] };
    // (½ + 2/4)/(1 − φ·2/3) at φ = ¾
    expect(Math.abs(ridgelessForm(population, 0.75, vectors).value - 2)).toBeLessThanOrEqual(32 * eps);
    expect(pseudoInverseForm(population, 0.75, { u: [1, 1, 2], v: [5, 1, 1] }).value).toBe(
      ridgelessForm(population, 0.75, vectors).value,
    );
    expect(() => ridgelessForm(population, 0.75, { u: [1, 1, 2], v: [5, 1, 1] })).toThrow(infinite);
    expect(() => ridgelessForm(population, 3, vectors)).toThrow(infinite);
  });
});

describe("a density down to 0", () => {
  const population = parsePopulation({ kind: "uniform", low: 0, high: 1 });
  it("has no mean of 1/τ, but one of τ^p/τ for p > 0", () => {
    expect(() => ridgelessTrace(population, 0.5)).toThrow(expect.objectContaining({ field: "population" }));
    expect(() => pseudoInverseTrace(population, 0.5)).toThrow(infinite);
    for (const p of [2, 1, 0.5, 0.25]) {
      const { value, error, status } = ridgelessTrace(population, 0.5, (tau) => tau ** p);
      expect(Math.abs(value - 2 / p)).toBeLessThanOrEqual(error);
      expect(status).toBe(p >= 0.5 ? "ok" : "inaccurate");
    }
  });

  it("has a null space for φ > 1, which a ridge of 1e-15 shows", () => {
    const limit = nullSpaceTrace(population, 1.25, (tau) => tau);
    const near = resolventTrace({ population, phi: 1.25, lambda: 1e-15 }, (tau) => tau).value;
    // κ − κ₀ = κ₀′λ, κ₀′ some tens; κ₀ some hundredths.
    expect(Math.abs(1e-15 * near.value - limit.value)).toBeLessThanOrEqual(1e-12);
  });
});

describe("invalid input", () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("φ = %s", (phi) => {
    for (const call of [ridgelessLimit, ridgelessSlope, ridgelessTrace, nullSpaceTrace, pseudoInverseTrace]) {
      expect(() => call(eigenvalues(1), phi)).toThrow(expect.objectContaining({ code: "invalid-input", field: "phi" }));
    }
  });
  it("lists of another length", () => {
    expect(() => ridgelessTrace(eigenvalues(1), 0.5, [1, 2])).toThrow(expect.objectContaining({ field: "matrix" }));
    expect(() => nullSpaceForm(eigenvalues(1), 0.5, { u: [] })).toThrow(expect.objectContaining({ field: "u" }));
  });
});
