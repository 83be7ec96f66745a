import { describe, expect, it } from "vitest";
import { denseMatrix, multiply, symmetricEigen } from "../../linalg/index.ts";
import { selectKernels } from "../../linalg/kernels/select-kernels.ts";
import { createStream } from "../random/create-stream.ts";
import { parseMethod } from "./method.ts";
import { initialNetwork, type NetworkState, partsOf } from "./network-state.ts";
import { NetworkWorkspace } from "./network-workspace.ts";
import { drawTask, type RegressionTask, type TaskSetting } from "./regression-task.ts";
import { plainGradient, plainLoss, plainOutputs } from "./testing/plain-network.ts";
import { testError, trainNetwork } from "./train-network.ts";

const setting: TaskSetting = {
  teacher: { kind: "low" },
  inputs: 5,
  samples: 37,
  testSamples: 150,
  noiseRatio: 0.5,
  topEigenvalue: 4,
  bottomEigenvalue: 0.25,
};

// Neither the samples nor the hidden units fill groups of four, and test points fill more than one block.
const task = drawTask(setting, createStream("networks"));
const start = initialNetwork(5, 7, 1, createStream("start"));

/** The parameters that are not those of units that fill up a group. */
function own(network: NetworkState): number[] {
  const { biases, head, offset } = partsOf(network);
  const { inputs, hidden } = network;
  return [
    ...Array.from({ length: hidden * inputs }, (_, i) => i),
    ...Array.from({ length: hidden }, (_, j) => biases + j),
    ...Array.from({ length: hidden }, (_, j) => head + j),
    offset,
  ];
}

function withParameter(network: NetworkState, at: number, change: number): NetworkState {
  const parameters = network.parameters.slice();
  parameters[at] += change;
  return { ...network, parameters };
}

/** Largest difference relative to the largest entry. */
function distance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = 0;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i]));
    difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
  }
  expect(actual.length).toBe(expected.length);
  return difference / largest;
}

const exact = (kind: string, changes: object = {}) =>
  parseMethod({ kind, exponent: 0, learningRate: 0.05, ...changes });

describe("the plain gradient", () => {
  it("has the central differences of the loss", () => {
    const decay = 0.3;
    const gradient = plainGradient(start, task, decay);
    const step = 1e-5;
    for (const at of own(start)) {
      const slope =
        (plainLoss(withParameter(start, at, step), task, decay) -
          plainLoss(withParameter(start, at, -step), task, decay)) /
        (2 * step);
      // Away from kinks, where no pre-activation is within 1e-5·|x| of 0, the third derivatives of a quadratic along one
      // parameter are 0, and what is left is rounding of the loss, some 1e-16/1e-5.
      expect(Math.abs(slope - gradient[at])).toBeLessThan(1e-8);
    }
  });
});

