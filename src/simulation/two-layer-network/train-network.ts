import { AsymptopiaError } from "../../foundation/errors.ts";
import type { MethodSpecification } from "./method.ts";
import { type NetworkState, partsOf } from "./network-state.ts";
import { NetworkWorkspace } from "./network-workspace.ts";
import type { RegressionTask } from "./regression-task.ts";
import { updateRule } from "./update-rule.ts";

/** For how long, and how. */
export interface TrainingPlan {
  readonly method: MethodSpecification;
  /** T, steps over the whole batch. */
  readonly steps: number;
  /** How many equal parts trajectories cut the steps into. */
  readonly records: number;
  /** c of the penalty c‖W‖²/n on both layers' weights, whose gradient is preconditioned with the loss's. */
  readonly decay: number;
}

/** What training came to, and what it showed at steps 0, T/records, …, T. */
export interface TrainedNetwork {
  readonly network: NetworkState;
  /** Mean of (f(x) − y)² over the training points, y noisy and standardised. */
  readonly trainLoss: Float64Array;
  /** Mean of (f(x) − y)² over the test points, y free of noise and shifted and scaled as the training targets. */
  readonly testMse: Float64Array;
}

/** Losses above this are taken for a divergence. Targets are standardised: that of predicting 0 is 1. */
const largestLoss = 1e6;

/**
 * Minimises (1/n)Σ(f(xᵢ) − yᵢ)² + c‖W‖²/n from `start` by steps over the whole batch. There is no ½ before the sum.
 *
 * @throws AsymptopiaError `not-converged` if a loss is above 1e6 or no number: the steps are too long.
 */
export function trainNetwork(task: RegressionTask, start: NetworkState, plan: TrainingPlan): TrainedNetwork {
  const { method, steps, records, decay } = plan;
  const workspace = new NetworkWorkspace(start, task.train);
  const rule = updateRule(method, task);
  const trainLoss = new Float64Array(records + 1);
  const testMse = new Float64Array(records + 1);
  for (let t = 0; t <= steps; t++) {
    const record = (t * records) / steps;
    if (Number.isInteger(record)) testMse[record] = checkedLoss(meanTestSquare(workspace, task), t);
    const loss = checkedLoss(writeResiduals(workspace, task), t);
    if (Number.isInteger(record)) trainLoss[record] = loss;
    if (t === steps) break;
    workspace.writeGradient();
    addDecay(workspace, (2 * decay) / task.train.samples);
    rule(workspace);
  }
  return { network: { ...start, parameters: workspace.copyParameters() }, trainLoss, testMse };
}

/** Mean of (f(x) − y)² over the test points. */
export function testError(network: NetworkState, task: RegressionTask): number {
  return meanTestSquare(new NetworkWorkspace(network, task.train), task);
}

/** Writes the loss's derivatives by the outputs; returns the mean square. */
function writeResiduals(workspace: NetworkWorkspace, { trainTargets }: RegressionTask): number {
  const n = trainTargets.length;
  const outputs = workspace.trainOutputs();
  const { values } = workspace;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const residual = outputs[i] - trainTargets[i];
    sum += residual * residual;
    values[i] = (2 / n) * residual;
  }
  return sum / n;
}

function addDecay(workspace: NetworkWorkspace, factor: number): void {
  if (factor === 0) return;
  const { memory, parameters, gradient } = workspace;
  const { biases, head, offset } = partsOf(workspace);
  for (let at = 0; at < biases; at++) memory[gradient + at] += factor * memory[parameters + at];
  for (let at = head; at < offset; at++) memory[gradient + at] += factor * memory[parameters + at];
}

function meanTestSquare(workspace: NetworkWorkspace, { test, testTargets }: RegressionTask): number {
  let sum = 0;
  let at = 0;
  for (const block of test) {
    const outputs = workspace.outputsOf(block);
    for (let i = 0; i < block.samples; i++) sum += (outputs[i] - testTargets[at++]) ** 2;
  }
  return sum / testTargets.length;
}

function checkedLoss(loss: number, step: number): number {
  if (loss <= largestLoss) return loss;
  throw new AsymptopiaError("not-converged", `training diverged: a loss of ${loss} after ${step} steps`);
}
