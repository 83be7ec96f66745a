import { describe, expect, it } from "vitest";
import { type DenseMatrix, multiply } from "../../linalg/index.ts";
import { frobenius } from "../linear-representation/frobenius.ts";
import { plus } from "../linear-representation/population-step.ts";
import { createStream } from "../random/create-stream.ts";
import { dualForm, rotation } from "./coordinate-change.ts";
import { drawCoupledSides, type FirstLayerSide } from "./coupled-sides.ts";
import { parseFirstLayerCouplingParameters } from "./first-layer-coupling-parameters.ts";
import { drawPositiveDefinite, positiveDefinite } from "./positive-definite.ts";

const d = 5;

function sidesOf(changes: object, key: string): readonly [FirstLayerSide, FirstLayerSide] {
  const base = { samples: 4, activation: { kind: "tanh" }, loss: { kind: "squared" }, steps: 3 };
  return drawCoupledSides(parseFirstLayerCouplingParameters({ ...base, ...changes }), d, createStream(["sides", key]));
}

const form = (a: DenseMatrix, p: DenseMatrix, b: DenseMatrix): DenseMatrix =>
  multiply(a, multiply(p, b), { transposeA: true });

const gap = (a: DenseMatrix, b: DenseMatrix): number => frobenius(plus(a, b, -1)) / frobenius(b);

// κ of random preconditioners is 10, that of XXᵀ below 10⁴ for these keys, and d^{5/2} is 56.
const rounding = 56 * 1e4 * Number.EPSILON;

const kinds: readonly (readonly [string, object])[] = [
  ["identity", { preconditioner: "identity" }],
  ["fixed", {}],
  ["common", { preconditioner: "common" }],
  ["time-varying", { preconditioner: "time-varying" }],
  ["input-diagonal", { preconditioner: "input-diagonal" }],
  ["input-power", { preconditioner: "input-power", exponent: -0.5, samples: 9 }],
  ["whitening", { preconditioner: "input-power", exponent: -1, samples: 12 }],
];

describe("coupled sides", () => {
  it.each(kinds)("have the same Gram matrices and first pre-activations: %s", (_, changes) => {
    for (const key of ["a", "b", "c"]) {
      const [left, right] = sidesOf(changes, key);
      expect(right.preconditioners).toHaveLength(left.preconditioners.length);
      left.preconditioners.forEach((p, t) => {
        const q = right.preconditioners[t];
        expect(gap(form(right.inputs, q, right.inputs), form(left.inputs, p, left.inputs))).toBeLessThan(rounding);
        expect(gap(form(right.inputs, q, right.tests), form(left.inputs, p, left.tests))).toBeLessThan(rounding);
        expect(gap(form(right.tests, q, right.tests), form(left.tests, p, left.tests))).toBeLessThan(rounding);
      });
      const z = (side: FirstLayerSide) => multiply(side.weights, side.inputs, { transposeA: true });
      expect(gap(z(right), z(left))).toBeLessThan(rounding);
      // Inputs in the plane they were in would make all of it empty.
      expect(gap(right.inputs, left.inputs)).toBeGreaterThan(0.1);
    }
  });

  it.each(["fixed", "time-varying", "input-diagonal", "whitening"])("are no rotations of one another: %s", (name) => {
    const [left, right] = sidesOf(Object.fromEntries(kinds)[name], "rotation");
    const square = ({ inputs }: FirstLayerSide) => multiply(inputs, inputs, { transposeA: true });
    expect(gap(square(right), square(left))).toBeGreaterThan(0.1);
  });

  it("start isotropically with respect to their preconditioners, or to nothing", () => {
    for (const [, changes] of kinds) {
      for (const side of sidesOf(changes, "start")) {
        if (side.root === null) continue;
        const square = multiply(side.root, side.root, { transposeB: true });
        expect(gap(square, side.preconditioners[0])).toBeLessThan(rounding);
      }
      for (const side of sidesOf({ ...changes, start: "identity" }, "start")) expect(side.root).toBeNull();
    }
  });

  it("have one preconditioner each, of each step one, the same, or that of their inputs", () => {
    const counts = kinds.map(([, changes]) => sidesOf(changes, "count")[0].preconditioners.length);
    expect(counts).toEqual([1, 1, 1, 3, 1, 1, 1]);
    const [left, right] = sidesOf({ preconditioner: "common" }, "same");
    expect(right.preconditioners).toEqual(left.preconditioners);
    const [own, other] = sidesOf({}, "same");
    expect(gap(own.preconditioners[0], other.preconditioners[0])).toBeGreaterThan(0.1);
    const [{ inputs, preconditioners }] = sidesOf({ preconditioner: "input-diagonal" }, "own");
    const covariance = multiply(inputs, inputs, { transposeB: true });
    for (let i = 0; i < d; i++) {
      // Reciprocal, and back from eigenvalues.
      expect(Math.abs(preconditioners[0].data[i * d + i] * covariance.data[i * d + i] - 1)).toBeLessThan(1e-13);
    }
  });

  it("may differ in what their test inputs have beside the training inputs", () => {
    const [left, right] = sidesOf({ partnerTests: "longer" }, "longer");
    const [p, q] = [left.preconditioners[0], right.preconditioners[0]];
    expect(gap(form(right.inputs, q, right.tests), form(left.inputs, p, left.tests))).toBeLessThan(rounding);
    expect(gap(form(right.tests, q, right.tests), form(left.tests, p, left.tests))).toBeGreaterThan(0.01);
    // A unit vector in each of three columns.
    const added = frobenius(plus(right.tests, sidesOf({}, "longer")[1].tests, -1));
    expect(Math.abs(added - Math.sqrt(3))).toBeLessThan(rounding);
  });
});

it("leaves test inputs where they are, where that is asked for", () => {
  const [left, right] = sidesOf({ preconditioner: "common", partnerTests: "kept", samples: 2 }, "kept");
  expect(right.tests).toEqual(left.tests);
  const p = left.preconditioners[0];
  expect(gap(form(right.inputs, p, right.inputs), form(left.inputs, p, left.inputs))).toBeLessThan(rounding);
  expect(gap(form(right.inputs, p, right.tests), form(left.inputs, p, left.tests))).toBeLessThan(rounding);
  expect(gap(right.inputs, left.inputs)).toBeGreaterThan(0.1);
});

describe("positive definite matrices", () => {
  it("have the condition that is asked for, and powers that belong together", () => {
    const drawn = drawPositiveDefinite(6, 100, createStream("positive definite"));
    expect(Math.abs(drawn.powerNorm(1) - 10)).toBeLessThan(1e-14);
    expect(Math.abs(drawn.powerNorm(-1) - 10)).toBeLessThan(1e-14);
    const half = drawn.power(0.5);
    expect(gap(multiply(half, half), drawn.power(1))).toBeLessThan(rounding);
    const read = positiveDefinite(drawn.power(1));
    expect(gap(read.power(-0.5), drawn.power(-0.5))).toBeLessThan(rounding);
  });

  it("become A⁻ᵀPA⁻¹, which a rotation turns", () => {
    const p = drawPositiveDefinite(3, 10, createStream("form")).power(1);
    const q = { rows: 3, columns: 3, data: Float64Array.of(0, -1, 0, 1, 0, 0, 0, 0, 1) };
    const turned = dualForm(rotation(q), p);
    expect(turned.data[0]).toBe(p.data[4]);
    expect(turned.data[1]).toBe(-p.data[3]);
  });
});
