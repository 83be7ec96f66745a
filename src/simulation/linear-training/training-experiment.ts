import { z } from "zod";
import type { Experiment, Observation, Problem } from "../experiment.ts";
import { type AlgorithmSpecification, parseAlgorithm } from "../optimizers/algorithm.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { type TrainingRun, trainTogether } from "./train.ts";
import { trainingCost } from "./training-cost.ts";
import { drawnMembers, parseSetting, settingNames, settingShape, type TrainingSetting } from "./training-setting.ts";

/** A point of the training experiment. */
export type TrainingParameters = TrainingSetting & { readonly algorithm: AlgorithmSpecification };

type TrainingProblem = Problem<TrainingParameters>;

/**
 * Training of a linear network x ↦ FGx on y = F⋆G⋆x + ε by one of the optimizers, on fresh batches: the experiments of
 * Appendix F of Zhang et al. 2025, arXiv 2502.01763. Points that differ in the algorithm share teacher, start and
 * batches. `size` is d.
 */
export const experiment: Experiment<TrainingParameters> = {
  id: "linear-training",
  version: 1,
  module: import.meta.url,
  streamParameters: drawnMembers,
  parameters: { parse },
  observables: {
    distance: { meaning: "dist(G, G⋆) after T iterations; 1 for a run that diverged", range: [0, 1] },
    transferExcess: { meaning: "excess risk of the best head on the features after T iterations" },
    trainLoss: { meaning: "mean of ‖y − FGx‖² on a fresh batch after T iterations, as training sees it" },
    networkExcess: { meaning: "excess risk of the network after T iterations, as inference sees it" },
    targetDistance: {
      meaning: "distance to the target of batch-norm, the row space of G⋆D^½ with D = diag Σ; without it as distance",
      range: [0, 1],
    },
    diverged: { meaning: "1 for a run that diverged, else 0", range: [0, 1] },
    distanceTrajectory: { meaning: "dist(G, G⋆) at the recorded iterations", range: [0, 1] },
    transferTrajectory: { meaning: "excess risk of the best head on the features at the recorded iterations" },
    lossTrajectory: { meaning: "mean of ‖y − FGx‖² on a fresh batch at the recorded iterations" },
  },
  realise: (point, size) => ({ point, size, realised: point, shape: settingShape(point, size) }),
  run,
  cost: ({ point, size }) => trainingCost(point, size, [point.algorithm]),
};

function parse(input: unknown): TrainingParameters {
  const point = parseSetting({ algorithm: z.unknown() }, `${settingNames}, and algorithm`, input);
  return { ...point, algorithm: parseAlgorithm(point.algorithm) };
}

function run(problems: readonly TrainingProblem[], stream: Stream): Record<string, Observation>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const [{ point, size }] = problems;
  const plans = problems.map(({ point: { algorithm, iterations, records } }) => ({ algorithm, iterations, records }));
  return trainTogether(point, size, plans, stream).map((result) => ({
    ...finalObservations(result),
    distanceTrajectory: result.distance,
    transferTrajectory: result.transferExcess,
    lossTrajectory: result.trainLoss,
  }));
}

/** What a run came to. */
export function finalObservations(run: TrainingRun): {
  readonly distance: number;
  readonly transferExcess: number;
  readonly trainLoss: number;
  readonly networkExcess: number;
  readonly targetDistance: number;
  readonly diverged: number;
} {
  const end = run.distance.length - 1;
  return {
    distance: run.distance[end],
    transferExcess: run.transferExcess[end],
    trainLoss: run.trainLoss[end],
    networkExcess: run.networkExcess,
    targetDistance: run.targetDistance,
    diverged: run.diverged ? 1 : 0,
  };
}
