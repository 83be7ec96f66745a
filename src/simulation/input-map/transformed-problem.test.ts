import { describe, expect, it } from "vitest";
import { type DenseMatrix, multiply } from "../../linalg/index.ts";
import { distance } from "../matrix-identities/norms.ts";
import { createStream } from "../random/create-stream.ts";
import { coupledSides, type Side, type Transformation } from "./transformed-problem.ts";

const shape = { rows: 4, d: 5, hidden: 3, condition: 10 };
const sidesOf = (transformation: Transformation, rows = shape.rows) =>
  coupledSides(transformation, { ...shape, rows }, createStream(`sides ${transformation}`));

const gram = ({ inputs, preconditioner }: Side): DenseMatrix =>
  multiply(multiply(inputs, preconditioner), inputs, { transposeB: true });
const start = ({ inputs, weights }: Side): DenseMatrix => multiply(inputs, weights);

// Products of five matrices of order 5 with conditions up to 10, unrelated inputs' of some 100.
const tolerance = 1e5 * Number.EPSILON;

describe("the two sides", () => {
  it.each(["rotation", "linear", "unrelated"] as const)("of a %s transformation start with the same Z", (kind) => {
    const { left, right, conversion } = sidesOf(kind);
    expect(distance(start(left).data, start(right).data)).toBeLessThan(tolerance);
    expect(distance(left.weights.data, right.weights.data)).toBeGreaterThan(0.1);
    expect(distance(left.inputs.data, right.inputs.data)).toBeGreaterThan(0.1);
    expect(conversion).toBeGreaterThanOrEqual(1);
  });

  it("share the preconditioned Gram matrix, and the plain one only where they are rotated", () => {
    const linear = sidesOf("linear", 9);
    expect(distance(gram(linear.left).data, gram(linear.right).data)).toBeLessThan(tolerance);
    const plain = ({ inputs }: Side): Float64Array => multiply(inputs, inputs, { transposeB: true }).data;
    expect(distance(plain(linear.left), plain(linear.right))).toBeGreaterThan(0.1);
    expect(linear.conversion).toBe(10);
    const rotated = sidesOf("rotation", 9);
    expect(distance(plain(rotated.left), plain(rotated.right))).toBeLessThan(tolerance);
    const unrelated = sidesOf("unrelated");
    expect(distance(plain(unrelated.left), plain(unrelated.right))).toBeGreaterThan(0.1);
  });

  it("have preconditioners with the condition that they should, in bases of their own", () => {
    const { left, right } = sidesOf("linear");
    for (const { preconditioner } of [left, right]) {
      const { rows, data } = preconditioner;
      // The trace of eigenvalues 10^{−½}, 10^{−¼}, …, 10^{½}.
      const trace = [0, 1, 2, 3, 4].reduce((sum, j) => sum + data[j * (rows + 1)], 0);
      const expected = [0, 1, 2, 3, 4].reduce((sum, j) => sum + 10 ** (j / 4 - 0.5), 0);
      expect(Math.abs(trace - expected)).toBeLessThan(tolerance);
    }
    expect(distance(left.preconditioner.data, right.preconditioner.data)).toBeGreaterThan(0.1);
  });
});
