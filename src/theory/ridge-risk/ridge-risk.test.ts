import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parsePopulation } from "../../model/index.ts";
import { aspectRatios, decades, populations } from "../equivalents/testing/arbitraries.ts";
import { expectGolden } from "../equivalents/testing/golden.ts";
import { moment } from "../populations/moment.ts";
import { ridgeRisk } from "./ridge-risk.ts";
import { shiftedRidgeRisk } from "./shifted-ridge-risk.ts";
import { golden } from "./testing/golden.ts";

const atoms = parsePopulation({ kind: "atoms", values: [0.5, 1.5, 4], weights: [4, 3, 1] });
const setting = { population: atoms, phi: 0.5, lambda: 0.05, exponent: -0.5, alignment: 0.5, noiseVariance: 0.25 };

const settings = fc.record({
  population: populations,
  phi: aspectRatios,
  lambda: decades(-8, 4),
  exponent: fc.double({ min: 0, max: 1.5, noNaN: true }),
  alignment: fc.double({ min: 0, max: 1.5, noNaN: true }),
  normalization: fc.constantFrom("unit-norm" as const, "unit-signal" as const),
  noiseVariance: decades(-3, 1),
});

describe("ridgeRisk", () => {
  it.each(golden.ridge)("is that of 40 digits at $values, $phi, $lambda, p = $exponent", (row) => {
    const { values, weights, shiftedValues: _, risk, shiftedRisk: __, ...rest } = row;
    const population = parsePopulation({ kind: "atoms", values, weights });
    expectGolden(ridgeRisk({ population, ...rest }).risk, risk, 1e-12);
  });

  // Without noise at λ = 0 and φ < 1 the risk is 0; for λ from 1e-8 its parts span many orders.
  test.prop([settings], { numRuns: 50, seed: 1 })("is the sum of noise, bias and variance", (parameters) => {
    const { risk, bias, variance } = ridgeRisk(parameters);
    const parts = parameters.noiseVariance + bias.value + variance.value;
    expect(Math.abs(risk.value - parts)).toBeLessThanOrEqual(risk.error + bias.error + variance.error);
    expect(bias.value).toBeGreaterThanOrEqual(0);
    expect(variance.value).toBeGreaterThanOrEqual(0);
    expect(risk.error).toBeLessThan(1e-9 * risk.value);
  });

  test.prop([settings, decades(-3, 3)], { numRuns: 50, seed: 2 })(
    "keeps the signal's variance when inputs and ridge change their unit together",
    ({ population: _, ...parameters }, unit) => {
      const values = [0.3, 1, 2.7];
      const risk = (scale: number, lambda: number) => {
        const population = parsePopulation({ kind: "eigenvalues", values: values.map((value) => value * scale) });
        return ridgeRisk({ ...parameters, population, lambda, normalization: "unit-signal" }).risk;
      };
      const one = risk(1, parameters.lambda);
      const other = risk(unit, parameters.lambda * unit ** (1 + parameters.exponent));
      // Scaled eigenvalues and the scaled ridge are rounded once each.
      expect(Math.abs(one.value - other.value)).toBeLessThanOrEqual(
        one.error + other.error + 64 * 2 ** -52 * one.value,
      );
    },
  );

  it("does not depend on the exponent without a ridge where there are fewer inputs than samples", () => {
    for (const exponent of [-2, -1, 0, 1]) {
      const { risk, bias } = ridgeRisk({ ...setting, lambda: 0, exponent });
      expect(risk.value).toBe(0.25 / (1 - 0.5));
      expect(bias.value).toBe(0);
    }
  });

  it("has a closed form at p = −1, where the preconditioned inputs are isotropic", () => {
    for (const phi of [0.5, 1.5, 4]) {
      const lambda = 0.3;
      const { risk } = ridgeRisk({ ...setting, phi, lambda, exponent: -1, normalization: "unit-signal" });
      // The positive root of κ² + κ(1 − φ − λ) − λ = 0.
      const b = 1 - phi - lambda;
      const kappa = (-b + Math.sqrt(b * b + 4 * lambda)) / 2;
      const expected = (0.25 + (kappa / (1 + kappa)) ** 2) / (1 - phi / (1 + kappa) ** 2);
      expect(Math.abs(risk.value - expected)).toBeLessThan(64 * Number.EPSILON * expected);
    }
  });

  it("tends to the risk of guessing the mean as the ridge grows", () => {
    const { risk } = ridgeRisk({ ...setting, lambda: 1e12, normalization: "unit-signal" });
    expect(Math.abs(risk.value - 1.25)).toBeLessThan(1e-11);
  });

  it("is infinite at the threshold without a ridge", () => {
    expect(() => ridgeRisk({ ...setting, phi: 1, lambda: 0 })).toThrow(
      expect.objectContaining({ code: "non-finite", field: "lambda" }),
    );
  });

  // Reference: 30-digit mpmath quadrature of the printed formula.
  it.each([
    { population: { kind: "uniform", low: 0, high: 3 }, exponent: -0.5, risk: 1.1925530884086677 },
    { population: { kind: "uniform", low: 0, high: 3 }, exponent: -2, risk: 2.1488133411607087 },
    { population: { kind: "geometric", low: 0.01, high: 10 }, exponent: 1, risk: 0.8083019270242645 },
    { population: { kind: "geometric", low: 0.01, high: 10 }, exponent: -2, risk: 12.064176722891903 },
  ])("is that of quadrature for $population.kind at p = $exponent", ({ population, exponent, risk }) => {
    const got = ridgeRisk({
      population: parsePopulation(population),
      phi: 2,
      lambda: 0.1,
      exponent,
      alignment: 0.3,
      noiseVariance: 0.25,
    }).risk;
    expect(Math.abs(got.value - risk)).toBeLessThan(1e-13 * risk);
    expect(got.status).toBe("ok");
  });

  it.each([
    [{ phi: 0 }, "phi"],
    [{ phi: Number.NaN }, "phi"],
    [{ lambda: -1 }, "lambda"],
    [{ lambda: Number.NaN }, "lambda"],
    [{ exponent: Number.NaN }, "exponent"],
    [{ exponent: 1e6 }, "exponent"],
    [{ alignment: Number.NaN }, "alignment"],
    [{ alignment: 1e6 }, "alignment"],
    [{ noiseVariance: -1 }, "noiseVariance"],
    [{ normalization: "unit" as "unit-norm" }, "normalization"],
  ])("refuses %o", (wrong, field) => {
    expect(() => ridgeRisk({ ...setting, ...wrong })).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });

  it("refuses negative powers where the population has mass at 0, and those that are not integrable", () => {
    const singular = parsePopulation({ kind: "atoms", values: [0, 1] });
    for (const [wrong, field] of [
      [{ population: singular, exponent: -0.5, alignment: 0 }, "exponent"],
      [{ population: singular, exponent: 0, alignment: -0.5 }, "alignment"],
      [{ population: parsePopulation({ kind: "uniform", low: 0, high: 1 }), alignment: -0.5 }, "alignment"],
    ] as const) {
      expect(() => ridgeRisk({ ...setting, ...wrong })).toThrow(
        expect.objectContaining({ code: "invalid-input", field }),
      );
    }
  });
});

