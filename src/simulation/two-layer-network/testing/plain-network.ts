import type { NetworkState } from "../network-state.ts";
import { partsOf } from "../network-state.ts";
import type { PaddedInputs, RegressionTask } from "../regression-task.ts";

/** f(x) by its definition, one sample after the other. */
export function plainOutputs(network: NetworkState, { samples, stride, data }: PaddedInputs): number[] {
  const { inputs, hidden, parameters } = network;
  const { biases, head, offset } = partsOf(network);
  return Array.from({ length: samples }, (_, i) => {
    let output = parameters[offset];
    for (let j = 0; j < hidden; j++) {
      let z = parameters[biases + j];
      for (let k = 0; k < inputs; k++) z += parameters[j * inputs + k] * data[k * stride + i];
      output += parameters[head + j] * Math.max(0, z);
    }
    return output;
  });
}

/** The mean of (f(x) − y)² over the training points, and decay·‖W‖²/n. */
export function plainLoss(network: NetworkState, task: RegressionTask, decay = 0): number {
  const outputs = plainOutputs(network, task.train);
  const squares = outputs.map((output, i) => (output - task.trainTargets[i]) ** 2);
  const { biases, head, offset } = partsOf(network);
  const weights = [...network.parameters.slice(0, biases), ...network.parameters.slice(head, offset)];
  const norm = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return (squares.reduce((sum, square) => sum + square, 0) + decay * norm) / outputs.length;
}

/** The gradient of `plainLoss` by the chain rule, sample by sample, in the order of the parameters. */
export function plainGradient(network: NetworkState, task: RegressionTask, decay = 0): Float64Array {
  const { inputs, hidden, parameters } = network;
  const { biases, head, offset } = partsOf(network);
  const { samples, stride, data } = task.train;
  const outputs = plainOutputs(network, task.train);
  const gradient = new Float64Array(parameters.length);
  for (let i = 0; i < samples; i++) {
    const slope = (2 / samples) * (outputs[i] - task.trainTargets[i]);
    gradient[offset] += slope;
    for (let j = 0; j < hidden; j++) {
      let z = parameters[biases + j];
      for (let k = 0; k < inputs; k++) z += parameters[j * inputs + k] * data[k * stride + i];
      if (z <= 0) continue;
      gradient[head + j] += slope * z;
      gradient[biases + j] += slope * parameters[head + j];
      for (let k = 0; k < inputs; k++) {
        gradient[j * inputs + k] += slope * parameters[head + j] * data[k * stride + i];
      }
    }
  }
  for (let at = 0; at < offset; at++) {
    if (at < biases || at >= head) gradient[at] += ((2 * decay) / samples) * parameters[at];
  }
  return gradient;
}
