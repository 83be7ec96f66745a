import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import { adaGradDescent, adamDescent, descent, type UpdateRule } from "./update-rule.ts";

const column = (...entries: readonly number[]): DenseMatrix =>
  denseMatrix(entries.length, 1, Float64Array.from(entries));
const preconditioner = () => denseMatrix(2, 2, Float64Array.of(2, 1, 1, 3));

/** The parameters after steps along these gradients. */
function stepped(rule: UpdateRule, start: readonly number[], ...gradients: readonly (readonly number[])[]): number[] {
  let value = column(...start);
  gradients.forEach((gradient, t) => {
    value = rule(value, column(...gradient), t);
  });
  return [...value.data];
}

const near = (actual: readonly number[], expected: readonly number[]) => {
  expect(actual).toHaveLength(expected.length);
  // A dozen roundings of numbers below 10.
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i])).toBeLessThan(120 * Number.EPSILON);
  });
};

describe("descent", () => {
  it("steps along −ηPg, with a step size and a preconditioner that may depend on the step", () => {
    near(stepped(descent({ stepSize: 0.5, preconditioner }), [1, 1], [1, -1]), [0.5, 2]);
    const varying = descent({
      stepSize: (t) => 1 / (t + 1),
      preconditioner: (t) => denseMatrix(1, 1, Float64Array.of(t + 1)),
    });
    near(stepped(varying, [0], [1], [1]), [-2]);
  });

  it("keeps a velocity", () => {
    // v = (2, 1), then ½(2, 1) + (1, 3).
    const rule = descent({ stepSize: 1, preconditioner, momentum: 0.5 });
    near(stepped(rule, [0, 0], [1, 0], [0, 1]), [-4, -4.5]);
  });

  it("decays beside the step or inside the preconditioner", () => {
    near(stepped(descent({ stepSize: 0.5, preconditioner, decoupledDecay: 0.1 }), [1, 2], [0, 0]), [0.95, 1.9]);
    near(stepped(descent({ stepSize: 0.5, preconditioner, innerDecay: 0.1 }), [1, 2], [0, 0]), [0.8, 1.65]);
  });

  it("clips by the length in the metric, or by that of the direction", () => {
    // g = (1, 0): Pg = (2, 1), gᵀPg = 2.
    const metric = descent({ stepSize: 1, preconditioner, clip: { norm: "metric", threshold: 1 } });
    near(stepped(metric, [0, 0], [1, 0]), [-Math.SQRT2, -Math.SQRT1_2]);
    const direction = descent({ stepSize: 1, preconditioner, clip: { norm: "direction", threshold: 1 } });
    near(stepped(direction, [0, 0], [1, 0]), [-2 / Math.sqrt(5), -1 / Math.sqrt(5)]);
    const wide = descent({ stepSize: 1, preconditioner, clip: { norm: "metric", threshold: 2 } });
    near(stepped(wide, [0, 0], [1, 0]), [-2, -1]);
  });
});

describe("element-wise rules", () => {
  it("step by the sign first, however long the gradient is", () => {
    near(stepped(adamDescent({ learningRate: 0.3, epsilon: 1e-300 }), [0, 0], [5, -1e-3]), [-0.3, 0.3]);
    near(stepped(adaGradDescent({ learningRate: 0.3, epsilon: 1e-300 }), [0, 0], [5, -1e-3]), [-0.3, 0.3]);
    near(stepped(adaGradDescent({ learningRate: 1, epsilon: 1e-300 }), [0], [3], [4]), [-1.8]);
  });

  it("take a preconditioner in front", () => {
    near(stepped(adamDescent({ learningRate: 1, epsilon: 1e-300, preconditioner }), [0, 0], [1, -1]), [-1, 2]);
    near(stepped(adaGradDescent({ learningRate: 1, epsilon: 1e-300, preconditioner }), [0, 0], [1, -1]), [-1, 2]);
  });
});
