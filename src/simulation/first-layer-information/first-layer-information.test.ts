import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import { itKeepsTheContract, observe } from "../linear-representation/testing/experiment-contract.ts";
import { experiment as exact } from "./exact-information-experiment.ts";
import { experiment as density } from "./information-density-experiment.ts";
import { informationInstances } from "./information-instances.ts";
import { derivativeOf, preimage } from "./local-inverse.ts";
import { startLaw } from "./start-law.ts";

const matrix = (rows: number, columns: number, ...entries: readonly number[]): DenseMatrix =>
  denseMatrix(rows, columns, Float64Array.from(entries));

describe("derivatives and preimages", () => {
  // (x, y) ↦ (x + y²/4, y − sin(x)/4), with the determinant 1 + y cos(x)/8.
  const map = ([x, y]: Float64Array) => Float64Array.of(x + y ** 2 / 4, y - Math.sin(x) / 4);
  const at = Float64Array.of(0.3, -1.2);

  it("are those of the map", () => {
    const { logDeterminant, solve, inverseNorm } = derivativeOf(map, at);
    // Order four: h⁴ = 2⁻²⁸ times derivatives of order five below 1/4, over 30.
    expect(Math.abs(logDeterminant - Math.log(1 - (1.2 * Math.cos(0.3)) / 8))).toBeLessThan(1e-10);
    const [a, b] = solve(Float64Array.of(1 - 0.6 * 2, 2 - Math.cos(0.3) / 4));
    expect(Math.abs(a - 1)).toBeLessThan(1e-10);
    expect(Math.abs(b - 2)).toBeLessThan(1e-10);
    expect(inverseNorm).toBeGreaterThan(1);
  });

  it("are found nearby, with what is missing where there is none", () => {
    const derivative = derivativeOf(map, at);
    const target = map(Float64Array.of(0.35, -1.1));
    const found = preimage(map, target, at, derivative);
    expect(found.residual).toBeLessThan(1e-14);
    expect(Math.abs(found.at[0] - 0.35)).toBeLessThan(1e-13);
    const flat = () => Float64Array.of(0, 0);
    expect(preimage(flat, Float64Array.of(3, 4), at, derivative).residual).toBe(5);
  });
});

describe("the law of a start", () => {
  const inputs = matrix(3, 2, 1, 0, 1, 1, 0, 2);
  const root = matrix(3, 3, 2, 0, 0, 0, 1, 0, 0, 0, 0.5);

  it("is the normal one with the covariance XᵀCX", () => {
    // C = diag(4, 1, ¼): Γ = (5, 1; 1, 2), of determinant 9, with the inverse (2, −1; −1, 5)/9.
    const { logDensity, slope } = startLaw(inputs, root);
    const s = matrix(2, 1, 1, -2);
    const quadratic = (2 + 4 + 20) / 9;
    expect(Math.abs(logDensity(s) + quadratic / 2 + Math.log(9) / 2)).toBeLessThan(20 * Number.EPSILON);
    expect(Math.abs(slope(s) - Math.hypot(4, -11) / 9)).toBeLessThan(20 * Number.EPSILON);
  });

  it("has weights with given pre-activations, which are the others' where these have them", () => {
    const law = startLaw(inputs, root);
    const other = matrix(3, 1, 0.3, -1, 2);
    const s = matrix(2, 1, 1, -2);
    const seen = multiply(inputs, law.weightsAt(s, other), { transposeA: true });
    expect(Math.abs(seen.data[0] - 1)).toBeLessThan(40 * Number.EPSILON);
    expect(Math.abs(seen.data[1] + 2)).toBeLessThan(40 * Number.EPSILON);
    const kept = law.weightsAt(multiply(inputs, other, { transposeA: true }), other);
    expect([...kept.data]).toEqual([...other.data]);
    const plain = startLaw(inputs, null);
    expect(plain.logDensity(s)).not.toBe(law.logDensity(s));
  });
});

const unit = { activation: { kind: "tanh" }, loss: { kind: "squared" } };

