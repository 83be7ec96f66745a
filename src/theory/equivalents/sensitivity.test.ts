import { test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Quantity } from "../../foundation/quantity.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { gaussianMoments } from "../gaussian/gaussian-moments.ts";
import { integrateAgainst } from "../populations/integrate-against.ts";
import { moment } from "../populations/moment.ts";
import { kfacCorrelationSensitivity, sgdCorrelationSensitivity } from "./correlation-sensitivity.ts";
import { atomSensitivities, type MassSensitivity, type PlaceSensitivity, type Sensitivity } from "./sensitivity.ts";
import { silversteinSensitivity } from "./silverstein-sensitivity.ts";
import { teacherMomentSlopes } from "./teacher-moment-slopes.ts";
import { ridgeSettings } from "./testing/arbitraries.ts";
import { type GoldenRow, type GoldenSensitivity, goldenRows } from "./testing/golden.ts";

const eps = Number.EPSILON;

/** The stated error holds; the error is at most `tolerance` of the value or of `size`. */
function expectNear(got: Quantity, exact: string, tolerance: number, size: number): void {
  const value = Number(exact);
  const error = Math.abs(got.value - value);
  expect(error).toBeLessThanOrEqual(got.error + eps * Math.abs(value));
  expect(error).toBeLessThanOrEqual(tolerance * size + eps * Math.abs(value));
  expect(got.status).toBe("ok");
}

function expectSensitivity(
  row: GoldenRow,
  sensitivity: Sensitivity<PlaceSensitivity | MassSensitivity>,
  golden: GoldenSensitivity,
  sizes: { readonly value: number; readonly phi: number; readonly position: number; readonly share: number },
): void {
  const of = (exact: string, least: number): number => Math.max(Math.abs(Number(exact)), least);
  const tolerance = 8 * eps;
  expectNear(sensitivity.value, golden.value, tolerance, of(golden.value, sizes.value));
  expectNear(sensitivity.lambda, golden.lambda, tolerance, of(golden.lambda, 0));
  expectNear(sensitivity.phi, golden.phi, tolerance, of(golden.phi, sizes.phi));
  const population = parsePopulation(row.population);
  const atoms = atomSensitivities(population, sensitivity);
  expect(atoms).toHaveLength(golden.atoms.length);
  for (const { tau, position, share, mass } of atoms) {
    const exact = golden.atoms[row.population.values.indexOf(tau)];
    expectNear(position, exact.position, tolerance, of(exact.position, sizes.position));
    expectNear(share, exact.share, tolerance, of(exact.share, sizes.share));
    expect(mass === undefined).toBe(exact.mass === undefined);
    if (mass !== undefined) expectNear(mass, exact.mass ?? "", tolerance, of(exact.mass ?? "", 0));
  }
  const probe = sensitivity.at(row.probe);
  expectNear(probe.share, golden.probe.share, tolerance, of(golden.probe.share, sizes.share));
  if ("mass" in probe) expectNear(probe.mass, golden.probe.mass ?? "", tolerance, of(golden.probe.mass ?? "", 0));
}

describe("110-digit values", () => {
  it.each(goldenRows)("κ, m and m′ at φ = $phi, λ = $lambda, $population", (row) => {
    const solution = silversteinSensitivity({ ...row, population: parsePopulation(row.population) });
    for (const name of ["kappa", "m", "mDerivative"] as const) {
      // Shares alone are differences: they are as accurate as the largest of their kind.
      const shares = row[name].atoms.map(({ share }) => Math.abs(Number(share)));
      const sizes = { value: 0, phi: 0, position: 0, share: Math.max(...shares, Number(row[name].value)) };
      expectSensitivity(row, solution[name], row[name], sizes);
    }
  });

  // The correlations' derivatives are differences throughout, of terms of the order of κ′, 1/φ, 1/τ and 1.
  it.each(goldenRows)("correlations at φ = $phi, λ = $lambda, $population", (row) => {
    const teacher = parseActivation(row.teacher);
    const setting = { ...row, population: parsePopulation(row.population), teacher };
    const least = Math.min(...row.population.values.filter((tau) => tau > 0));
    const sizes = { value: 1, phi: Math.max(1 / row.phi, Number(row.kappa.lambda)), position: 1 / least, share: 1 };
    expectSensitivity(row, kfacCorrelationSensitivity(setting), row.kfac, sizes);
    expectSensitivity(row, sgdCorrelationSensitivity(setting), row.sgd, sizes);
  });
});

