import type { Experiment, Observation, Problem } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { coupledRuns, coupledRunsCost } from "./coupled-runs.ts";
import { type InputMapParameters, inputMapParameters, inputMapShape } from "./input-map-parameters.ts";
import { train } from "./training.ts";
import { gapOverTime } from "./trajectory-gap.ts";

/** The coupled runs of the input-map coupling experiment, for showing their gap over time. */
export const experiment: Experiment<InputMapParameters> = {
  id: "input-map-gap",
  version: 1,
  module: import.meta.url,
  streamParameters: ["phi", "architecture", "depth", "hidden", "outputs", "tokens", "transformation", "condition"],
  parameters: inputMapParameters,
  observables: {
    gapTrajectory: { meaning: "the relative gap between the two sides at the steps 0, …, T" },
    finalGap: { meaning: "the relative gap at the end" },
    finalLoss: { meaning: "½ mean‖f − y‖² of the left side at the end" },
  },
  realise(point, size) {
    const shape = inputMapShape(point, size);
    return { point, size, realised: { ...point, phi: shape.d / shape.n }, shape };
  },
  run,
  cost: (problem) => coupledRunsCost(problem, 2),
};

function run(problems: readonly Problem<InputMapParameters>[], stream: Stream): Record<string, Observation>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  return problems.map((problem) => {
    const { left, right } = coupledRuns(problem, stream);
    const leftPath = train(left());
    const gaps = gapOverTime(leftPath, train(right()), problem.point.compared);
    return {
      gapTrajectory: gaps,
      finalGap: gaps[gaps.length - 1],
      finalLoss: leftPath.losses[leftPath.losses.length - 1],
    };
  });
}
