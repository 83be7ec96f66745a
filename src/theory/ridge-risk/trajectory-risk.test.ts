import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parsePopulation } from "../../model/index.ts";
import { decades } from "../equivalents/testing/arbitraries.ts";
import { expectGolden } from "../equivalents/testing/golden.ts";
import { linearStatistic } from "../spectral-law/linear-statistic.ts";
import { preconditionedSpectrum } from "./preconditioned-spectrum.ts";
import { ridgeRisk } from "./ridge-risk.ts";
import { golden } from "./testing/golden.ts";
import { gradientDescentRisk, gradientFlowRisk } from "./trajectory-risk.ts";

const setting = {
  population: parsePopulation({ kind: "atoms", values: [0.5, 1.5, 4], weights: [4, 3, 1] }),
  phi: 2,
  exponent: -0.5,
  alignment: 0.5,
  normalization: "unit-signal" as const,
  noiseVariance: 0.25,
};

const settings = fc.record({
  population: fc
    .array(decades(-1, 1), { minLength: 1, maxLength: 4 })
    .map((values) => parsePopulation({ kind: "eigenvalues", values })),
  phi: fc.oneof(decades(-1, 1), fc.constantFrom(0.5, 1, 2)),
  exponent: fc.double({ min: -2, max: 1, noNaN: true }),
  alignment: fc.double({ min: -1, max: 1, noNaN: true }),
  normalization: fc.constantFrom("unit-norm" as const, "unit-signal" as const),
  noiseVariance: decades(-2, 1),
});

