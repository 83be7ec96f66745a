import { test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { solveSilverstein } from "../silverstein/solve.ts";
import { degreesOfFreedom, degreesOfFreedomCounts } from "./degrees-of-freedom.ts";
import { ridgeSettings } from "./testing/arbitraries.ts";

const eps = Number.EPSILON;

test.prop([ridgeSettings])("λ/κ + φ df₁ = 1 and 1/κ′ + φ df₂ = 1", (setting) => {
  const { kappa, kappaDerivative } = solveSilverstein(setting.population, setting.phi, setting.lambda);
  const { firstPerSample, secondPerSample } = degreesOfFreedom(setting);
  const left = setting.lambda / kappa.value;
  expect(Math.abs(left + firstPerSample.value - 1)).toBeLessThanOrEqual(
    4 * eps + firstPerSample.error + left * (kappa.error / kappa.value),
  );
  const inverse = 1 / kappaDerivative.value;
  expect(Math.abs(inverse + secondPerSample.value - 1)).toBeLessThanOrEqual(
    4 * eps + secondPerSample.error + inverse * (kappaDerivative.error / kappaDerivative.value),
  );
});

it("of Σ = I at φ = 2, λ = 1 are 1/(1 + κ) and its square, κ = 1 + √2", () => {
  const setting = { population: parsePopulation({ kind: "eigenvalues", values: [1] }), phi: 2, lambda: 1 };
  const share = 1 - Math.SQRT1_2; // 1/(2 + √2)
  const { first, second, firstPerSample } = degreesOfFreedom(setting);
  expect(Math.abs(first.value - share)).toBeLessThanOrEqual(4 * eps);
  expect(Math.abs(second.value - share ** 2)).toBeLessThanOrEqual(4 * eps);
  expect(Math.abs(firstPerSample.value - 2 * share)).toBeLessThanOrEqual(4 * eps);
  const counts = degreesOfFreedomCounts(setting, 50);
  expect(Math.abs(counts.first.value - 100 * share)).toBeLessThanOrEqual(400 * eps);
  expect(Math.abs(counts.second.value - 100 * share ** 2)).toBeLessThanOrEqual(400 * eps);
});

it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("a sample size of %s is refused", (size) => {
  const setting = { population: parsePopulation({ kind: "eigenvalues", values: [1] }), phi: 2, lambda: 1 };
  expect(() => degreesOfFreedomCounts(setting, size)).toThrow(
    expect.objectContaining({ code: "invalid-input", field: "sampleSize" }),
  );
});
