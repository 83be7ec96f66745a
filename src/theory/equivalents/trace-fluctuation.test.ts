import { test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { degreesOfFreedom } from "./degrees-of-freedom.ts";
import { decades, populations, ridgeSettings } from "./testing/arbitraries.ts";
import { expectGolden, goldenRows } from "./testing/golden.ts";
import { predictResolventTrace, traceFluctuation } from "./trace-fluctuation.ts";

const eps = Number.EPSILON;

describe("110-digit values, the variance as a limit of Bai and Silverstein's covariance", () => {
  it.each(goldenRows)("φ = $phi, λ = $lambda, $population", (row) => {
    const { meanCorrection, variance } = traceFluctuation({ ...row, population: parsePopulation(row.population) });
    expectGolden(meanCorrection, row.fluctuation.meanCorrection, 250 * eps);
    expectGolden(variance, row.fluctuation.variance, 400 * eps);
  });
});

// Exact moments of a real Wishart matrix with n samples, in powers of 1/λ: E tr(Σ̂ + λ)⁻¹ = Σ (−1)^k E tr Σ̂^k/λ^{k+1},
// E tr Σ̂² = (1 + 1/n) tr Σ² + (tr Σ)²/n and Var tr Σ̂ = 2 tr Σ²/n. So λ³·(mean correction) → φm₂, λ⁴·variance → 2φm₂.
test.prop([populations, decades(-3, 3)])("a large ridge sees the Wishart moments", (population, phi) => {
  const lambda = 1e9 * population.quantile(1) * (1 + phi);
  const { meanCorrection, variance } = traceFluctuation({ population, phi, lambda });
  const second = degreesOfFreedom({ population, phi, lambda }).secondPerSample.value;
  const [mean, spread] = [lambda * meanCorrection.value, lambda * lambda * variance.value];
  // φ df₂ = φm₂/λ² to 1e-8; the next terms are smaller by 1e-8 as well.
  expect(Math.abs(mean / second - 1)).toBeLessThanOrEqual(1e-7);
  expect(Math.abs(spread / (2 * second) - 1)).toBeLessThanOrEqual(1e-7);
});

test.prop([ridgeSettings])("both are positive and accurate, and scale as they should with the dimension", (setting) => {
  const { meanCorrection, variance } = traceFluctuation(setting);
  expect(meanCorrection.value).toBeGreaterThan(0);
  expect(variance.value).toBeGreaterThan(0);
  const predicted = predictResolventTrace(setting, 50);
  expect(Math.abs(predicted.predictedBias.value / (meanCorrection.value / 50) - 1)).toBeLessThanOrEqual(2 * eps);
  expect(Math.abs(predicted.predictedVariance.value / (variance.value / 2500) - 1)).toBeLessThanOrEqual(2 * eps);
  // No relative error beyond that of κ, some 200 of it.
  expect(meanCorrection.error / meanCorrection.value).toBeLessThan(1e-9);
});

describe("direct simulation with NumPy, 4,000 draws of X each", () => {
  // d, φ, λ, eigenvalues; tr(Σ̂ + λ)⁻¹ − d·m and the variance, each with its standard error.
  it.each([
    [100, 0.5, 0.05, [1], 1.1052, 0.0396, 6.2647, 0.14],
    [100, 0.5, 0.05, [0.5, 1.5], 1.2575, 0.0471, 8.8758, 0.1984],
    [120, 2, 0.3, [0.5, 1.5], 0.2767, 0.0118, 0.5538, 0.0124],
  ])("d = %s, φ = %s, λ = %s, eigenvalues %s", (dimension, phi, lambda, values, mean, ofMean, variance, ofVariance) => {
    const setting = { population: parsePopulation({ kind: "eigenvalues", values }), phi, lambda };
    const { predictedBias, predictedVariance } = predictResolventTrace(setting, dimension);
    // Three standard errors, and 3 % for the next order in 1/d.
    expect(Math.abs(dimension * predictedBias.value - mean)).toBeLessThanOrEqual(3 * ofMean + 0.03 * mean);
    expect(Math.abs(dimension ** 2 * predictedVariance.value - variance)).toBeLessThanOrEqual(
      3 * ofVariance + 0.03 * variance,
    );
  });
});

it.each([0, -1, 1.5, Number.NaN])("a dimension of %s is refused", (dimension) => {
  const setting = { population: parsePopulation({ kind: "eigenvalues", values: [1] }), phi: 0.5, lambda: 1 };
  expect(() => predictResolventTrace(setting, dimension)).toThrow(
    expect.objectContaining({ code: "invalid-input", field: "dimension" }),
  );
});
