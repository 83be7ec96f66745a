import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import golden from "../golden/linear-representation.json" with { type: "json" };
import { kfacContraction, kfacRowNormSquared, kfacTrajectory } from "./kfac-recursion.ts";
import { sgdContraction, sgdRowNormSquared, sgdStabilityLimit, sgdTrajectory, sgdTwoCycle } from "./sgd-recursion.ts";
import { sgdRoundingError } from "./sgd-rounding.ts";

const eps = Number.EPSILON;
const unit = fc.integer({ min: 0, max: 2 ** 20 }).map((x) => x / 2 ** 20);
const sine = fc.oneof(
  fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  unit.filter((x) => x < 1),
);
const angle = fc.double({ min: 1e-6, max: 1.57, noNaN: true });
const tiny = fc.double({ min: -300, max: -20, noNaN: true }).map((x) => 10 ** x);

/** The row cos θ u + sin θ v after a step along `gradient`'s coefficients, as its length and angle. */
function polar(u: number, v: number): { readonly lengthSquared: number; readonly theta: number } {
  return { lengthSquared: u * u + v * v, theta: Math.atan2(Math.abs(v), Math.abs(u)) };
}

describe("KFAC", () => {
  it.each(golden.kfac as [number, number, string][])("sin θ = %s, η = %s: sin θ₊ = %s", (sinTheta, eta, expected) => {
    const exact = Number(expected);
    expect(Math.abs(kfacContraction(sinTheta, eta) - exact)).toBeLessThanOrEqual(8 * eps * exact);
    expect(Math.abs(kfacTrajectory(sinTheta, eta, 1)[1] - exact)).toBeLessThanOrEqual(12 * eps * exact);
    expect(kfacTrajectory(sinTheta, eta, 0)).toEqual(Float64Array.of(sinTheta));
  });

  test.prop([sine, unit])("is the step of a row in a plane", (s, eta) => {
    const c = Math.sqrt((1 - s) * (1 + s));
    const { lengthSquared, theta } = polar((1 - eta) * c + eta / c, (1 - eta) * s);
    // The components are known to a few eps of themselves, hence the tangent, hence the sine.
    expect(Math.abs(kfacContraction(s, eta) - Math.sin(theta))).toBeLessThanOrEqual(16 * eps * Math.sin(theta));
    expect(Math.abs(kfacRowNormSquared(s, eta) / lengthSquared - 1)).toBeLessThanOrEqual(16 * eps);
    expect(kfacContraction(s, eta)).toBeLessThanOrEqual((1 - eta) * s * (1 + 8 * eps));
  });

  test.prop([tiny, fc.double({ min: 0.01, max: 0.99, noNaN: true })])("contracts tiny angles by 1 − η", (s, eta) => {
    const next = kfacContraction(s, eta);
    expect(Math.abs(next - (1 - eta) * s)).toBeLessThanOrEqual(4 * eps * next + Number.MIN_VALUE);
  });

  it("keeps 13 digits over a thousand steps from .9999 at η = .01", () => {
    // 60-digit mpmath, rounded.
    const exact = 3.515247638732707e-5;
    expect(Math.abs(kfacTrajectory(0.9999, 0.01, 1000)[1000] / exact - 1)).toBeLessThanOrEqual((8 + 4000) * eps);
  });

  it("has the two-cycle tan²θ = (η − 2)/η above η = 2, and no larger sine than the largest double below 1", () => {
    const start = Math.sqrt(1 / 6); // tan² = 1/5 at η = 2.5
    expect(Math.abs(kfacContraction(start, 2.5) / start - 1)).toBeLessThanOrEqual(8 * eps);
    const wild = kfacTrajectory(1e-150, 1e300, 3);
    for (const value of wild) expect(value).toBeLessThan(1);
    expect(wild[1]).toBe(1 - eps / 2);
  });

  it.each([
    ["sinTheta", [1, 0.5]],
    ["sinTheta", [-0.1, 0.5]],
    ["sinTheta", [Number.NaN, 0.5]],
    ["eta", [0.5, -1]],
    ["eta", [0.5, Number.POSITIVE_INFINITY]],
  ] as const)("names a bad %s: %s", (field, [sinTheta, eta]) => {
    for (const call of [kfacContraction, kfacRowNormSquared, (s: number, e: number) => kfacTrajectory(s, e, 2)]) {
      expect(() => call(sinTheta, eta)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
    }
  });

  it("names a bad number of steps, and a row that is too long", () => {
    for (const steps of [-1, 1.5, 1e8, Number.NaN]) {
      expect(() => kfacTrajectory(0.5, 0.5, steps)).toThrow(expect.objectContaining({ field: "steps" }));
      expect(() => sgdTrajectory(0.5, 0.5, 1, steps)).toThrow(expect.objectContaining({ field: "steps" }));
    }
    expect(() => kfacRowNormSquared(0.5, 1e200)).toThrow(expect.objectContaining({ field: "eta" }));
  });
});

describe("gradient descent", () => {
  it.each(golden.sgd as [number, number, number, string][])(
    "θ = %s, η = %s, λ = %s: θ₊ = %s",
    (theta, eta, eigenvalue, expected) => {
      const exact = Number(expected);
      const angles = sgdTrajectory(theta, eta, eigenvalue, 1);
      expect(angles[1]).toBe(sgdContraction(theta, eta, eigenvalue));
      expect(Math.abs(angles[1] - exact)).toBeLessThanOrEqual(2 * sgdRoundingError(angles, eta * eigenvalue));
    },
  );

  it("keeps the digits of a nearly vanishing step: x = 1 exactly, θ = 1e-5", () => {
    // θ₊ ≈ θ³ there.
    const exact = Number(golden.sgd[2][3]);
    expect(Math.abs(sgdContraction(1e-5, 1, 1) / exact - 1)).toBeLessThanOrEqual(16 * eps);
  });

  const step = fc.double({ min: 0, max: 3, noNaN: true });
  test.prop([angle, step])("is the step of a row in a plane", (theta, x) => {
    const [s, c] = [Math.sin(theta), Math.cos(theta)];
    const row = polar(c * (1 + x * s * s), s * (1 - x * c * c));
    // 1 − x cos²θ in a single rounding of x cos²θ ≤ 3 is off by 6 eps.
    expect(Math.abs(sgdContraction(theta, x, 1) - row.theta)).toBeLessThanOrEqual(16 * eps);
    expect(Math.abs(sgdRowNormSquared(s, x, 1) / row.lengthSquared - 1)).toBeLessThanOrEqual(16 * eps);
  });

  test.prop([tiny, fc.double({ min: 0.001, max: 1.999, noNaN: true })])(
    "multiplies tiny angles by |1 − x|",
    (theta, x) => {
      const exact = Math.abs(1 - x) * theta;
      expect(Math.abs(sgdContraction(theta, x, 1) - exact)).toBeLessThanOrEqual(4 * eps * exact + Number.MIN_VALUE);
    },
  );

  test.prop([fc.double({ min: 2.001, max: 1e6, noNaN: true })])("stays in the two-cycle above the limit", (x) => {
    expect(x).toBeGreaterThan(sgdStabilityLimit(1));
    const theta = Math.asin(sgdTwoCycle(x, 1));
    const angles = sgdTrajectory(theta, x, 1, 1);
    expect(Math.abs(angles[1] - theta)).toBeLessThanOrEqual(2 * sgdRoundingError(angles, x) + 8 * eps);
    // The multiplier 8/x² − 1, by a central difference of relative accuracy h² x.
    const h = 1e-6 * theta;
    const slope =
      (Math.tan(sgdContraction(theta + h, x, 1)) - Math.tan(sgdContraction(theta - h, x, 1))) /
      (Math.tan(theta + h) - Math.tan(theta - h));
    if (x < 100) expect(Math.abs(slope - (8 / x ** 2 - 1))).toBeLessThan(1e-6);
  });

  it("converges just below the limit of stability and not just above", () => {
    expect(sgdStabilityLimit(0.5)).toBe(4);
    const below = sgdTrajectory(0.1, 3.99, 0.5, 20000);
    const above = sgdTrajectory(0.1, 4.01, 0.5, 20000);
    expect(below[20000]).toBeLessThan(1e-20);
    expect(Math.abs(Math.sin(above[20000]) - sgdTwoCycle(4.01, 0.5))).toBeLessThan(1e-12);
  });

  it.each([
    ["theta", [Math.PI / 2, 1, 1]],
    ["theta", [-1, 1, 1]],
    ["theta", [Number.NaN, 1, 1]],
    ["eta", [0.5, -1, 1]],
    ["eta", [0.5, 1e200, 1e200]],
    ["eigenvalue", [0.5, 1, 0]],
    ["eigenvalue", [0.5, 1, Number.NaN]],
  ] as const)("names a bad %s: %s", (field, [theta, eta, eigenvalue]) => {
    expect(() => sgdContraction(theta, eta, eigenvalue)).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });

  it("names what has no two-cycle, no finite limit or no finite length", () => {
    expect(() => sgdTwoCycle(2, 1)).toThrow(expect.objectContaining({ field: "eta" }));
    expect(() => sgdStabilityLimit(1e-320)).toThrow(expect.objectContaining({ field: "eigenvalue" }));
    expect(() => sgdRowNormSquared(0.5, 1e200, 1)).toThrow(expect.objectContaining({ field: "eta" }));
  });
});
