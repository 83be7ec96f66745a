import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parsePopulation } from "../../model/index.ts";
import { decades } from "../equivalents/testing/arbitraries.ts";
import { optimalExponent } from "./optimal-exponent.ts";
import { ridgeRisk } from "./ridge-risk.ts";
import { tunedRidge } from "./tuned-ridge.ts";
import { worstTeacherRisk } from "./worst-teacher-risk.ts";

const values = Array.from({ length: 60 }, (_, i) => 0.2 + (2.8 * i) / 59);
const setting = {
  population: parsePopulation({ kind: "eigenvalues", values }),
  phi: 2,
  alignment: 0.5,
  normalization: "unit-signal" as const,
  noiseVariance: 0.25,
};

const settings = fc.record({
  population: fc
    .array(decades(-1, 1), { minLength: 2, maxLength: 4 })
    .filter((list) => Math.max(...list) > 1.01 * Math.min(...list))
    .map((list) => parsePopulation({ kind: "eigenvalues", values: list })),
  phi: decades(-1, 1),
  exponent: fc.double({ min: -2, max: 1, noNaN: true }),
  alignment: fc.double({ min: -1, max: 1, noNaN: true }),
  normalization: fc.constantFrom("unit-norm" as const, "unit-signal" as const),
  noiseVariance: decades(-2, 1),
});

describe("tunedRidge", () => {
  test.prop([settings, decades(-6, 6)], { numRuns: 40, seed: 1 })(
    "has a risk that no other ridge undercuts, and a bound that it nearly reaches",
    (parameters, lambda) => {
      const { risk, lambda: tuned, lowerBound } = tunedRidge(parameters);
      const other = ridgeRisk({ ...parameters, lambda }).risk;
      expect(other.value).toBeGreaterThanOrEqual(risk.value - risk.error - other.error);
      expect(other.value).toBeGreaterThanOrEqual(lowerBound * (1 - 1e-13));
      expect(lowerBound).toBeGreaterThan(risk.value * (1 - 1.001e-4));
      const same = ridgeRisk({ ...parameters, lambda: tuned.value }).risk;
      expect(Math.abs(same.value - risk.value)).toBeLessThanOrEqual(risk.error + same.error);
    },
  );

  test.prop([settings], { numRuns: 20, seed: 2 })(
    "joins the Bayes value, found there by minimisation",
    (parameters) => {
      const exponent = 2 * parameters.alignment;
      const bayes = tunedRidge({ ...parameters, exponent });
      const beside = [-1e-6, 1e-6].map((step) => tunedRidge({ ...parameters, exponent: exponent + step }));
      // λ⋆ is smooth in p: the mean of both sides is off by the second order, 1e-12 beside 1.
      const mean = (beside[0].lambda.value + beside[1].lambda.value) / 2;
      expect(Math.abs(mean - bayes.lambda.value)).toBeLessThan(1e-7 * bayes.lambda.value);
      for (const { risk } of beside) expect(risk.value).toBeGreaterThanOrEqual(bayes.risk.value - 2 * bayes.risk.error);
    },
  );

  it("is φσ² at p = −1 for every teacher of unit signal, where all directions look alike", () => {
    for (const alignment of [-1, 0, 0.7]) {
      for (const phi of [0.5, 2]) {
        const { lambda } = tunedRidge({ ...setting, phi, alignment, exponent: -1 });
        expect(Math.abs(lambda.value - 0.25 * phi)).toBeLessThanOrEqual(lambda.error);
        expect(lambda.error).toBeLessThan(1e-10);
      }
    }
  });

  it("is 0 where a noiseless teacher can be read off, and stays above 0 with noise", () => {
    expect(tunedRidge({ ...setting, phi: 0.5, exponent: 0, noiseVariance: 0 }).lambda.value).toBe(0);
    expect(tunedRidge({ ...setting, phi: 0.5, exponent: 0, noiseVariance: 1e-6 }).lambda.value).toBeGreaterThan(0);
  });

  it("is 0 where a ridge only hurts: a teacher on the top directions of a spiked spectrum", () => {
    const spiked = parsePopulation({ kind: "atoms", values: [1, 100], weights: [20, 1] });
    const parameters = { ...setting, population: spiked, phi: 10, alignment: 2, exponent: 0, noiseVariance: 1e-4 };
    const { lambda, risk } = tunedRidge(parameters);
    expect(lambda.value).toBe(0);
    expect(risk.value).toBe(ridgeRisk({ ...parameters, lambda: 0 }).risk.value);
  });
});

