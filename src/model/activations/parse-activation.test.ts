import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { AsymptopiaError } from "../../foundation/errors.ts";
import { parseActivation } from "./parse-activation.ts";
import { defineActivation } from "./registry.ts";

const eps = Number.EPSILON;

defineActivation({ name: "parse-test", value: (z) => z ** 2, derivative: (z) => 2 * z });

const kinds = [
  { kind: "identity" },
  { kind: "relu" },
  { kind: "leaky-relu", slope: 0.1 },
  { kind: "tanh" },
  { kind: "erf" },
  { kind: "sin" },
  { kind: "softplus", scale: 10 },
  { kind: "softplus", scale: 0.5 },
  { kind: "hermite", degree: 0 },
  { kind: "hermite", degree: 5 },
  { kind: "hermite", degree: 20 },
  { kind: "polynomial", coefficients: [1] },
  { kind: "polynomial", coefficients: [0.5, -1, 0, 2] },
  { kind: "function", name: "parse-test" },
] as const;

const valueAt = (specification: unknown, z: number): number => parseActivation(specification).value(z);
const derivativeAt = (specification: unknown, z: number): number => parseActivation(specification).derivative(z);

describe("parseActivation", () => {
  it.each(kinds)("keeps the specification of $kind as written", (specification) => {
    expect(parseActivation(specification).specification).toEqual(specification);
  });

  it.each(kinds)("gives $kind the derivative of its value", (specification) => {
    const { value, derivative, kinks } = parseActivation(specification);
    for (const z of [-2.7, -1, -0.4, 0.3, 0.9, 2.2]) {
      expect(kinks).not.toContain(z);
      // Central differences of order 4: truncation h⁴/30·|σ⁽⁵⁾|, at most 5e-10 here (softplus of scale 10), and
      // rounding of order eps/h·|σ|. A wrong derivative is off by far more than 1e-8.
      const h = 1e-3;
      const difference = (8 * (value(z + h) - value(z - h)) - (value(z + 2 * h) - value(z - 2 * h))) / (12 * h);
      const size = Math.max(Math.abs(derivative(z)), Math.abs(value(z)), 1);
      expect(Math.abs(difference - derivative(z))).toBeLessThanOrEqual(1e-8 * size);
    }
  });

  it("has known values", () => {
    expect(valueAt({ kind: "identity" }, -1.5)).toBe(-1.5);
    expect([-2, 0, 3].map((z) => valueAt({ kind: "relu" }, z))).toEqual([0, 0, 3]);
    expect([-2, 3].map((z) => valueAt({ kind: "leaky-relu", slope: 0.25 }, z))).toEqual([-0.5, 3]);
    expect(valueAt({ kind: "tanh" }, 20)).toBe(1);
    expect(valueAt({ kind: "sin" }, 1)).toBe(Math.sin(1));
    // 40-digit mpmath: erf(1), log(1 + e^5).
    expect(Math.abs(valueAt({ kind: "erf" }, 1) - 0.8427007929497149)).toBeLessThanOrEqual(eps);
    expect(Math.abs(valueAt({ kind: "softplus", scale: 10 }, 0.5) - 5.006715348489118)).toBeLessThanOrEqual(8 * eps);
    // He₃ = z³ − 3z, He₄ = z⁴ − 6z² + 3, He₂₀(0) = 19!! with the sign of (−1)^10: integers, so exact.
    expect(valueAt({ kind: "hermite", degree: 3 }, 2)).toBe(2);
    expect(valueAt({ kind: "hermite", degree: 4 }, -3)).toBe(30);
    expect(valueAt({ kind: "hermite", degree: 20 }, 0)).toBe(654729075);
    expect(valueAt({ kind: "polynomial", coefficients: [1, -2, 3] }, 2)).toBe(9);
    expect(derivativeAt({ kind: "polynomial", coefficients: [1, -2, 3] }, 2)).toBe(10);
  });

  it("takes the mean of both slopes at a kink", () => {
    expect(derivativeAt({ kind: "relu" }, 0)).toBe(0.5);
    expect(derivativeAt({ kind: "leaky-relu", slope: 0.5 }, 0)).toBe(0.75);
    expect(parseActivation({ kind: "leaky-relu", slope: 0.5 }).kinks).toEqual([0]);
  });

  it("declares a softplus steep by its own width", () => {
    expect(parseActivation({ kind: "softplus", scale: 1e4 }).steep).toEqual([{ at: 0, width: 1e-4 }]);
    expect(parseActivation({ kind: "softplus", scale: 0.5 }).steep).toEqual([]);
  });

  it("neither overflows nor loses the tails", () => {
    const steep = { kind: "softplus", scale: 1e4 };
    expect(valueAt(steep, 10)).toBe(1e5);
    expect(valueAt(steep, -10)).toBe(0);
    expect([-10, 0, 10].map((z) => derivativeAt(steep, z))).toEqual([0, 5e3, 1e4]);
    // e^x(1 − e^x/2) with x = −30: the relative accuracy of a far tail.
    const tail = Math.exp(-30) * (1 - Math.exp(-30) / 2);
    expect(Math.abs(valueAt({ kind: "softplus", scale: 1 }, -30) / tail - 1)).toBeLessThanOrEqual(4 * eps);
    // sech²(20) = 4e^{−40}/(1 + e^{−40})², where 1 − tanh² is 0.
    const sech = (4 * Math.exp(-40)) / (1 + Math.exp(-40)) ** 2;
    expect(Math.abs(derivativeAt({ kind: "tanh" }, 20) / sech - 1)).toBeLessThanOrEqual(8 * eps);
    expect(derivativeAt({ kind: "tanh" }, -1000)).toBe(0);
  });

  test.prop([fc.constantFrom(...kinds), fc.double({ min: -1e3, max: 1e3, noNaN: true })])(
    "is finite everywhere",
    (specification, z) => {
      const { value, derivative } = parseActivation(specification);
      expect(Number.isFinite(value(z))).toBe(true);
      expect(Number.isFinite(derivative(z))).toBe(true);
    },
  );

  test.prop([fc.integer({ min: 0, max: 20 }), fc.double({ min: -4, max: 4, noNaN: true })])(
    "gives Hermite polynomials their parity and their sum Σ He_k(x) t^k/k! = e^{xt − t²/2}",
    (degree, x) => {
      const sign = degree % 2 === 0 ? 1 : -1;
      const mirrored = sign * valueAt({ kind: "hermite", degree }, x);
      expect(valueAt({ kind: "hermite", degree }, -x) === mirrored).toBe(true);
      const t = 0.25;
      let [sum, factor] = [0, 1];
      for (let k = 0; k <= 20; k++) {
        sum += factor * valueAt({ kind: "hermite", degree: k }, x);
        factor *= t / (k + 1);
      }
      // |He_k(x)| ≤ e^{x²/4}·1.0865·√k! (Cramér), so the remainder is below 55·1.09·Σ_{k>20} t^k/√k! < 1e-20, and the
      // terms add up to at most 60·Σ t^k/√k! < 80.
      expect(Math.abs(sum - Math.exp(x * t - (t * t) / 2))).toBeLessThanOrEqual(80 * 40 * eps);
    },
  );

  it.each([
    [
      { kind: "sigmoid" },
      "teacher.kind",
      "one of identity, relu, leaky-relu, tanh, erf, sin, softplus, hermite, polyno",
    ],
    [{}, "teacher.kind", "one of identity"],
    ["relu", "teacher", "an object with a kind"],
    [null, "teacher", "an object with a kind"],
    [{ kind: "relu", slope: 0.1 }, "teacher.slope", "absent: relu takes no further members"],
    [{ kind: "leaky-relu", slope: 1 }, "teacher.slope", "a number in [0, 1)"],
    [{ kind: "leaky-relu", slope: -0.1 }, "teacher.slope", "a number in [0, 1)"],
    [{ kind: "leaky-relu", slope: Number.NaN }, "teacher.slope", "a number in [0, 1)"],
    [{ kind: "leaky-relu", slope: 0.1, scale: 2 }, "teacher.scale", "absent: leaky-relu takes slope alone"],
    [{ kind: "softplus", scale: 0 }, "teacher.scale", "a number above 0"],
    [{ kind: "softplus", scale: 1e101 }, "teacher.scale", "at most 1e100"],
    [{ kind: "hermite", degree: 2.5 }, "teacher.degree", "an integer from 0 to 20"],
    [{ kind: "hermite", degree: 21 }, "teacher.degree", "an integer from 0 to 20"],
    [{ kind: "polynomial", coefficients: [] }, "teacher.coefficients", "a list of 1 to 21 numbers"],
    [{ kind: "polynomial", coefficients: Array(22).fill(1) }, "teacher.coefficients", "a list of 1 to 21 numbers"],
    [{ kind: "polynomial", coefficients: [1, Number.NaN] }, "teacher.coefficients[1]", "a number in"],
    [{ kind: "polynomial", coefficients: [1, 1e200] }, "teacher.coefficients[1]", "a number in"],
    [{ kind: "function", name: 3 }, "teacher.name", "the name of a registered function"],
  ])("refuses %j", (input, field, accepted) => {
    expect(() => parseActivation(input)).toThrow(
      expect.objectContaining({ code: "invalid-input", field, accepted: expect.stringContaining(accepted) }),
    );
  });

  it("fills in the usual slope and scale", () => {
    expect(parseActivation({ kind: "leaky-relu" }).specification).toEqual({ kind: "leaky-relu", slope: 0.01 });
    expect(parseActivation({ kind: "softplus" }).specification).toEqual({ kind: "softplus", scale: 1 });
  });

  it("names the field that the caller names", () => {
    expect(() => parseActivation({ kind: "hermite", degree: -1 }, "network.activation")).toThrow(
      "network.activation.degree must be an integer from 0 to 20, not -1",
    );
  });

  it("lists the registered functions for a name that is none of them", () => {
    let thrown: unknown;
    try {
      parseActivation({ kind: "function", name: "parse-tset" });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(AsymptopiaError);
    expect(thrown).toMatchObject({ code: "unknown-name", field: "teacher.name", value: "parse-tset" });
    expect((thrown as AsymptopiaError).accepted).toContain("parse-test");
  });
});
