import { expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { initialNetwork, type NetworkState, partsOf } from "./network-state.ts";
import { drawTask } from "./regression-task.ts";
import { withRidgeHead } from "./ridge-probe.ts";
import { plainOutputs } from "./testing/plain-network.ts";

const task = drawTask(
  {
    teacher: { kind: "high" },
    inputs: 3,
    samples: 50,
    testSamples: 10,
    noiseRatio: 0.4,
    topEigenvalue: 2,
    bottomEigenvalue: 0.5,
  },
  createStream("probe"),
);
const network = initialNetwork(3, 6, 1, createStream("features"));
const { biases, head, offset } = partsOf(network);

/** Σ(f − y)² + ridge·‖head‖², which the refitted head minimises over head and offset. */
function objective(state: NetworkState, ridge: number): number {
  const outputs = plainOutputs(state, task.train);
  const norm = state.parameters.slice(head, offset).reduce((sum, value) => sum + value * value, 0);
  return outputs.reduce((sum, output, i) => sum + (output - task.trainTargets[i]) ** 2, 0) + ridge * norm;
}

it.each([1e-3, 5])("is the minimiser, with the first layer as it was, at the ridge %d", (ridge) => {
  const probed = withRidgeHead(network, task, ridge);
  expect(probed.parameters.slice(0, head)).toEqual(network.parameters.slice(0, head));
  expect(probed.parameters.slice(0, biases).some((value) => value !== 0)).toBe(true);
  const least = objective(probed, ridge);
  const step = 1e-3;
  for (const at of [...Array.from({ length: 6 }, (_, j) => head + j), offset]) {
    const [above, below] = [step, -step].map((change) => {
      const parameters = probed.parameters.slice();
      parameters[at] += change;
      return objective({ ...probed, parameters }, ridge);
    });
    // A quadratic: the slope is a difference, whose rounding is 1e-16·50/1e-3, and the curvature positive.
    expect(Math.abs(above - below) / (2 * step)).toBeLessThan(1e-9);
    expect(above + below - 2 * least).toBeGreaterThan(0);
  }
  // Units that fill up a group stay without effect.
  expect([...probed.parameters.slice(head + 6, offset)]).toEqual([0, 0]);
});

it("goes to the targets' mean as the ridge grows", () => {
  const { parameters } = withRidgeHead(network, task, 1e12);
  const mean = task.trainTargets.reduce((sum, value) => sum + value, 0) / 50;
  expect(Math.abs(parameters[offset] - mean)).toBeLessThan(1e-8);
});
