import type { AlgorithmSpecification } from "../optimizers/algorithm.ts";
import { stepCosts } from "../optimizers/step-costs.ts";
import { streamCost } from "../stream-cost.ts";
import type { TrainingSetting } from "./training-setting.ts";

/** Nominal work of training by these methods on common batches, in 10⁶ operations. */
export function trainingCost(
  setting: TrainingSetting,
  inputs: number,
  algorithms: readonly AlgorithmSpecification[],
): number {
  const { samples: n, outputs, features, batches, iterations } = setting;
  const d = inputs;
  const rows = batches === "samples" ? n : Math.min(d + 1, n);
  const streams = (batches === "samples" ? 3 : 0) * streamCost;
  // Normals at ten operations each; Σ^½, the two moments and the labels.
  const draws = (10 * rows * (d + outputs) + 3 * rows * d * d + 4 * rows * outputs * d) / 1e6;
  const shape = { inputs, features, outputs, samples: n };
  const steps = algorithms.reduce((sum, algorithm) => sum + stepCosts(algorithm, shape).operations, 0) / 1e6;
  return iterations * (2 * (streams + draws) + steps);
}