const relu = { derivativeMean: { value: 0.5, error: 0, status: "ok" } as const };
const moments = (setting: { population: Parameters<typeof moment>[0] }) => ({
  ...relu,
  secondMoment: { value: 0.5 * moment(setting.population, 1).value + 0.1, error: 0, status: "ok" } as const,
});

describe("for every population, φ and λ", () => {
  test.prop([ridgeSettings], { numRuns: 40 })(
    "shares have mean 0 under H: they are masses less their mean",
    (setting) => {
      const solution = silversteinSensitivity(setting);
      for (const name of ["kappa", "m", "mDerivative"] as const) {
        const { at, value } = solution[name];
        if (value.error > 1e-13 * value.value) return;
        const mean = integrateAgainst(setting.population, (tau) => at(tau).mass.value);
        // The nodes themselves come with the relative accuracy of κ, which every mass shares.
        const tolerance = 1e-11 * mean.value;
        for (const tau of [0, setting.population.quantile(0.3), setting.population.quantile(1), 7]) {
          const { mass, share } = at(tau);
          expect(Math.abs(mass.value - mean.value - share.value)).toBeLessThanOrEqual(
            tolerance + mass.error + share.error,
          );
        }
      }
    },
  );

  test.prop([ridgeSettings])("all scale as their units do, by Euler's identity", (setting) => {
    // κ is homogeneous of degree 1 in (λ, Σ), m of degree −1, m′ of degree −2, the correlation at given moments with
    // α⋆²m₁ and s² fixed of degree 0.
    const solution = silversteinSensitivity(setting);
    for (const [name, degree] of [
      ["kappa", 1],
      ["m", -1],
      ["mDerivative", -2],
    ] as const) {
      const { value, lambda, at } = solution[name];
      const moved = integrateAgainst(setting.population, (tau) => tau * at(tau).position.value);
      const left = setting.lambda * lambda.value + moved.value;
      const size = setting.lambda * Math.abs(lambda.value) + Math.abs(moved.value);
      const tolerance = 1e-11 * size + (4 * size * value.error) / value.value;
      expect(Math.abs(left - degree * value.value)).toBeLessThanOrEqual(tolerance);
    }
  });

  test.prop([ridgeSettings])("mass and φ: n samples of fewer dimensions", (setting) => {
    // H of mass 1 + ε at φ/(1 + ε) is the problem with φH as it was, so that κ does not move: ∫ mass dH = φ ∂κ/∂φ.
    const { kappa } = silversteinSensitivity(setting);
    const mean = integrateAgainst(setting.population, (tau) => kappa.at(tau).mass.value);
    const exact = setting.phi * kappa.phi.value;
    expect(Math.abs(mean.value - exact)).toBeLessThanOrEqual(
      mean.error + (8 * exact * kappa.value.error) / kappa.value.value + 1e-12 * exact,
    );
  });

  test.prop([ridgeSettings])("the correlation rises with λ up to φu²/α⋆² and falls from there", (setting) => {
    const given = { ...setting, noiseVariance: 0.25, moments: moments(setting) };
    const rest = 0.5 * moment(setting.population, 1).value + 0.35 - 0.25 * moment(setting.population, 1).value;
    const best = (setting.phi * rest) / 0.25;
    for (const [factor, sign] of [
      [0.999, 1],
      [1.001, -1],
      [1e-3, 1],
      [1e3, -1],
    ]) {
      const { lambda } = kfacCorrelationSensitivity({ ...given, lambda: factor * best });
      expect(Math.sign(lambda.value)).toBe(sign);
      expect(lambda.error).toBeLessThan(Math.abs(lambda.value));
    }
  });

  test.prop([ridgeSettings], { numRuns: 40 })("shares of the correlations have mean 0 under H", (setting) => {
    const given = { ...setting, noiseVariance: 0.25, moments: moments(setting) };
    for (const { at, value } of [kfacCorrelationSensitivity(given), sgdCorrelationSensitivity(given)]) {
      if (value.status !== "ok") return;
      let worst = 0;
      const mean = integrateAgainst(setting.population, (tau) => {
        const { share } = at(tau);
        worst = Math.max(worst, share.error);
        return share.value;
      });
      const size = integrateAgainst(setting.population, (tau) => Math.abs(at(tau).share.value));
      expect(Math.abs(mean.value)).toBeLessThanOrEqual(worst + mean.error + 1e-11 * (1 + size.value));
    }
  });
});

