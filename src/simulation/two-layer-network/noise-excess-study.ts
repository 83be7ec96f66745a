import { z } from "zod";
import { streamCost } from "../stream-cost.ts";
import { drawnMembers, networkCost } from "./network-setting.ts";
import { initialNetwork, type NetworkState } from "./network-state.ts";
import { drawTask, type RegressionTask } from "./regression-task.ts";
import type { Study } from "./study.ts";
import { parseTeacher, type TeacherSpecification } from "./teacher.ts";
import { trainNetwork } from "./train-network.ts";

/** What a point of the noise's excess has beside its setting and its methods. */
export type NoiseExcessMembers = { readonly teacher: TeacherSpecification };

interface NoiseExcessInstance {
  readonly noisy: RegressionTask;
  readonly clean: RegressionTask;
  readonly start: NetworkState;
}

/** A network trained with label noise, and another one from the same start on the same points without it. */
export const noiseExcessStudy: Study<NoiseExcessMembers, NoiseExcessInstance> = {
  id: "two-layer-noise-excess",
  version: 1,
  members: { teacher: z.unknown().transform((input) => parseTeacher(input)) },
  streamParameters: ["teacher", ...drawnMembers],
  measures: {
    noiseExcess: {
      meaning: "test MSE after training with noise less that after training without, in units of the signal's variance",
      better: "smaller",
    },
    noisyError: { meaning: "test MSE after training with noise, in units of the signal's variance", better: "smaller" },
    cleanError: {
      meaning: "test MSE after training without noise, in units of the signal's variance",
      better: "smaller",
    },
  },
  trajectories: {},
  draw: (setting, hidden, stream) => ({
    noisy: drawTask(setting, stream),
    clean: drawTask({ ...setting, noiseRatio: 0 }, stream),
    start: initialNetwork(setting.inputs, hidden, setting.initialScale, stream.child("initialisation")),
  }),
  measure({ noisy, clean, start }, setting, method) {
    const [noisyError, cleanError] = [noisy, clean].map(
      (task) => trainNetwork(task, start, { ...setting, method, records: 1 }).testMse[1] / task.signalShare,
    );
    return { noiseExcess: noisyError - cleanError, noisyError, cleanError };
  },
  cost: (setting, hidden) => 2 * networkCost(setting, hidden, setting.steps, 2) + 12 * streamCost,
};
