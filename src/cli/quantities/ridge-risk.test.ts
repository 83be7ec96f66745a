import { describe, expect, it } from "vitest";
import { findQuantity } from "./index.ts";

const evaluate = (name: string, parameters: object) => findQuantity(name).evaluate(parameters);
const atoms = { kind: "atoms", values: [0.5, 1.5, 4], weights: [4, 3, 1] };
const teacher = { phi: 0.5, alignment: 0.5, noiseVariance: 0.25 };

describe("quantities of preconditioned readouts", () => {
  it("tell the risk with its parts, and take a teacher of unit norm where nothing else is said", () => {
    const parameters = { population: atoms, ...teacher, lambda: 0.05, exponent: -0.5 };
    const { value, beside } = evaluate("ridge-risk", parameters);
    // 40 digits: .4400380021714963535…
    expect(value).toBeCloseTo(0.4400380021714964, 15);
    expect(0.25 + Number(beside?.bias) + Number(beside?.variance)).toBeCloseTo(value as number, 14);
    expect(evaluate("ridge-risk", { ...parameters, normalization: "unit-norm" }).value).toBe(value);
    expect(evaluate("ridge-risk", { ...parameters, normalization: "unit-signal" }).value).not.toBe(value);
  });

  it("tell the risk without a ridge, and at inputs that shift", () => {
    const parameters = { population: atoms, ...teacher, lambda: 0, exponent: -0.5 };
    expect(evaluate("ridge-risk", parameters).value).toBe(0.5);
    const pairs = { eigenvalues: atoms.values, shiftedEigenvalues: [1, 3, 8], weights: atoms.weights };
    const { value, beside } = evaluate("shifted-ridge-risk", { ...teacher, ...pairs, lambda: 0, exponent: 0 });
    // Twice the variances along all directions: φR∫τ′/τ dH = ½·½·2 beside the label noise.
    expect(value).toBeCloseTo(0.75, 14);
    expect(beside?.unshifted).toBeCloseTo(0.5, 14);
  });

  it("tell the optimal exponent", () => {
    const tuned = evaluate("optimal-exponent", { population: atoms, ...teacher, lambda: "tuned" });
    expect(tuned).toMatchObject({ value: 1, error: 0, status: "ok", beside: { atEnd: 0, minima: [1] } });
    const ridgeless = evaluate("optimal-exponent", {
      population: atoms,
      ...teacher,
      phi: 2,
      alignment: -0.5,
      lambda: 0,
      interval: [-3, 1],
    });
    expect(ridgeless.value).toBeCloseTo(-1, 9);
    for (const [wrong, field] of [
      [{ lambda: "best" }, "lambda"],
      [{ lambda: -1 }, "lambda"],
      [{ lambda: 1, interval: [1] }, "interval"],
      [{ lambda: 1, interval: [1, 0] }, "interval[1]"],
    ] as const) {
      const parameters = { population: atoms, ...teacher, ...wrong };
      expect(() => evaluate("optimal-exponent", parameters)).toThrow(
        expect.objectContaining({ code: "invalid-input", field }),
      );
    }
  });

  it("tell the risk of gradient flow between that of its start and of its end", () => {
    const parameters = { population: atoms, ...teacher, phi: 2, exponent: 0, normalization: "unit-signal" };
    expect(evaluate("gradient-flow-risk", { ...parameters, time: 0 }).value).toBeCloseTo(1.25, 14);
    const end = evaluate("ridge-risk", { ...parameters, lambda: 0 }).value;
    expect(evaluate("gradient-flow-risk", { ...parameters, time: 1e9 }).value).toBeCloseTo(end as number, 11);
  });

  it.each(["ridge-risk", "gradient-flow-risk"])("%s names a normalization that it does not know", (name) => {
    const parameters = { ...findQuantity(name).example, normalization: "unit" };
    expect(() => evaluate(name, parameters)).toThrow(
      expect.objectContaining({ field: "normalization", accepted: "a normalization: unit-norm, unit-signal" }),
    );
  });
});