describe("optimalExponent", () => {
  it("is twice the alignment where the ridge is tuned, and no other exponent does better", () => {
    for (const alignment of [-0.75, 0, 0.5, 1.25]) {
      const { exponent, risk } = optimalExponent({ ...setting, alignment, lambda: "tuned" });
      expect(exponent).toEqual({ value: 2 * alignment, error: 0, status: "ok" });
      for (const step of [-1, -0.1, 0.1, 1]) {
        const other = tunedRidge({ ...setting, alignment, exponent: 2 * alignment + step }).risk;
        expect(other.value).toBeGreaterThan(risk.value);
      }
    }
  });

  it("is −1 without a ridge for a teacher of alignment −1/2, at every noise", () => {
    for (const noiseVariance of [0, 0.01, 1, 10]) {
      const { exponent } = optimalExponent({ ...setting, alignment: -0.5, noiseVariance, lambda: 0 });
      expect(Math.abs(exponent.value + 1)).toBeLessThanOrEqual(exponent.error);
      expect(exponent.error).toBeLessThan(1e-9);
    }
  });

  test.prop([settings, decades(-3, 1)], { numRuns: 15, seed: 3 })(
    "has a risk below that of every exponent of a finer grid",
    ({ exponent: _, ...parameters }, lambda) => {
      const { exponent, risk, atEnd, minima } = optimalExponent({ ...parameters, lambda, interval: [-2, 2] });
      for (let p = -2; p <= 2; p += 0.0173) {
        const other = ridgeRisk({ ...parameters, lambda, exponent: p }).risk;
        expect(other.value).toBeGreaterThanOrEqual(risk.value * (1 - 1e-12));
      }
      expect(atEnd).toBe(exponent.value === -2 || exponent.value === 2);
      if (!atEnd) expect(minima.map((place) => place.exponent)).toContain(exponent.value);
    },
  );

  it("names what makes every exponent as good as the other", () => {
    const one = parsePopulation({ kind: "eigenvalues", values: [1] });
    for (const [wrong, field] of [
      [{ phi: 0.5, lambda: 0 }, "lambda"],
      [{ phi: 1, lambda: 0 }, "lambda"],
      [{ lambda: -1 }, "lambda"],
      [{ population: one, lambda: 1 }, "population"],
      [{ lambda: 1, interval: [1, 1] as const }, "interval[1]"],
      [{ lambda: 1, interval: [Number.NaN, 1] as const }, "interval[0]"],
      [{ lambda: "tuned" as const, alignment: Number.NaN }, "alignment"],
    ] as const) {
      expect(() => optimalExponent({ ...setting, ...wrong })).toThrow(
        expect.objectContaining({ code: "invalid-input", field }),
      );
    }
  });
});

describe("worstTeacherRisk", () => {
  it("is least at p = −1 for unit signal without a ridge, at the value of the closed form", () => {
    for (const noiseVariance of [0, 0.25]) {
      const at = (exponent: number): number =>
        worstTeacherRisk({ ...setting, noiseVariance, lambda: 0, exponent }).value;
      const expected = (noiseVariance + 0.25) / 0.5;
      expect(Math.abs(at(-1) - expected)).toBeLessThan(16 * Number.EPSILON);
      for (const exponent of [-2, -1.1, -0.9, 0, 1]) expect(at(exponent)).toBeGreaterThan(expected);
    }
  });

  it("is elsewhere for unit norm", () => {
    const at = (exponent: number): number =>
      worstTeacherRisk({ ...setting, normalization: "unit-norm", lambda: 0, exponent }).value;
    expect(at(-0.5)).toBeLessThan(at(-1));
  });

  test.prop([settings, decades(-3, 1)], { numRuns: 40, seed: 4 })(
    "bounds the risk of every teacher",
    (parameters, lambda) => {
      const worst = worstTeacherRisk({ ...parameters, lambda });
      const { risk } = ridgeRisk({ ...parameters, lambda });
      expect(risk.value).toBeLessThanOrEqual(worst.value + worst.error + risk.error);
    },
  );

  it("finds the maximum inside of a density", () => {
    const uniform = { ...setting, population: parsePopulation({ kind: "uniform", low: 0.01, high: 10 }) };
    const parameters = { ...uniform, normalization: "unit-norm" as const, lambda: 0.5, exponent: 0.5 };
    const density = worstTeacherRisk(parameters).value;
    const fine = Array.from({ length: 4000 }, (_, i) => 0.01 + (9.99 * (i + 0.5)) / 4000);
    const listed = parsePopulation({ kind: "eigenvalues", values: fine });
    expect(Math.abs(worstTeacherRisk({ ...parameters, population: listed }).value - density)).toBeLessThan(1e-5);
  });
});
