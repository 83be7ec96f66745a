import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logCalibrated, logMean } from "./calibrate.ts";

const logs = fc.oneof(
  fc.integer({ min: 0, max: 7000 }).map((i) => i / 10),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

describe("the calibrator", () => {
  it("has the mean 1 over p uniform on (0, 1), so that it makes an e-value of any p-value", () => {
    // ∫ e(p) dp = ∫ e·exp(−l) dl with p = exp(−l); with l = exp(x) the integrand falls exponentially on both sides, and the
    // trapezoidal rule converges exponentially: an error of exp(−2π·(π/2)/h) or so, nothing at h = 1/16.
    const h = 1 / 16;
    let integral = 0;
    for (let x = -40; x <= 20; x += h) {
      const l = Math.exp(x);
      integral += h * Math.exp(logCalibrated(l) - l) * l;
    }
    // Beyond, e·exp(−l)·l is 1/l: a geometric series.
    integral += (h * Math.exp(-20)) / Math.expm1(h);
    // Some 1000 terms with a relative error of up to 4e-12 where l is near 1e-4, and so is the term.
    expect(Math.abs(integral - 1)).toBeLessThan(1e-13);
  });

  it("is the mean over κ in (0, 1) of the calibrators κ·p^(κ−1)", () => {
    for (const l of [0, 1e-3, 0.7, 3, 20, 60]) {
      // Simpson's rule on 4000 intervals: its error is below h⁴·max|f⁗|/180 < (60/4000)⁴ of the integrand's scale.
      const intervals = 4000;
      let sum = 0;
      for (let i = 0; i <= intervals; i += 1) {
        const kappa = i / intervals;
        const weight = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
        sum += weight * kappa * Math.exp((1 - kappa) * l);
      }
      expect(Math.abs(logCalibrated(l) - Math.log(sum / (3 * intervals)))).toBeLessThan(1e-7);
    }
  });

  it("rises with the evidence, and is below 1/p", () => {
    fc.assert(
      fc.property(logs, logs, (one, other) => {
        const [less, more] = [one, other].sort((a, b) => a - b);
        expect(logCalibrated(more) - logCalibrated(less)).toBeGreaterThanOrEqual(more - less > 1e-9 ? 0 : -1e-11);
        expect(logCalibrated(more)).toBeLessThan(more + 4 * Number.EPSILON * more);
      }),
      { numRuns: 500 },
    );
  });

  it("joins its series to the closed form", () => {
    // At l = 1e-4 the closed form loses two digits in 1 − (1 + l)·exp(−l) ≈ l²/2 for each that l is below 1: a relative error
    // of ε·l/(l²/2) = 4.4e-12.
    const join = 1e-4;
    expect(Math.abs(logCalibrated(join) - logCalibrated(join * (1 - Number.EPSILON)))).toBeLessThan(1e-11);
    for (const l of [1e-4, 1e-3, 1e-2]) {
      // With two more terms of the series; what is left is below l⁵/2000.
      const series = Math.log(1 / 2 + l / 6 + l ** 2 / 24 + l ** 3 / 120 + l ** 4 / 720);
      expect(Math.abs(logCalibrated(l) - series)).toBeLessThan(1e-11 + l ** 5 / 2000);
    }
  });

  it("is ½ where there is no evidence or less than none, and infinite where it is", () => {
    for (const l of [0, -0, -1, -1e300, Number.NEGATIVE_INFINITY]) expect(logCalibrated(l)).toBe(-Math.LN2);
    expect(logCalibrated(1e300)).toBeGreaterThan(9e299);
    expect(logCalibrated(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("the mean of e-values", () => {
  it("is that of their logarithms' exponentials, without overflow", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(-2000, 0, 2000),
        (parts, shift) => {
          const expected = Math.log(parts.reduce((sum, log) => sum + Math.exp(log), 0) / parts.length);
          // A few roundings of numbers of size 2000.
          expect(Math.abs(logMean(parts.map((log) => log + shift)) - shift - expected)).toBeLessThan(
            8 * 2048 * Number.EPSILON,
          );
        },
      ),
    );
  });

  it("is 0 where all are, and infinite where one is", () => {
    expect(logMean([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])).toBe(Number.NEGATIVE_INFINITY);
    expect(logMean([Number.NEGATIVE_INFINITY, Math.log(4)])).toBeCloseTo(Math.log(2), 14);
    expect(logMean([0, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  });
});
