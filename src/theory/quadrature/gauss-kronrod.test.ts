import { describe, expect, it } from "vitest";
import { abscissae, applyRule, gaussWeights, kronrodWeights } from "./gauss-kronrod.ts";

const eps = Number.EPSILON;

describe("applyRule", () => {
  it("is exact for every power up to 31 and not for 32", () => {
    // 21 products, each within 1 ulp of a quantity below 0.15, and a sum below 2: 16 eps is generous.
    for (let k = 0; k <= 31; k++) {
      const exact = k % 2 === 0 ? 2 / (k + 1) : 0;
      expect(Math.abs(applyRule((x) => x ** k, -1, 1).integral - exact), `x^${k}`).toBeLessThanOrEqual(16 * eps);
    }
    // The rule's error for x^32 and the Gauss rule's for x^20 below: 60-digit mpmath, with the abscissae of 60 digits.
    const error = applyRule((x) => x ** 32, -1, 1).integral - 2 / 33;
    expect(Math.abs(error - 4.3991e-12)).toBeLessThanOrEqual(1e-16 + 16 * eps);
  });

  it("compares with a Gauss rule that is exact for every power up to 19, x·f included, and not for 20", () => {
    for (let k = 0; k <= 18; k++) {
      const { truncation } = applyRule((x) => x ** k, -1, 1);
      expect(truncation, `x^${k}`).toBeLessThanOrEqual(16 * eps);
    }
    expect(Math.abs(applyRule((x) => x ** 20, -1, 1).truncation - 8 * 2.9256e-6)).toBeLessThanOrEqual(1e-9);
  });

  it("has the roots of the Legendre polynomial of degree 10 as its Gauss abscissae", () => {
    for (const x of [1, 3, 5, 7, 9].map((i) => abscissae[i])) {
      let [previous, legendre] = [1, x];
      for (let n = 1; n < 10; n++) {
        [previous, legendre] = [legendre, ((2 * n + 1) * x * legendre - n * previous) / (n + 1)];
      }
      const slope = (10 * (previous - x * legendre)) / (1 - x * x);
      // Rounding x moves P_10 by |slope|·eps/2; the recursion adds a few eps of its own.
      expect(Math.abs(legendre)).toBeLessThanOrEqual((Math.abs(slope) + 20) * eps);
    }
    expect(2 * gaussWeights.reduce((a, b) => a + b)).toBeCloseTo(2, 14);
    expect(2 * kronrodWeights.reduce((a, b) => a + b) - kronrodWeights[10]).toBeCloseTo(2, 14);
  });

  it("sees a jump between the outermost abscissa and an endpoint, which the weighted sums cannot see", () => {
    const panel = applyRule((x) => (x > 0.998 ? 1 : 0), -1, 1);
    expect(panel.integral).toBe(0);
    expect(panel.truncation).toBeGreaterThan(0.002);
  });

  it("says where the integrand is not finite", () => {
    expect(() => applyRule((x) => 1 / x, -1, 1)).toThrow(
      expect.objectContaining({ code: "non-finite", message: "the integrand is Infinity at 0" }),
    );
  });
});