describe("atoms", () => {
  const population = parsePopulation({ kind: "atoms", values: [3, 1], weights: [1, 3] });
  const { kappa } = silversteinSensitivity({ population, phi: 0.5, lambda: 1 });

  it("come in ascending order with their weights, positions times those", () => {
    const atoms = atomSensitivities(population, kappa);
    expect(atoms.map(({ tau, weight }) => [tau, weight])).toEqual([
      [1, 0.75],
      [3, 0.25],
    ]);
    expect(atoms[1].position.value).toBe(0.25 * kappa.at(3).position.value);
    expect(atoms[1].share).toEqual(kappa.at(3).share);
  });

  it("are wanted: a density has none", () => {
    const uniform = parsePopulation({ kind: "uniform", low: 1, high: 2 });
    expect(() => atomSensitivities(uniform, kappa)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "population" }),
    );
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("τ = %s is refused", (tau) => {
    const setting = { population, phi: 0.5, lambda: 1, noiseVariance: 0, teacher: parseActivation({ kind: "relu" }) };
    const all = [kfacCorrelationSensitivity(setting), sgdCorrelationSensitivity(setting)];
    for (const { at } of [...all, ...Object.values(silversteinSensitivity(setting))]) {
      expect(() => at(tau)).toThrow(expect.objectContaining({ code: "invalid-input", field: "tau" }));
    }
  });
});

describe("special correlations", () => {
  const population = parsePopulation({ kind: "atoms", values: [0.5, 1.5] });
  it("of nothing stay 0", () => {
    const zero = { value: 0, error: 0, status: "ok" } as const;
    const setting = { population, phi: 1, noiseVariance: 0, moments: { derivativeMean: zero, secondMoment: zero } };
    for (const sensitivity of [
      kfacCorrelationSensitivity({ ...setting, lambda: 1 }),
      sgdCorrelationSensitivity(setting),
    ]) {
      expect(sensitivity.lambda.value).toBe(0);
      expect(sensitivity.phi.value).toBe(0);
      expect(sensitivity.at(1).share.value).toBe(0);
    }
  });

  it("hold given moments fixed, and move a teacher's", () => {
    const teacher = parseActivation({ kind: "hermite", degree: 3 });
    const setting = { population, phi: 1, noiseVariance: 0.1, lambda: 0.3 };
    const { derivativeMean, secondMoment } = gaussianMoments(teacher, 1);
    const held = kfacCorrelationSensitivity({ ...setting, moments: { derivativeMean, secondMoment } });
    // α⋆ = 3v − 3 vanishes at m₁ = 1, and so does every derivative but those that move m₁.
    expect(held.at(1.5).position.value).toBe(0);
    expect(kfacCorrelationSensitivity({ ...setting, teacher }).at(1.5).position.value).toBeGreaterThan(0.01);
  });

  it("pass on that a teacher's moments are inaccurate", () => {
    const doubtful = { value: 0.5, error: 1e-6, status: "inaccurate" } as const;
    const setting = { population, phi: 1, noiseVariance: 0.1, lambda: 0.3 };
    const given = { ...setting, moments: { derivativeMean: doubtful, secondMoment: doubtful } };
    expect(kfacCorrelationSensitivity(given).phi.status).toBe("inaccurate");
    expect(sgdCorrelationSensitivity(given).phi.status).toBe("inaccurate");
    expect(sgdCorrelationSensitivity(given).phi.error).toBeGreaterThan(1e-8);
  });
});

describe("a teacher's moments", () => {
  // E σ′ and E σ² of z ~ N(0, v) as functions of v, and their derivatives.
  it.each([
    ["ReLU", { kind: "relu" }, 2, 0, 0.5],
    ["identity", { kind: "identity" }, 3, 0, 1],
    ["He₃", { kind: "hermite", degree: 3 }, 0.5, 3, 45 * 0.25 - 36 * 0.5 + 9],
    // E cos(√v t) = e^{−v/2}, E sin² = (1 − e^{−2v})/2
    ["sine", { kind: "sin" }, 0.7, -Math.exp(-0.35) / 2, Math.exp(-1.4)],
  ])("%s", (_, specification, variance, ofMean, ofSecond) => {
    const { derivativeMean, secondMoment } = teacherMomentSlopes(parseActivation(specification), variance);
    expect(Math.abs(derivativeMean.value - ofMean)).toBeLessThanOrEqual(derivativeMean.error + 8 * eps);
    expect(Math.abs(secondMoment.value - ofSecond)).toBeLessThanOrEqual(secondMoment.error + 32 * eps);
    expect(derivativeMean.error + secondMoment.error).toBeLessThanOrEqual(1e-11);
  });
});