describe("the information density", () => {
  itKeepsTheContract(density, {
    size: 4,
    cell: [
      unit,
      { ...unit, rule: "momentum" },
      { ...unit, rule: "adam" },
      { ...unit, laterRule: "adam" },
      { ...unit, observed: "train-and-test" },
      { ...unit, observed: "train-and-test", partnerTests: "longer" },
    ],
    otherCell: { ...unit, samples: 2 },
    bad: [
      [{ ...unit, samples: 3 }, "samples"],
      [{ ...unit, preconditioner: "fixed" }, "preconditioner"],
      [{ ...unit, condition: 0 }, "condition"],
      [{ ...unit, start: "zero" }, "start"],
      [{ ...unit, rule: "sgd" }, "rule"],
      [{ ...unit, laterRule: "sgd" }, "laterRule"],
      [{ ...unit, observed: "test" }, "observed"],
      [{ ...unit, partnerTests: "longer" }, "observed"],
      [{ ...unit, steps: 21 }, "steps"],
      [{ ...unit, depth: 2 }, "depth"],
      [{ activation: { kind: "none" }, loss: { kind: "squared" } }, "activation.kind"],
      [{ ...unit, loss: {} }, "loss.kind"],
    ],
    badSizes: [1, 2.5, 17],
  });

  it("is rounding where the Gram matrix is all that is seen, and is not elsewhere", () => {
    const multiple = (changes: object, key: string): number => {
      const { discrepancy, condition } = observe(density, { ...unit, ...changes }, 4, key);
      return discrepancy / (condition * Number.EPSILON);
    };
    for (const key of ["a", "b", "c", "d", "e"]) {
      for (const rule of ["descent", "momentum", "decoupled-decay", "metric-clipping", "gram-step-size"]) {
        expect(multiple({ rule }, key)).toBeLessThan(400);
      }
      expect(multiple({ preconditioner: "input-diagonal" }, key)).toBeLessThan(400);
      expect(multiple({ observed: "train-and-test" }, key)).toBeLessThan(400);
      for (const rule of ["inner-decay", "adam"]) expect(multiple({ rule }, key)).toBeGreaterThan(1e4);
      expect(multiple({ start: "identity" }, key)).toBeGreaterThan(1e4);
      expect(multiple({ observed: "train-and-test", partnerTests: "longer" }, key)).toBeGreaterThan(1e4);
    }
  });
});

const descending = { instance: "lengths", stepSize: 0.3 };

describe("the instances", () => {
  it("have the same Gram matrices in both cases", () => {
    for (const { inputs, tests, preconditioners } of Object.values(informationInstances)) {
      const form = (k: 0 | 1, other: readonly (readonly number[])[]) =>
        inputs[k].reduce((sum, x, i) => sum + x * preconditioners[k][i] * other[k][i], 0);
      for (const other of tests === null ? [inputs] : [inputs, tests]) {
        expect(Math.abs(form(0, other) - form(1, other))).toBeLessThan(20 * Number.EPSILON);
      }
    }
  });
});

describe("the exact information", () => {
  itKeepsTheContract(exact, {
    size: 6,
    cell: [
      { ...descending, start: "identity" },
      { ...descending, start: "identity", label: 3, steps: 7 },
      { instance: "directions", rule: "sign", stepSize: 0.3 },
      { instance: "tests", stepSize: 0.3 },
    ],
    bad: [
      [{ ...descending, instance: "angles" }, "instance"],
      [{ ...descending, start: "zero" }, "start"],
      [{ ...descending, rule: "adam" }, "rule"],
      [{ instance: "lengths" }, "stepSize"],
      [{ ...descending, stepSize: 1 }, "stepSize"],
      [{ instance: "test-kept", stepSize: 0.5 }, "stepSize"],
      [{ instance: "tests", rule: "sign", stepSize: 0.5 }, "rule"],
      [{ ...descending, steps: 0.5 }, "steps"],
      [{ ...descending, label: 1e4 }, "label"],
      [{ ...descending, rule: "sign", steps: 2 }, "rule"],
      [{ ...descending, eta: 1 }, "eta"],
    ],
    badSizes: [1, 3.5, 65],
  });

  // Means of 60 unbiased numbers, each of 576 strata: beyond six standard errors with probability below 2e-7 (Student's t
  // with 59 degrees of freedom). References: 40-digit mpmath quadrature.
  it.each([
    [{ ...descending, start: "identity", steps: 4, label: 0.7 }, 0.2534713551347875],
    [{ instance: "directions", rule: "sign", stepSize: 0.3 }, 0.01045704134523165],
    [{ instance: "directions", rule: "sign", stepSize: 1.5 }, 0.1975761137349904],
    [{ instance: "tests", stepSize: 0.3, steps: 3, label: 1 }, 0.2534713551347875],
    [{ instance: "test-kept", stepSize: 0.3, steps: 3, label: 1 }, 0.2534713551347875],
  ])("of %j is what quadrature says", (point, information) => {
    const seen = Array.from({ length: 60 }, (_, i) => observe(exact, point, 24, `exact ${i}`).information);
    const mean = seen.reduce((sum, x) => sum + x, 0) / seen.length;
    const variance = seen.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (seen.length - 1);
    expect(Math.abs(mean - information)).toBeLessThan(6 * Math.sqrt(variance / seen.length));
    expect(Math.sqrt(variance)).toBeLessThan(0.02);
  });

  it.each([
    [{ ...descending, steps: 4, label: 0.7 }],
    [{ instance: "directions", stepSize: 0.3, steps: 4, label: 0.7 }],
  ])("of %j is none at all", (point) => {
    for (const key of ["a", "b", "c"]) {
      const { information, condition } = observe(exact, point, 12, key);
      expect(Math.abs(information)).toBeLessThanOrEqual(100 * Number.EPSILON * condition);
    }
  });

  it("is the same for whatever training that can be undone", () => {
    const at = (steps: number) => observe(exact, { ...descending, start: "identity", steps, label: 2 }, 8, "undone");
    expect(Math.abs(at(5).information - at(0).information)).toBeLessThan(1e-11);
  });
});
