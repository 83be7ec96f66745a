import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { streamCost } from "../stream-cost.ts";
import { drawnMembers, type NetworkSetting, networkCost } from "./network-setting.ts";
import { initialNetwork, type NetworkState } from "./network-state.ts";
import { drawTask, type RegressionTask } from "./regression-task.ts";
import type { Study } from "./study.ts";
import { testError, trainNetwork } from "./train-network.ts";

/** What a point of continual learning has beside its setting and its methods. */
export type ContinualMembers = {
  /** The coordinates that the tasks' teachers read, one after the other; half of the eigenvalues are top. */
  readonly sequence: readonly number[];
};

interface ContinualInstance {
  readonly tasks: readonly RegressionTask[];
  readonly start: NetworkState;
}

/** Parts that the steps of a task are looked at after. */
const quarters = 4;

const from0 = "a whole number from 0";
const two = "a list of two coordinates or more";

/** One network that is trained on one task after the other, T steps each, all its layers, without anything of the past. */
export const continualStudy: Study<ContinualMembers, ContinualInstance> = {
  id: "two-layer-continual",
  version: 1,
  members: { sequence: z.array(z.int(from0).min(0, from0), two).min(2, two) },
  streamParameters: ["sequence", ...drawnMembers],
  measures: {
    forgetting: {
      meaning: "test MSE of the earlier tasks at the end less that right after each was learnt, averaged over them",
      better: "smaller",
    },
    forwardTransfer: {
      meaning:
        "test MSE of a network trained from the start on a later task alone less that of this one after it, averaged over them",
      better: "larger",
    },
    headStart: {
      meaning: "the same after a quarter of the steps on that task",
      better: "larger",
    },
    learnt: { meaning: "test MSE of each task right after it was learnt, averaged over them", better: "smaller" },
    remembered: { meaning: "test MSE of the earlier tasks at the end, averaged over them", better: "smaller" },
  },
  trajectories: {},
  check({ sequence, inputs, steps }: ContinualMembers & Partial<NetworkSetting>) {
    if (steps !== undefined && steps % quarters !== 0) {
      throw invalidInput("steps", steps, "a multiple of 4: a quarter of them is looked at");
    }
    sequence.forEach((coordinate, i) => {
      if (inputs !== undefined && coordinate >= inputs) {
        throw invalidInput(`sequence[${i}]`, coordinate, `a whole number below ${inputs}, the inputs`);
      }
    });
  },
  draw: (setting, hidden, stream) => ({
    tasks: setting.sequence.map((coordinate, i) =>
      drawTask({ ...setting, teacher: { kind: "coordinate", coordinate } }, stream.child(`task ${i}`)),
    ),
    start: initialNetwork(setting.inputs, hidden, setting.initialScale, stream.child("initialisation")),
  }),
  measure({ tasks, start }, setting, method) {
    const plan = { ...setting, method, records: quarters };
    let network = start;
    const errors = tasks.map((task) => {
      const trained = trainNetwork(task, network, plan);
      network = trained.network;
      return trained.testMse;
    });
    const alone = tasks.slice(1).map((task) => trainNetwork(task, start, plan).testMse);
    const ahead = (quarter: number): number => mean(alone.map((error, i) => error[quarter] - errors[i + 1][quarter]));
    const learnt = errors.map((error) => error[quarters]);
    const remembered = tasks.slice(0, -1).map((task) => testError(network, task));
    return {
      forgetting: mean(remembered.map((error, i) => error - learnt[i])),
      forwardTransfer: ahead(quarters),
      headStart: ahead(1),
      learnt: mean(learnt),
      remembered: mean(remembered),
    };
  },
  cost(setting, hidden) {
    const tasks = setting.sequence.length;
    return networkCost(setting, hidden, (2 * tasks - 1) * setting.steps, 11 * tasks) + 6 * tasks * streamCost;
  },
};

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
