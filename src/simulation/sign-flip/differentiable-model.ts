import { type DenseMatrix, multiply } from "../../linalg/index.ts";
import type { TrainingMoments, TrainingSample } from "./sign-flip-task.ts";

/** A model with the loss ½ mean (y − f(x))² on a training sample, as a function of its parameters. */
export interface DifferentiableModel {
  readonly parameterCount: number;
  /** Writes the gradient of the loss to `out`. */
  gradient(parameters: Float64Array, out: Float64Array): void;
  /** Writes the Hessian's product with `direction` to `out`; where a ReLU has a kink, that of its active side. */
  hessianProduct(parameters: Float64Array, direction: Float64Array, out: Float64Array): void;
  /** f at the rows of a matrix. */
  outputs(parameters: Float64Array, inputs: DenseMatrix): Float64Array;
}

/** f(x) = wᵀx. */
export function linearModel({ covariance, correlation }: TrainingMoments): DifferentiableModel {
  const d = correlation.length;
  const times = (vector: Float64Array): Float64Array =>
    multiply(covariance, { rows: d, columns: 1, data: vector }).data;
  return {
    parameterCount: d,
    gradient(parameters, out) {
      const fitted = times(parameters);
      for (let i = 0; i < d; i++) out[i] = fitted[i] - correlation[i];
    },
    hessianProduct(_, direction, out) {
      out.set(times(direction));
    },
    outputs: (parameters, inputs) => multiply(inputs, { rows: d, columns: 1, data: parameters }).data,
  };
}

/**
 * f(x) = Σⱼ aⱼ relu(wⱼᵀx + bⱼ) + c with h hidden units. The parameters are the wⱼ, one after the other, then b, a and c:
 * h(d + 2) + 1 numbers.
 */
export function twoLayerModel({ inputs: x, classes }: TrainingSample, hidden: number): DifferentiableModel {
  const { rows: n, columns: d } = x;
  const [biases, head, offset] = [hidden * d, hidden * (d + 1), hidden * (d + 2)];
  const before = new Float64Array(hidden);
  const along = new Float64Array(hidden);

  /** Writes wⱼᵀx + bⱼ for row i of a matrix. */
  function preactivations(parameters: Float64Array, matrix: DenseMatrix, i: number, out: Float64Array): void {
    for (let j = 0; j < hidden; j++) {
      let sum = parameters[biases + j];
      for (let k = 0; k < d; k++) sum += parameters[j * d + k] * matrix.data[i * d + k];
      out[j] = sum;
    }
  }

  function output(parameters: Float64Array): number {
    let sum = parameters[offset];
    for (let j = 0; j < hidden; j++) sum += parameters[head + j] * Math.max(0, before[j]);
    return sum;
  }

  /** Adds `pull`, the derivative by the pre-activation of unit j at row i, to those by the unit's weights and bias. */
  function addToUnit(out: Float64Array, i: number, j: number, pull: number): void {
    for (let k = 0; k < d; k++) out[j * d + k] += pull * x.data[i * d + k];
    out[biases + j] += pull;
  }

  return {
    parameterCount: offset + 1,
    gradient(parameters, out) {
      out.fill(0);
      for (let i = 0; i < n; i++) {
        preactivations(parameters, x, i, before);
        const error = (output(parameters) - classes[i]) / n;
        out[offset] += error;
        for (let j = 0; j < hidden; j++) {
          if (before[j] <= 0) continue;
          out[head + j] += error * before[j];
          addToUnit(out, i, j, error * parameters[head + j]);
        }
      }
    },
    hessianProduct(parameters, direction, out) {
      out.fill(0);
      for (let i = 0; i < n; i++) {
        preactivations(parameters, x, i, before);
        preactivations(direction, x, i, along);
        const error = (output(parameters) - classes[i]) / n;
        let moved = direction[offset];
        for (let j = 0; j < hidden; j++) {
          if (before[j] > 0) moved += parameters[head + j] * along[j] + direction[head + j] * before[j];
        }
        moved /= n;
        out[offset] += moved;
        for (let j = 0; j < hidden; j++) {
          if (before[j] <= 0) continue;
          out[head + j] += moved * before[j] + error * along[j];
          addToUnit(out, i, j, moved * parameters[head + j] + error * direction[head + j]);
        }
      }
    },
    outputs(parameters, inputs) {
      return Float64Array.from({ length: inputs.rows }, (_, i) => {
        preactivations(parameters, inputs, i, before);
        return output(parameters);
      });
    },
  };
}