describe("gradientFlowRisk", () => {
  const rows = golden.trajectory.filter(({ time }) => time !== undefined);
  it.each(rows)("is that of a contour with many digits at phi = $phi, p = $exponent, t = $time", (row) => {
    const { values, weights, risk, time = 0, ...rest } = row;
    const population = parsePopulation({ kind: "atoms", values, weights });
    expectGolden(gradientFlowRisk({ population, ...rest, time }).risk, risk, 1e-11);
  });

  // Reference: the same formula on an ellipse in NumPy; simulated with n = 200: 1.0553(24), 1.1541(37), 1.5881(81).
  it.each([
    [0.3, 1.05325],
    [2, 1.15186],
    [10, 1.58537],
  ])("is that of an independent contour for 300 eigenvalues at t = %d", (time, expected) => {
    const values = Array.from({ length: 300 }, (_, i) => 0.2 + (2.8 * i) / 299);
    const population = parsePopulation({ kind: "eigenvalues", values });
    const { risk } = gradientFlowRisk({ ...setting, population, phi: 1.5, exponent: 0, noiseVariance: 0.5, time });
    expect(Math.abs(risk.value - expected)).toBeLessThan(1e-5);
  });

  test.prop([settings, decades(-4, 6)], { numRuns: 40, seed: 1 })(
    "has parts of at least 0 that add up, and knows its error",
    (parameters, time) => {
      const { risk, bias, variance } = gradientFlowRisk({ ...parameters, time });
      expect(bias.value).toBeGreaterThanOrEqual(0);
      expect(variance.value).toBeGreaterThanOrEqual(0);
      const sum = parameters.noiseVariance + bias.value + variance.value;
      expect(Math.abs(risk.value - sum)).toBeLessThanOrEqual(4 * Number.EPSILON * risk.value);
      expect(risk.error).toBeLessThan(1e-9 * risk.value);
    },
  );

  test.prop([settings], { numRuns: 40, seed: 2 })(
    "goes from the teacher's signal to the ridgeless risk",
    (parameters) => {
      fc.pre(Math.abs(parameters.phi - 1) > 0.05);
      const start = gradientFlowRisk({ ...parameters, time: 0 }).risk;
      const guess = ridgeRisk({ ...parameters, lambda: 1e15 }).risk;
      expect(Math.abs(start.value - guess.value)).toBeLessThan(1e-8 * guess.value);
      const soon = gradientFlowRisk({ ...parameters, time: 1e-14 }).risk;
      expect(Math.abs(soon.value - start.value)).toBeLessThan(1e-9 * start.value);
      const end = gradientFlowRisk({ ...parameters, time: 1e12 }).risk;
      const limit = ridgeRisk({ ...parameters, lambda: 0 }).risk;
      expect(Math.abs(end.value - limit.value)).toBeLessThanOrEqual(end.error + limit.error);
    },
  );

  // At p = −1 the preconditioned inputs are isotropic, and with θ̃ᵀθ̃ = 1 the risk is an average over their spectrum.
  const isotropic = parsePopulation({ kind: "eigenvalues", values: [1] });

  it.each([
    [0.25, 3],
    [0.25, 40],
    [0.5, 2],
    [2, 3],
  ])("is an integral against the limiting spectrum at p = −1, phi = %d, t = %d", (phi, time) => {
    const { bias, variance } = gradientFlowRisk({ ...setting, phi, exponent: -1, time });
    const left = linearStatistic(isotropic, phi, (x) => Math.exp(-2 * time * x)).value;
    const fitted = linearStatistic(isotropic, phi, (x) => (x > 0 ? Math.expm1(-time * x) ** 2 / x : 0)).value;
    expect(Math.abs(bias.value - left)).toBeLessThan(1e-11);
    expect(Math.abs(variance.value - 0.25 * phi * fitted)).toBeLessThan(1e-11);
  });

  it("keeps its digits while it decays to 0", () => {
    const phi = 0.25;
    for (const time of [4, 20, 100, 1000]) {
      const { risk } = gradientFlowRisk({ ...setting, phi, exponent: -1, noiseVariance: 0, time });
      // The lower edge of the spectrum is (1 − √φ)² = 1/4.
      const above = linearStatistic(isotropic, phi, (x) => Math.exp(-2 * time * (x - 0.25))).value;
      const expected = Math.exp(-time / 2) * above;
      expect(Math.abs(risk.value - expected)).toBeLessThan(1e-9 * expected);
      expect(Math.abs(risk.value - expected)).toBeLessThan(risk.error + 1e-11 * expected);
      expect(risk.status).toBe("ok");
    }
  });

  it.each([
    { kind: "geometric", low: 0.1, high: 10 },
    { kind: "uniform", low: 0, high: 3 },
    { kind: "ar1", rho: 0.7 },
  ])("takes $kind for what the nodes of a much finer rule are", (specification) => {
    const population = parsePopulation(specification);
    const { ratios, reference, weights } = preconditionedSpectrum(population, 0, 24);
    const values = [...ratios].map((ratio) => ratio * reference);
    // Eigenvalues down to 1e-40 are as good as none, and their powers are no obstacle.
    const kept = values.flatMap((value, i) => (value > 1e-12 && weights[i] > 1e-30 ? [i] : []));
    const atoms = { kind: "atoms", values: kept.map((i) => values[i]), weights: kept.map((i) => weights[i]) };
    for (const [phi, exponent, time] of [
      [0.5, 0, 3],
      [2, -0.5, 0.5],
      [2, 0.5, 20],
    ]) {
      const one = gradientFlowRisk({ ...setting, phi, exponent, population, time }).risk;
      const other = gradientFlowRisk({ ...setting, phi, exponent, population: parsePopulation(atoms), time }).risk;
      expect(Math.abs(one.value - other.value)).toBeLessThan(1e-11 * one.value);
      expect(one.status).toBe("ok");
    }
  });

  it.each([
    [{ time: -1 }, "time"],
    [{ time: Number.POSITIVE_INFINITY }, "time"],
    [{ phi: 0 }, "phi"],
    [{ noiseVariance: Number.NaN }, "noiseVariance"],
  ])("refuses %o", (wrong, field) => {
    expect(() => gradientFlowRisk({ ...setting, time: 1, ...wrong })).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });
});

