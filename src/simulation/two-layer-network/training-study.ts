import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { streamCost } from "../stream-cost.ts";
import { count, drawnMembers, networkCost } from "./network-setting.ts";
import { initialNetwork, type NetworkState } from "./network-state.ts";
import { drawTask, type RegressionTask } from "./regression-task.ts";
import type { Study } from "./study.ts";
import { parseTeacher, type TeacherSpecification } from "./teacher.ts";
import { trainNetwork } from "./train-network.ts";

/** What a point of training has beside its setting and its methods. */
export type TrainingMembers = {
  readonly teacher: TeacherSpecification;
  /** How many equal parts trajectories cut the steps into. */
  readonly records: number;
};

/** A network trained on one task, from an initialisation that all methods share. */
export const trainingStudy: Study<TrainingMembers, { readonly task: RegressionTask; readonly start: NetworkState }> = {
  id: "two-layer-training",
  version: 1,
  members: { teacher: z.unknown().transform((input) => parseTeacher(input)), records: count.default(1) },
  streamParameters: ["teacher", ...drawnMembers],
  measures: {
    testMse: {
      meaning:
        "mean of (f(x) − y)² over the test points after T steps, y without noise, in units of the training targets' variance",
      better: "smaller",
    },
    trainLoss: { meaning: "mean of (f(x) − y)² over the training points after T steps, y noisy", better: "smaller" },
  },
  trajectories: {
    testMseTrajectory: "test MSE at the recorded steps",
    trainLossTrajectory: "training loss at the recorded steps",
  },
  check({ records, steps }: TrainingMembers & { readonly steps?: number }) {
    if (steps !== undefined && steps % records !== 0) {
      throw invalidInput("records", records, `a divisor of ${steps}, the number of steps`);
    }
  },
  draw: (setting, hidden, stream) => ({
    task: drawTask(setting, stream),
    start: initialNetwork(setting.inputs, hidden, setting.initialScale, stream.child("initialisation")),
  }),
  measure({ task, start }, setting, method) {
    const { testMse, trainLoss } = trainNetwork(task, start, { ...setting, method });
    return {
      testMse: testMse[setting.records],
      trainLoss: trainLoss[setting.records],
      testMseTrajectory: testMse,
      trainLossTrajectory: trainLoss,
    };
  },
  cost: (setting, hidden) => networkCost(setting, hidden, setting.steps, setting.records + 1) + 7 * streamCost,
};
