import { denseMatrix, multiply, symmetricEigen, symmetricProduct } from "../../linalg/index.ts";
import type { MethodSpecification } from "./method.ts";
import { partsOf } from "./network-state.ts";
import type { NetworkWorkspace } from "./network-workspace.ts";
import type { RegressionTask } from "./regression-task.ts";

/** Takes the parameters a step further, given the loss's gradient. */
export type UpdateRule = (workspace: NetworkWorkspace) => void;

/** The rule of a method at the beginning of a run; it keeps what the method keeps between steps. */
export function updateRule(method: MethodSpecification, task: RegressionTask): UpdateRule {
  switch (method.kind) {
    case "covariance":
      return covarianceRule(method, task.eigenvalues);
    case "right-factor":
      return rightFactorRule(method, task);
    case "hessian-diagonal":
      return hessianDiagonalRule(method);
    case "adahessian":
      return adaHessianRule(method);
  }
}

type Method<K extends MethodSpecification["kind"]> = Extract<MethodSpecification, { readonly kind: K }>;

function covarianceRule({ learningRate, exponent }: Method<"covariance">, eigenvalues: Float64Array): UpdateRule {
  const rates = eigenvalues.map((eigenvalue) => learningRate * eigenvalue ** exponent);
  return (workspace) => {
    const { memory, parameters, gradient, inputs, units } = workspace;
    for (let at = 0; at < units * inputs; ) {
      for (let k = 0; k < inputs; k++, at++) memory[parameters + at] -= rates[k] * memory[gradient + at];
    }
    descend(workspace, learningRate);
  };
}

function rightFactorRule(
  { learningRate, exponent, damping }: Method<"right-factor">,
  task: RegressionTask,
): UpdateRule {
  const { samples, stride, data } = task.train;
  const inputs = task.eigenvalues.length;
  const factor = symmetricProduct(denseMatrix(inputs, stride, data), "rows", 1 / samples);
  for (let k = 0; k < inputs; k++) factor.data[k * inputs + k] += damping;
  const { values, vectors } = symmetricEigen(factor);
  const scaled = denseMatrix(
    inputs,
    inputs,
    vectors.data.map((entry, at) => entry * learningRate * values[at % inputs] ** exponent),
  );
  const rates = multiply(scaled, vectors, { transposeB: true }).data;
  const row = new Float64Array(inputs);
  return (workspace) => {
    const { memory, parameters, gradient, units } = workspace;
    for (let j = 0; j < units; j++) {
      const from = gradient + j * inputs;
      row.fill(0);
      for (let l = 0; l < inputs; l++) {
        const entry = memory[from + l];
        for (let k = 0; k < inputs; k++) row[k] += entry * rates[l * inputs + k];
      }
      for (let k = 0; k < inputs; k++) memory[parameters + j * inputs + k] -= row[k];
    }
    descend(workspace, learningRate);
  };
}

function hessianDiagonalRule({ learningRate, exponent, damping }: Method<"hessian-diagonal">): UpdateRule {
  const power = powerOf(exponent);
  return (workspace) => {
    const { memory, parameters, gradient, curvature, inputs, units } = workspace;
    workspace.writeSquaredGradients();
    const count = units * inputs;
    let sum = 0;
    for (let at = 0; at < count; at++) sum += memory[curvature + at];
    const scale = sum > 0 ? count / sum : 0;
    for (let at = 0; at < count; at++) {
      const factor = power(memory[curvature + at] * scale + damping);
      memory[parameters + at] -= learningRate * factor * memory[gradient + at];
    }
    descend(workspace, learningRate);
  };
}

function adaHessianRule(method: Method<"adahessian">): UpdateRule {
  const { learningRate, exponent, momentum, averaging, epsilon } = method;
  const power = powerOf(-exponent);
  let first = new Float64Array(0);
  let second = new Float64Array(0);
  let firstLeft = 1;
  let secondLeft = 1;
  return (workspace) => {
    const { memory, parameters, gradient, curvature, length, samples } = workspace;
    workspace.writeSquaredGradients();
    if (first.length === 0) {
      first = new Float64Array(length);
      second = new Float64Array(length);
    }
    firstLeft *= momentum;
    secondLeft *= averaging;
    const correction = 1 / Math.sqrt(1 - secondLeft);
    const rate = learningRate / (1 - firstLeft);
    // The loss is the mean of squares: its Hessian is 2/n times the sum.
    const scale = 2 / samples;
    for (let at = 0; at < length; at++) {
      const diagonal = scale * memory[curvature + at];
      first[at] = momentum * first[at] + (1 - momentum) * memory[gradient + at];
      second[at] = averaging * second[at] + (1 - averaging) * diagonal * diagonal;
      memory[parameters + at] -= (rate * first[at]) / (power(Math.sqrt(second[at]) * correction) + epsilon);
    }
  };
}

/** Gradient steps of all parameters but the first layer's weights. */
function descend(workspace: NetworkWorkspace, learningRate: number): void {
  const { memory, parameters, gradient, length } = workspace;
  for (let at = partsOf(workspace).biases; at < length; at++) {
    memory[parameters + at] -= learningRate * memory[gradient + at];
  }
}

/** x ↦ x^exponent for x ≥ 0, by divisions and roots where they are enough. */
function powerOf(exponent: number): (x: number) => number {
  switch (exponent) {
    case -1:
      return (x) => 1 / x;
    case -0.5:
      return (x) => 1 / Math.sqrt(x);
    case 0:
      return () => 1;
    case 0.5:
      return Math.sqrt;
    case 1:
      return (x) => x;
    default:
      return (x) => x ** exponent;
  }
}
