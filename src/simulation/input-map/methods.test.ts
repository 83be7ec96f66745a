import { inverse, Matrix, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import { createStream } from "../random/create-stream.ts";
import { curvatureBlocks } from "./curvature.ts";
import { denseNetwork, gaussian, hyperbolicTangent } from "./dense-network.ts";
import { createRule, type MethodSpecification, methodSchema } from "./methods.ts";
import type { FirstLayerState } from "./training.ts";

const hidden = 2;

/** A state of training of n samples of d inputs. */
function stateOf(n: number, d: number, outputs: number) {
  const stream = createStream(`state ${n} ${d} ${outputs}`);
  const architecture = denseNetwork([hidden, outputs], hyperbolicTangent);
  const inputs = denseMatrix(n, d, gaussian(n * d, stream.child("inputs")));
  const weights = denseMatrix(
    d,
    hidden,
    gaussian(d * hidden, stream.child("weights")).map((entry) => entry / 2),
  );
  const parameters = architecture.start(stream.child("parameters"));
  const labels = gaussian(n * outputs, stream.child("labels"));
  const at = (own: DenseMatrix): FirstLayerState & { readonly loss: number } => {
    const preActivations = multiply(inputs, own);
    const pass = architecture.forward(preActivations.data, parameters);
    const residual = pass.outputs.map((output, i) => output - labels[i]);
    const outputGradient = residual.map((entry) => entry / n);
    const preActivationGradient = denseMatrix(n, hidden, pass.backward(outputGradient).preActivations);
    return {
      inputs,
      weights: own,
      preActivations,
      preActivationGradient,
      gradient: multiply(inputs, preActivationGradient, { transposeA: true }),
      parameters,
      outputGradient,
      loss: residual.reduce((sum, entry) => sum + entry ** 2, 0) / (2 * n),
    };
  };
  return { architecture, state: at(weights), at };
}

const identity = (d: number): DenseMatrix => denseMatrix(d, d, Float64Array.from(Matrix.eye(d).to1DArray()));
const full = ({ rows, columns, data }: DenseMatrix): Matrix => Matrix.from1DArray(rows, columns, [...data]);

function directionOf(method: object, n: number, d: number, outputs = 1): DenseMatrix {
  const { architecture, state } = stateOf(n, d, outputs);
  return createRule(methodSchema.parse(method) as MethodSpecification, architecture, identity(d))(state);
}

function expectNear(actual: Iterable<number>, expected: Iterable<number>, tolerance: number): void {
  const [a, b] = [[...actual], [...expected]];
  expect(a).toHaveLength(b.length);
  a.forEach((value, i) => {
    expect(Math.abs(value - b[i])).toBeLessThan(tolerance);
  });
}

// All matrices here are of order 6 at most and have conditions below 10⁴.
const tolerance = 1e6 * Number.EPSILON;

describe("curvature", () => {
  it.each([1, 2])("is the second derivative of the loss (%d outputs)", (outputs) => {
    const [n, d] = [5, 3];
    const { architecture, state, at } = stateOf(n, d, outputs);
    const blocks = curvatureBlocks(architecture, state, "hessian");
    const step = Number.EPSILON ** (1 / 3);
    for (let i = 0; i < d * hidden; i++) {
      const moved = (sign: number): DenseMatrix => {
        const data = state.weights.data.slice();
        data[i] += sign * step;
        return at(denseMatrix(d, hidden, data)).gradient;
      };
      const [up, down] = [moved(1), moved(-1)];
      for (let j = 0; j < d * hidden; j++) {
        const exact = blocks.reduce((sum, { data }, s) => {
          const x = (index: number): number => state.inputs.data[s * d + Math.floor(index / hidden)];
          return sum + x(i) * x(j) * data[(i % hidden) * hidden + (j % hidden)];
        }, 0);
        // Third derivatives are of order 10 at the most.
        expect(Math.abs((up.data[j] - down.data[j]) / (2 * step) - exact)).toBeLessThan(1e3 * step ** 2);
      }
    }
  });

  it("is of Gauss and Newton what does not have residuals in it", () => {
    const { architecture, state } = stateOf(5, 3, 2);
    const flat = { ...state, outputGradient: new Float64Array(10) };
    const [gaussNewton, hessian] = (["gauss-newton", "hessian"] as const).map((curvature) =>
      curvatureBlocks(architecture, flat, curvature).map(({ data }) => [...data]),
    );
    expect(gaussNewton).toEqual(hessian);
    expect(curvatureBlocks(architecture, state, "hessian").map(({ data }) => [...data])).not.toEqual(hessian);
  });
});

describe("directions", () => {
  it.each(["gauss-newton", "hessian"] as const)("of Newton's method solve the %s system", (curvature) => {
    const [n, d] = [12, 3];
    const damping = 0.02;
    const { architecture, state } = stateOf(n, d, 1);
    const direction = full(directionOf({ kind: "newton", curvature, damping }, n, d));
    const image = direction.clone().mul(damping);
    curvatureBlocks(architecture, state, curvature).forEach((block, s) => {
      const x = Matrix.columnVector([...state.inputs.data.slice(s * d, (s + 1) * d)]);
      image.add(x.mmul(x.transpose()).mmul(direction).mmul(full(block)));
    });
    expectNear(image.to1DArray(), state.gradient.data, tolerance);
  });

  it("of least norm give the residuals, and are a combination of the outputs' gradients", () => {
    const [n, d] = [2, 4];
    const { architecture, state } = stateOf(n, d, hidden);
    const direction = directionOf({ kind: "least-norm-gauss-newton" }, n, d, hidden);
    const change = multiply(state.inputs, direction);
    const pass = architecture.forward(state.preActivations.data, state.parameters);
    const rows: number[][] = [];
    for (let k = 0; k < n * hidden; k++) {
      const unit = new Float64Array(n * hidden);
      unit[k] = 1;
      const back = pass.backward(unit).preActivations;
      const first = back.reduce((sum, entry, i) => sum + entry * change.data[i], 0);
      expect(Math.abs(first - n * state.outputGradient[k])).toBeLessThan(tolerance);
      rows.push([...multiply(state.inputs, denseMatrix(n, hidden, back), { transposeA: true }).data]);
    }
    const jacobian = new Matrix(rows);
    const onto = jacobian
      .transpose()
      .mmul(inverse(jacobian.mmul(jacobian.transpose())))
      .mmul(jacobian);
    expectNear(onto.mmul(Matrix.columnVector([...direction.data])).to1DArray(), direction.data, tolerance);
  });

  it("of KFAC have the batch's two factors", () => {
    const [n, d] = [7, 3];
    const { state } = stateOf(n, d, 1);
    const [x, e] = [full(state.inputs), full(state.preActivationGradient)];
    const left = x.transpose().mmul(x).div(n).add(Matrix.eye(d).mul(0.3));
    const right = e.transpose().mmul(e).mul(n).add(Matrix.eye(hidden).mul(0.05));
    const expected = inverse(left).mmul(full(state.gradient)).mmul(inverse(right));
    expectNear(directionOf({ kind: "kfac", damping: 0.3 }, n, d).data, expected.to1DArray(), tolerance);
  });

  it("of whitening move pre-activations as though inputs were orthonormal", () => {
    const { state } = stateOf(3, 5, 1);
    const moved = multiply(state.inputs, directionOf({ kind: "whitening" }, 3, 5));
    expectNear(moved.data, state.preActivationGradient.data, tolerance);
  });

  it("of a fixed preconditioner are its product with the gradient", () => {
    const { architecture, state } = stateOf(4, 2, 1);
    const rule = createRule({ kind: "fixed" }, architecture, denseMatrix(2, 2, Float64Array.of(2, 1, 1, 3)));
    const expected = new Matrix([
      [2, 1],
      [1, 3],
    ]).mmul(full(state.gradient));
    expectNear(rule(state).data, expected.to1DArray(), tolerance);
  });

  it("of Shampoo invert the fourth roots of both factors", () => {
    const { state } = stateOf(9, 2, 1);
    const gradient = full(state.gradient);
    const power = (matrix: Matrix): Matrix => inverse(matrix.add(Matrix.eye(2).mul(1e-3)));
    const [left, right] = [power(gradient.mmul(gradient.transpose())), power(gradient.transpose().mmul(gradient))];
    // L^{−¼}GR^{−¼} has G's singular vectors and the singular values s/√(s² + 10⁻³): tr DDᵀ and det DDᵀ are those of L⁻¹GGᵀ.
    const direction = full(directionOf({ kind: "shampoo" }, 9, 2));
    const square = direction.mmul(direction.transpose());
    const expected = left.mmul(gradient).mmul(gradient.transpose());
    expect(Math.abs(square.trace() - expected.trace())).toBeLessThan(tolerance);
    const determinant = (m: Matrix): number => m.get(0, 0) * m.get(1, 1) - m.get(0, 1) * m.get(1, 0);
    expect(Math.abs(determinant(square) - determinant(expected))).toBeLessThan(tolerance);
    expect(Math.abs(right.mmul(gradient.transpose()).mmul(gradient).trace() - expected.trace())).toBeLessThan(
      tolerance,
    );
    // With G's singular vectors GᵀD is symmetric.
    const crossed = gradient.transpose().mmul(direction);
    expect(Math.abs(crossed.get(0, 1) - crossed.get(1, 0))).toBeLessThan(tolerance);
  });

  it("of Muon have G's singular vectors, and singular values near 1", () => {
    const direction = full(directionOf({ kind: "muon" }, 9, 4));
    // The five steps take singular values from about .003 into [.65, 1.25], as their author says.
    for (const value of new SingularValueDecomposition(direction).diagonal) {
      expect(value).toBeGreaterThan(0.6);
      expect(value).toBeLessThan(1.3);
    }
    const crossed = full(stateOf(9, 4, 1).state.gradient)
      .transpose()
      .mmul(direction);
    expect(Math.abs(crossed.get(0, 1) - crossed.get(1, 0))).toBeLessThan(tolerance);
  });

  it("of Adam and AdaHessian begin with the gradient over its size and over the Hessian's", () => {
    const [n, d] = [6, 3];
    const { architecture, state } = stateOf(n, d, 1);
    expectNear(directionOf({ kind: "adam" }, n, d).data, state.gradient.data.map(Math.sign), 1e-5);
    const blocks = curvatureBlocks(architecture, state, "hessian");
    const expected = state.gradient.data.map((entry, i) => {
      const j = i % hidden;
      const diagonal = blocks.reduce(
        (sum, { data }, s) => sum + state.inputs.data[s * d + Math.floor(i / hidden)] ** 2 * data[j * (hidden + 1)],
        0,
      );
      return entry / (Math.abs(diagonal) + 1e-8);
    });
    // Means with weights .1 and .001 of one number, divided by these.
    expectNear(directionOf({ kind: "adahessian" }, n, d).data, expected, 1e-10);
  });

  it("remember the steps before", () => {
    const { architecture, state } = stateOf(6, 3, 1);
    const ruleOf = (kind: string) =>
      createRule(methodSchema.parse({ kind }) as MethodSpecification, architecture, identity(3));
    const along = (...entries: readonly number[]): FirstLayerState => ({
      ...state,
      gradient: denseMatrix(1, entries.length, Float64Array.from(entries)),
    });
    const shampoo = ruleOf("shampoo");
    shampoo(along(3));
    // (3² + 4² + 10⁻³)^{−¼} on either side.
    expectNear(shampoo(along(4)).data, [4 / Math.sqrt(25.001)], 100 * Number.EPSILON);
    const muon = ruleOf("muon");
    muon(along(1, 2));
    // 0.95·(1, 2) + (3, −1)
    expectNear(muon(along(3, -1)).data, ruleOf("muon")(along(3.95, 0.9)).data, 1e3 * Number.EPSILON);
    for (const kind of ["adam", "adahessian"]) {
      // Means of one number, of however many, are this number.
      const rule = ruleOf(kind);
      const first = rule(state).data;
      const size = Math.max(...first.map(Math.abs));
      rule(state);
      expectNear(rule(state).data, first, 1e4 * Number.EPSILON * size);
      // The opposite gradient weighs .1/.3439 after three times the one.
      const back = rule({ ...state, gradient: { ...state.gradient, data: state.gradient.data.map((g) => -g) } }).data;
      const share = (0.9 * (1 - 0.9 ** 3) - 0.1) / (1 - 0.9 ** 4);
      expectNear(
        back,
        first.map((entry) => share * entry),
        1e4 * Number.EPSILON * size,
      );
    }
  });

  it("tell the condition of what they invert", () => {
    const { architecture, state } = stateOf(7, 3, 1);
    const told: number[] = [];
    createRule({ kind: "kfac", damping: 0.3 }, architecture, identity(3), (condition) => told.push(condition))(state);
    expect(told).toHaveLength(2);
    const x = full(state.inputs);
    const singular = new SingularValueDecomposition(x).diagonal.map((value) => value ** 2 / 7 + 0.3);
    expect(Math.abs(told[0] - Math.max(...singular) / Math.min(...singular))).toBeLessThan(tolerance);
  });
});
