import type { Problem } from "../experiment.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { gaussian } from "./dense-network.ts";
import { architectureOf, type InputMapParameters } from "./input-map-parameters.ts";
import { type ConditionListener, createRule } from "./methods.ts";
import type { TrainingRun } from "./training.ts";
import { coupledSides } from "./transformed-problem.ts";

/** Both sides of a problem, ready to be trained; each call of a side gives a run with a rule that remembers nothing. */
export interface CoupledRuns {
  readonly left: () => TrainingRun;
  readonly right: () => TrainingRun;
  /** As that of `coupledSides`. */
  readonly conversion: number;
}

/** Inputs, starts and N(0, 1) labels of a problem. */
export function coupledRuns(
  { point, shape }: Problem<InputMapParameters>,
  stream: Stream,
  listener?: ConditionListener,
): CoupledRuns {
  const { method, transformation, condition, steps, learningRate, laterLearningRate, access, hidden, tokens } = point;
  const { n, d } = shape;
  const architecture = architectureOf(point);
  const sides = coupledSides(transformation, { rows: n * tokens, d, hidden, condition }, stream);
  const labels = gaussian(n * architecture.outputs, stream.child("labels"));
  const parameters = architecture.start(stream.child("later parameters"));
  const runOf =
    ({ inputs, weights, preconditioner }: typeof sides.left) =>
    (): TrainingRun => ({
      architecture,
      inputs,
      labels,
      weights,
      parameters,
      rule: createRule(method, architecture, preconditioner, listener),
      learningRate,
      laterLearningRate,
      steps,
      skip: access === "map-and-skip",
    });
  return { left: runOf(sides.left), right: runOf(sides.right), conversion: sides.conversion };
}

/** Six streams, the draws and both sides' matrices, and so many runs, in units of 10⁶ operations. */
export function coupledRunsCost({ point, shape: { n, d } }: Problem<InputMapParameters>, runs: number): number {
  const { hidden: h, outputs, tokens, depth, steps, method } = point;
  const rows = n * tokens;
  const draws = 10 * (rows * d + d * h + 3 * d * d) + 60 * d ** 3;
  const behind = rows * h * (h * depth + outputs + tokens) * 8;
  const second = method.kind === "newton" ? 2 * n * (d * h) ** 2 + 9 * (d * h) ** 3 : 10 * d * d * (d + h);
  // Small matrices take longer than their operations do: some 200 of them each time.
  const step = 4 * rows * d * h + behind + second + 20_000;
  return 6 * streamCost + (draws + runs * steps * step) / 1e6;
}