describe("shiftedRidgeRisk", () => {
  it.each(golden.ridge)("is that of 40 digits at $values, $phi, $lambda, p = $exponent", (row) => {
    const { values, shiftedValues, weights, risk, shiftedRisk, ...rest } = row;
    const got = shiftedRidgeRisk({ eigenvalues: values, shiftedEigenvalues: shiftedValues, weights, ...rest });
    expectGolden(got.risk, shiftedRisk, 1e-12);
    expectGolden(got.unshifted, risk, 1e-12);
  });

  test.prop([settings], { numRuns: 50, seed: 3 })("is the risk itself where nothing shifts", (parameters) => {
    const eigenvalues = [0.1, 0.1, 1, 5];
    const { population: _, ...rest } = parameters;
    const got = shiftedRidgeRisk({ ...rest, eigenvalues, shiftedEigenvalues: eigenvalues });
    const { risk } = ridgeRisk({ ...rest, population: parsePopulation({ kind: "eigenvalues", values: eigenvalues }) });
    expect(Math.abs(got.risk.value - risk.value)).toBeLessThanOrEqual(got.risk.error + risk.error);
  });

  it("sees the part of the teacher that training inputs never show", () => {
    const shared = { phi: 0.4, lambda: 0.01, exponent: 0, alignment: 0, noiseVariance: 0 };
    const pairs = { eigenvalues: [0, 1], shiftedEigenvalues: [2, 0] };
    // θ² = ½ along each direction, and only that of variance 0 is tested: it stays at 0, at a risk of ½·2.
    expect(Math.abs(shiftedRidgeRisk({ ...shared, ...pairs }).risk.value - 1)).toBeLessThan(16 * Number.EPSILON);
  });

  it.each([
    [{ eigenvalues: [] }, "eigenvalues"],
    [{ eigenvalues: [0, 0] }, "eigenvalues"],
    [{ eigenvalues: [1, -1] }, "eigenvalues[1]"],
    [{ shiftedEigenvalues: [1] }, "shiftedEigenvalues"],
    [{ shiftedEigenvalues: [1, Number.NaN] }, "shiftedEigenvalues[1]"],
    [{ weights: [1, 0] }, "weights[1]"],
  ])("refuses %o", (wrong, field) => {
    const { population: _, ...rest } = setting;
    expect(() => shiftedRidgeRisk({ ...rest, eigenvalues: [1, 2], shiftedEigenvalues: [2, 1], ...wrong })).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });
});

describe("moments of the teacher", () => {
  it("are those of the population", () => {
    // With κ → ∞ the bias is θᵀΣθ = ∫τ^{2a+1}dH/∫τ^{2a}dH.
    const { risk } = ridgeRisk({ ...setting, lambda: 1e14, noiseVariance: 0, alignment: 0.75, exponent: 0 });
    const expected = moment(atoms, 2.5).value / moment(atoms, 1.5).value;
    expect(Math.abs(risk.value - expected)).toBeLessThan(1e-12 * expected);
  });
});