describe.each(["simd", "portable"] as const)("training by %s kernels", (path) => {
  const trained = (method: ReturnType<typeof parseMethod>, steps = 1, decay = 0.3) => {
    selectKernels(path);
    try {
      return trainNetwork(task, start, { method, steps, records: 1, decay });
    } finally {
      selectKernels("simd");
    }
  };

  it("takes steps of gradient descent at p = 0", () => {
    let parameters = start.parameters;
    for (let t = 0; t < 5; t++) {
      const gradient = plainGradient({ ...start, parameters }, task, 0.3);
      parameters = parameters.map((value, at) => value - 0.05 * gradient[at]);
    }
    const { network } = trained(exact("covariance"), 5);
    // Some hundred terms a sum, five times.
    expect(distance(network.parameters, parameters)).toBeLessThan(1000 * Number.EPSILON);
    // Padded units stay zero.
    const { biases, head } = partsOf(start);
    expect([...network.parameters.slice(7 * 5, 8 * 5)]).toEqual([0, 0, 0, 0, 0]);
    expect([network.parameters[biases + 7], network.parameters[head + 7]]).toEqual([0, 0]);
  });

  it("preconditions the first layer's weights alone by Σ^p, decay included", () => {
    const gradient = plainGradient(start, task, 0.3);
    const { biases } = partsOf(start);
    const expected = start.parameters.map(
      (value, at) => value - 0.05 * (at < biases ? task.eigenvalues[at % 5] ** -0.7 : 1) * gradient[at],
    );
    const { network } = trained(exact("covariance", { exponent: -0.7 }));
    expect(distance(network.parameters, expected)).toBeLessThan(1000 * Number.EPSILON);
  });

  it("shows the losses of the definition", () => {
    const { network, trainLoss, testMse } = trained(exact("covariance"), 4, 0);
    expect(trainLoss[1]).toBeLessThan(trainLoss[0]);
    const errorOf = (state: NetworkState) => {
      const outputs = task.test.flatMap((block) => plainOutputs(state, block));
      return outputs.reduce((sum, output, i) => sum + (output - task.testTargets[i]) ** 2, 0) / 150;
    };
    for (const [at, state] of [start, network].entries()) {
      expect(Math.abs(trainLoss[at] / plainLoss(state, task) - 1)).toBeLessThan(1000 * Number.EPSILON);
      expect(Math.abs(testMse[at] / errorOf(state) - 1)).toBeLessThan(1000 * Number.EPSILON);
      expect(testError(state, task)).toBe(testMse[at]);
    }
  });

  it("by the right factor multiplies by a power of the inputs' second moments", () => {
    const { samples, stride, data } = task.train;
    const factor = denseMatrix(5, 5);
    for (let k = 0; k < 5; k++) {
      for (let l = 0; l < 5; l++) {
        let sum = k === l ? 0.1 : 0;
        for (let i = 0; i < samples; i++) sum += (data[k * stride + i] * data[l * stride + i]) / samples;
        factor.data[k * 5 + l] = sum;
      }
    }
    // p = 2, so that no eigenvalues are needed; p = ½ twice is p = 1.
    const gradient = plainGradient(start, task, 0.3);
    const { biases } = partsOf(start);
    const rows = denseMatrix(start.units, 5, gradient.slice(0, biases));
    const expected = start.parameters.map((value, at) => value - 0.05 * gradient[at]);
    multiply(multiply(rows, factor), factor).data.forEach((value, at) => {
      expected[at] = start.parameters[at] - 0.05 * value;
    });
    const { network } = trained(exact("right-factor", { exponent: 2, damping: 0.1 }));
    expect(distance(network.parameters, expected)).toBeLessThan(1e4 * Number.EPSILON);
    const { values } = symmetricEigen(factor);
    expect(values[0]).toBeGreaterThan(0.1);
    const roots = trained(exact("right-factor", { exponent: -1, damping: 0.1 })).network.parameters;
    const back = denseMatrix(
      start.units,
      5,
      start.parameters.slice(0, biases).map((value, at) => (value - roots[at]) / 0.05),
    );
    expect(distance(multiply(back, factor).data, rows.data)).toBeLessThan(1e5 * Number.EPSILON);
  });

  it("knows the diagonal of the Hessian: the second differences of the loss", () => {
    selectKernels(path);
    try {
      const workspace = new NetworkWorkspace(start, task.train);
      workspace.trainOutputs();
      workspace.writeSquaredGradients();
      const step = 1e-4;
      for (const at of own(start)) {
        const second =
          (plainLoss(withParameter(start, at, step), task) -
            2 * plainLoss(start, task) +
            plainLoss(withParameter(start, at, -step), task)) /
          step ** 2;
        const diagonal = (2 / 37) * workspace.memory[workspace.curvature + at];
        // The loss is quadratic along a parameter between kinks; rounding of it leaves some 1e-16/1e-8.
        expect(Math.abs(second - diagonal)).toBeLessThan(1e-6 * Math.max(1, diagonal));
      }
    } finally {
      selectKernels("simd");
    }
  });

  it("by the Hessian's diagonal divides by it, relative to its mean", () => {
    const { biases } = partsOf(start);
    const gradient = plainGradient(start, task, 0.3);
    const diagonal = Array.from({ length: biases }, (_, at) => {
      const j = Math.floor(at / 5);
      const shown = { ...start, parameters: start.parameters.slice() };
      return squaredSlopes(shown, j, at % 5);
    });
    const mean = diagonal.reduce((sum, value) => sum + value, 0) / biases;
    const { network } = trained(exact("hessian-diagonal", { exponent: -1, damping: 0.2 }));
    const expected = start.parameters.map(
      (value, at) => value - 0.05 * gradient[at] * (at < biases ? 1 / (diagonal[at] / mean + 0.2) : 1),
    );
    // The slopes are good to some 1e-12.
    expect(distance(network.parameters, expected)).toBeLessThan(1e5 * Number.EPSILON);
  });

  it("by AdaHessian at p = −1 begins with Newton's steps of each parameter, and averages from then on", () => {
    const constants = { exponent: -1, momentum: 0.9, averaging: 0.99, epsilon: 1e-4 };
    const diagonals = (network: NetworkState) =>
      network.parameters.map((_, at) => (2 / 37) * squaredSlopeAt(network, at));
    const first = plainGradient(start, task);
    const firstDiagonal = diagonals(start);
    const middle = start.parameters.map((value, at) => value - (0.05 * first[at]) / (firstDiagonal[at] + 1e-4));
    const second = plainGradient({ ...start, parameters: middle }, task);
    const secondDiagonal = diagonals({ ...start, parameters: middle });
    const expected = middle.map((value, at) => {
      const m = (0.9 * 0.1 * first[at] + 0.1 * second[at]) / (1 - 0.81);
      const v = (0.99 * 0.01 * firstDiagonal[at] ** 2 + 0.01 * secondDiagonal[at] ** 2) / (1 - 0.99 ** 2);
      return value - (0.05 * m) / (Math.sqrt(v) + 1e-4);
    });
    const one = trained(exact("adahessian", constants), 1, 0).network.parameters;
    const two = trained(exact("adahessian", constants), 2, 0).network.parameters;
    // Entries of the diagonal from .1 on amplify the rounding of sums, as does the correction 1 − .99.
    expect(distance(one, middle)).toBeLessThan(1e6 * Number.EPSILON);
    expect(distance(two, expected)).toBeLessThan(1e6 * Number.EPSILON);
  });
});