describe("gradientDescentRisk", () => {
  const rows = golden.trajectory.filter(({ steps }) => steps !== undefined);
  it.each(rows)("is that of a contour with many digits at phi = $phi, p = $exponent, k = $steps", (row) => {
    const { values, weights, risk, steps = 0, learningRate = 0, ...rest } = row;
    const population = parsePopulation({ kind: "atoms", values, weights });
    expectGolden(gradientDescentRisk({ population, ...rest, steps, learningRate }).risk, risk, 1e-11);
  });

  it("is exact after one step", () => {
    // w = ηX̃ᵀy/n, so that R = σ² + θᵀΣθ − 2ηθᵀΣ̃Σθ + η²(…) with E Σ̂Σ Σ̂ = Σ³ + φ m₁… in moments of τ̃, at p = 0.
    const { values, weights } = { values: [0.5, 1.5, 4], weights: [0.5, 0.375, 0.125] };
    const moment = (k: number): number => values.reduce((sum, tau, i) => sum + weights[i] * tau ** k, 0);
    const [eta, phi, noise] = [0.1, 2, 0.25];
    const signal = moment(2);
    const cross = moment(3) / signal;
    const square = (moment(4) + phi * moment(2) * moment(2)) / signal + phi * noise * moment(2);
    const expected = noise + 1 - 2 * eta * cross + eta * eta * square;
    const { risk } = gradientDescentRisk({ ...setting, exponent: 0, steps: 1, learningRate: eta });
    expect(Math.abs(risk.value - expected)).toBeLessThan(1e-12);
  });

  test.prop([settings], { numRuns: 10, seed: 3 })("is near the flow for many small steps", (parameters) => {
    const steps = 2000;
    const largest = 10 * (1 + Math.sqrt(parameters.phi)) ** 2 * 10 ** Math.abs(parameters.exponent);
    const learningRate = 1 / largest / 100;
    const descent = gradientDescentRisk({ ...parameters, steps, learningRate }).risk;
    const flow = gradientFlowRisk({ ...parameters, time: steps * learningRate }).risk;
    // (1 − ηz)^k − e^{−kηz} is at most ηz/2·kηz e^{−kηz} ≤ ηz/(2e).
    expect(Math.abs(descent.value - flow.value)).toBeLessThan(0.01 * flow.value);
    expect(descent.status).toBe("ok");
  });

  it("starts at the teacher's signal, and ends at the ridgeless risk", () => {
    const start = gradientDescentRisk({ ...setting, steps: 0, learningRate: 0.1 }).risk;
    expect(Math.abs(start.value - 1.25)).toBeLessThan(8 * Number.EPSILON);
    const end = gradientDescentRisk({ ...setting, steps: 3000, learningRate: 0.2 }).risk;
    const limit = ridgeRisk({ ...setting, lambda: 0 }).risk;
    expect(Math.abs(end.value - limit.value)).toBeLessThanOrEqual(end.error + limit.error);
    expect(end.status).toBe("ok");
  });

  it("diverges with steps that are too long", () => {
    const risks = [10, 20].map((steps) => gradientDescentRisk({ ...setting, steps, learningRate: 1 }).risk.value);
    expect(risks[1]).toBeGreaterThan(1e3 * risks[0]);
    expect(() => gradientDescentRisk({ ...setting, steps: 100_000, learningRate: 1 })).toThrow(
      expect.objectContaining({ code: "non-finite" }),
    );
  });

  it.each([
    [{ steps: -1 }, "steps"],
    [{ steps: 1.5 }, "steps"],
    [{ learningRate: 0 }, "learningRate"],
    [{ learningRate: Number.NaN }, "learningRate"],
  ])("refuses %o", (wrong, field) => {
    expect(() => gradientDescentRisk({ ...setting, steps: 1, learningRate: 0.1, ...wrong })).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });
});
