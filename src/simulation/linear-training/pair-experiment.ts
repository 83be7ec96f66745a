import { z } from "zod";
import type { Experiment, Problem } from "../experiment.ts";
import { type AlgorithmSpecification, parseAlgorithm } from "../optimizers/algorithm.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { trainTogether } from "./train.ts";
import { trainingCost } from "./training-cost.ts";
import { finalObservations } from "./training-experiment.ts";
import { drawnMembers, parseSetting, settingNames, settingShape, type TrainingSetting } from "./training-setting.ts";

/** A point of the pair experiment: two methods in one setting. */
export type TrainingPairParameters = TrainingSetting & {
  readonly first: AlgorithmSpecification;
  readonly second: AlgorithmSpecification;
};

type PairProblem = Problem<TrainingPairParameters>;

const names = ["distance", "transferExcess", "trainLoss", "networkExcess"] as const;

/** Two methods of the training experiment on the same teacher, start and batches, to be compared. `size` is d. */
export const experiment: Experiment<TrainingPairParameters> = {
  id: "linear-training-pair",
  version: 1,
  module: import.meta.url,
  streamParameters: drawnMembers,
  parameters: { parse },
  observables: Object.fromEntries(
    ["first", "second"].flatMap((which) => [
      [`${which}Distance`, { meaning: `dist(G, G⋆) of the ${which} method after T iterations`, range: [0, 1] }],
      [`${which}TransferExcess`, { meaning: `excess risk of the best head on the ${which} method's features` }],
      [`${which}TrainLoss`, { meaning: `mean of ‖y − FGx‖² on a fresh batch, ${which} method, as training sees it` }],
      [`${which}NetworkExcess`, { meaning: `excess risk of the ${which} method's network, as inference sees it` }],
    ]),
  ),
  realise: (point, size) => ({ point, size, realised: point, shape: settingShape(point, size) }),
  run,
  cost: ({ point, size }) => trainingCost(point, size, [point.first, point.second]),
};

function parse(input: unknown): TrainingPairParameters {
  const members = { first: z.unknown(), second: z.unknown() };
  const point = parseSetting(members, `${settingNames}, first and second`, input);
  return {
    ...point,
    first: parseAlgorithm(point.first, "first"),
    second: parseAlgorithm(point.second, "second"),
  };
}

function run(problems: readonly PairProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const [{ point, size }] = problems;
  const plans = problems.flatMap(({ point: { first, second, iterations, records } }) =>
    [first, second].map((algorithm) => ({ algorithm, iterations, records })),
  );
  const results = trainTogether(point, size, plans, stream).map(finalObservations);
  return problems.map((_, i) =>
    Object.fromEntries(
      ["first", "second"].flatMap((which, j) =>
        names.map((name) => [`${which}${name[0].toUpperCase()}${name.slice(1)}`, results[2 * i + j][name]]),
      ),
    ),
  );
}