/** Σ_i (∂f/∂w_jk)². */
function squaredSlopes(network: NetworkState, j: number, k: number): number {
  return squaredSlopeAt(network, j * 5 + k);
}

/** Σ_i (∂f/∂θ)² by differences of f, which is linear in one parameter between kinks. */
function squaredSlopeAt(network: NetworkState, at: number): number {
  // Rounding of f leaves 1e-16/1e-4.
  const step = 1e-4;
  const plus = plainOutputs(withParameter(network, at, step), task.train);
  const minus = plainOutputs(withParameter(network, at, -step), task.train);
  const slope = plus.map((output, i) => (output - minus[i]) / (2 * step));
  return slope.reduce((sum, value) => sum + value ** 2, 0);
}

it("is the same bits by both kinds of kernels", () => {
  for (const kind of ["covariance", "right-factor", "hessian-diagonal", "adahessian"]) {
    const plan = { method: exact(kind, { exponent: -0.5 }), steps: 20, records: 4, decay: 0.1 };
    const simd = trainNetwork(task, start, plan);
    selectKernels("portable");
    try {
      expect(trainNetwork(task, start, plan)).toEqual(simd);
    } finally {
      selectKernels("simd");
    }
  }
});

it("that diverges is an error", () => {
  const plan = { method: exact("covariance", { learningRate: 50 }), steps: 100, records: 1, decay: 0 };
  expect(() => trainNetwork(task, start, plan)).toThrow(expect.objectContaining({ code: "not-converged" }));
});

it("goes on where it ended", () => {
  const plan = { method: exact("covariance", { exponent: 0.5 }), steps: 6, records: 3, decay: 0.1 };
  const half = trainNetwork(task, start, { ...plan, steps: 2, records: 1 });
  const whole = trainNetwork(task, start, plan);
  expect(half.testMse[1]).toBe(whole.testMse[1]);
  const rest: RegressionTask = task;
  expect(trainNetwork(rest, half.network, { ...plan, steps: 4, records: 1 }).network).toEqual(whole.network);
});
