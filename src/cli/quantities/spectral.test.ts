import { describe, expect, it } from "vitest";
import { findQuantity } from "./index.ts";

const evaluate = (name: string, parameters: object) => findQuantity(name).evaluate(parameters);
const isotropic = { kind: "atoms", values: [1] };
const twoBulks = { kind: "atoms", values: [2, 5.5], weights: [3, 1] };

describe("quantities of the limiting spectrum", () => {
  it("tell m at complex z by both parts, and at a real z above the support by one", () => {
    // m = −1/z + … with (φzm² + (z + φ − 1)m + 1 = 0) for Σ = I.
    const [re, im] = [0.3, 0.7];
    const { value } = evaluate("stieltjes", { population: isotropic, phi: 0.5, z: { re, im } });
    const m = value as { re: number; im: number };
    const [squareRe, squareIm] = [m.re * m.re - m.im * m.im, 2 * m.re * m.im];
    const equation = [
      0.5 * (re * squareRe - im * squareIm) + (re - 0.5) * m.re - im * m.im + 1,
      0.5 * (re * squareIm + im * squareRe) + (re - 0.5) * m.im + im * m.re,
    ];
    for (const part of equation) expect(Math.abs(part)).toBeLessThan(16 * Number.EPSILON);
    expect(m.im).toBeGreaterThan(0);
    const above = evaluate("stieltjes", { population: isotropic, phi: 0.5, z: 4 }).value as number;
    expect(Math.abs(2 * above * above + 3.5 * above + 1)).toBeLessThan(16 * Number.EPSILON);
  });

  it("tell the support, the law and its atom", () => {
    const { value, beside } = evaluate("support", { population: twoBulks, phi: 0.1 });
    const { intervals, atomAtZero } = value as { intervals: number[][]; atomAtZero: number };
    expect(atomAtZero).toBe(0);
    [1.005518159669, 3.125689231439, 4.162723779879, 7.595354543299].forEach((edge, i) => {
      expect(intervals.flat()[i]).toBeCloseTo(edge, 11);
    });
    expect(beside).toEqual({ masses: [0.75, 0.25] });
    expect(evaluate("spectral-cdf", { population: twoBulks, phi: 0.1, x: 3.5 }).value).toBeCloseTo(0.75, 14);
    expect(evaluate("spectral-density", { population: twoBulks, phi: 0.1, x: 3.5 }).value).toBe(0);
    expect(evaluate("spectral-quantile", { population: isotropic, phi: 2, q: 0.3 }).value).toBe(0);
    expect(evaluate("moment", { population: isotropic, phi: 0.5, order: 2 }).value).toBeCloseTo(1.5, 14);
  });

  it("tell outliers apart from spikes that the bulk absorbs", () => {
    const { value } = evaluate("outlier", { population: isotropic, phi: 0.5, spike: 4 });
    const { position, overlap } = value as Record<string, number>;
    expect(position).toBeCloseTo(4 * (1 + 0.5 / 3), 14);
    expect(overlap).toBeCloseTo((1 - 0.5 / 9) / (1 + 0.5 / 3), 14);
    expect(evaluate("outlier", { population: isotropic, phi: 0.5, spike: 1.2 })).toEqual({
      value: { separated: 0 },
      error: 0,
      status: "ok",
    });
  });

  it("tell linear statistics by closed form or quadrature, and how they fluctuate", () => {
    const statistic = (f: object, rest: object = {}) =>
      evaluate("linear-spectral-statistic", { population: isotropic, phi: 0.5, f, ...rest }).value as number;
    expect(statistic({ kind: "log" })).toBeCloseTo(Math.log(2) - 1, 14);
    expect(statistic({ kind: "inverse" })).toBeCloseTo(2, 14);
    expect(statistic({ kind: "inverse", shift: 1 })).toBeCloseTo((Math.sqrt(17) - 3) / 2, 14);
    expect(statistic({ kind: "power", exponent: 2 })).toBeCloseTo(1.5, 14);
    expect(statistic({ kind: "power", exponent: 0.5 })).toBeLessThan(1);
    expect(statistic({ kind: "power", exponent: 0 }, { nonzero: true, phi: 2 })).toBeCloseTo(0.5, 13);
    // The positive eigenvalues at φ = 2 are twice those at ½, and half as many.
    expect(statistic({ kind: "inverse" }, { nonzero: true, phi: 2 })).toBeCloseTo(0.5, 13);
    const { value } = evaluate("linear-spectral-statistic-fluctuation", {
      population: isotropic,
      phi: 0.5,
      f: { kind: "log" },
    });
    const { meanCorrection, variance } = value as Record<string, number>;
    expect(meanCorrection).toBeCloseTo(Math.log(0.5) / 2, 13);
    expect(variance).toBeCloseTo(-2 * Math.log(0.5), 12);
  });

  it.each([
    ["f", "linear-spectral-statistic", { population: isotropic, phi: 0.5, f: { kind: "logarithm" } }, /log, inverse/],
    [
      "f.shift",
      "linear-spectral-statistic",
      { population: isotropic, phi: 0.5, f: { kind: "log", shift: -1 } },
      /0 or/,
    ],
    ["f.exponent", "linear-spectral-statistic", { population: isotropic, phi: 0.5, f: { kind: "power" } }, /finite/],
    ["order", "linear-spectral-statistic", { population: isotropic, phi: 1, f: { kind: "inverse" } }, /hard edge/],
    [
      "f",
      "linear-spectral-statistic",
      { population: isotropic, phi: 1, f: { kind: "inverse" }, nonzero: true },
      /at 0/,
    ],
    ["f", "linear-spectral-statistic-fluctuation", { population: isotropic, phi: 1, f: { kind: "log" } }, /smooth/],
    ["z", "stieltjes", { population: isotropic, phi: 1, z: 1 }, /off the support/],
    ["z", "stieltjes", { population: isotropic, phi: 1, z: { re: 0, im: 0 } }, /complex/],
    ["x", "spectral-density", { population: isotropic, phi: 1, x: 0 }, /other than 0/],
    ["q", "spectral-quantile", { population: isotropic, phi: 1, q: 1.5 }, /from 0 to 1/],
    ["beta", "tracy-widom-cdf", { beta: 3, s: 0 }, /1, 2 or 4/],
  ])("names %s for %s of %j", (field, name, parameters, accepted) => {
    let thrown: unknown;
    try {
      evaluate(name, parameters);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: "invalid-input", accepted: expect.stringMatching(accepted) });
    expect((thrown as { field: string }).field.split(".kind")[0]).toBe(field);
  });
});
