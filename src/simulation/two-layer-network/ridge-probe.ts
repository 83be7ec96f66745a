import { choleskyFactor, choleskySolve, denseMatrix, multiply, symmetricProduct } from "../../linalg/index.ts";
import { type NetworkState, partsOf } from "./network-state.ts";
import { NetworkWorkspace } from "./network-workspace.ts";
import type { RegressionTask } from "./regression-task.ts";

/**
 * The network with its first layer as it is, and its head refitted by ridge regression of the task's training targets on
 * the centred features φ̃: the minimiser of Σ(φ̃ᵢᵀh − ỹᵢ)² + `ridge`·‖h‖², with the offset that centring leaves.
 *
 * @param ridge above 0, beside the sum over the samples: nλ for a mean of squares with λ.
 */
export function withRidgeHead(network: NetworkState, task: RegressionTask, ridge: number): NetworkState {
  const { units } = network;
  const { samples } = task.train;
  const workspace = new NetworkWorkspace(network, task.train);
  workspace.trainOutputs();
  const activations = workspace.trainActivations();
  const features = denseMatrix(units, samples);
  const means = new Float64Array(units);
  for (let j = 0; j < units; j++) {
    const row = activations.subarray(j * workspace.stride, j * workspace.stride + samples);
    means[j] = sum(row) / samples;
    for (let i = 0; i < samples; i++) features.data[j * samples + i] = row[i] - means[j];
  }
  const targetMean = sum(task.trainTargets) / samples;
  const targets = denseMatrix(
    samples,
    1,
    task.trainTargets.map((value) => value - targetMean),
  );
  const gram = symmetricProduct(features, "rows");
  for (let j = 0; j < units; j++) gram.data[j * units + j] += ridge;
  const head = choleskySolve(choleskyFactor(gram), multiply(features, targets)).data;
  const parameters = network.parameters.slice();
  const parts = partsOf(network);
  parameters.set(head, parts.head);
  let offset = targetMean;
  for (let j = 0; j < units; j++) offset -= head[j] * means[j];
  parameters[parts.offset] = offset;
  return { ...network, parameters };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
