import { z } from "zod";
import { streamCost } from "../stream-cost.ts";
import { drawnMembers, networkCost, positiveNumber } from "./network-setting.ts";
import { initialNetwork, type NetworkState } from "./network-state.ts";
import { drawTask, type RegressionTask } from "./regression-task.ts";
import { withRidgeHead } from "./ridge-probe.ts";
import type { Study } from "./study.ts";
import type { TeacherSpecification } from "./teacher.ts";
import { testError, trainNetwork } from "./train-network.ts";

/** What a point of transfer has beside its setting and its methods. */
export type TransferMembers = {
  /** λ of the head's ridge regression: nλ or λ stands beside the sum of squares. */
  readonly ridge: number;
  readonly ridgeScale: "samples" | "none";
  /** The target's inputs are the source's with the teacher inverted, or those of the other case with its teacher. */
  readonly target: "inverted-teacher" | "other-case";
};

/** A source with the tasks that its features are probed on. */
interface Source {
  readonly task: RegressionTask;
  readonly same: RegressionTask;
  readonly other: RegressionTask;
}

interface TransferInstance {
  readonly high: Source;
  readonly low: Source;
  readonly start: NetworkState;
}

const scales = ["samples", "none"] as const;
const targets = ["inverted-teacher", "other-case"] as const;

/** Pre-training on Case High and on Case Low, and a ridge probe of the frozen first layer on new points. */
export const transferStudy: Study<TransferMembers, TransferInstance> = {
  id: "two-layer-transfer",
  version: 1,
  members: {
    ridge: positiveNumber.default(1e-3),
    ridgeScale: z.enum(scales, '"samples" or "none"').default("samples"),
    target: z.enum(targets, '"inverted-teacher" or "other-case"').default("inverted-teacher"),
  },
  streamParameters: drawnMembers,
  measures: {
    highToLow: {
      meaning: "test MSE of the probe on the target teacher of low variance, features trained on Case High",
      better: "smaller",
    },
    lowToHigh: {
      meaning: "test MSE of the probe on the target teacher of high variance, features trained on Case Low",
      better: "smaller",
    },
    worstTransfer: { meaning: "the larger of the two transfers' test MSE", better: "smaller" },
    highToHigh: {
      meaning: "test MSE of the probe on new points of Case High, features trained on it",
      better: "smaller",
    },
    lowToLow: { meaning: "test MSE of the probe on new points of Case Low, features trained on it", better: "smaller" },
  },
  trajectories: {},
  draw(setting, hidden, stream) {
    const source = (kind: "high" | "low"): Source => {
      const teachers: Record<typeof setting.target, TeacherSpecification> = {
        "inverted-teacher": { kind: `${kind}-inverted` },
        "other-case": { kind: kind === "high" ? "low" : "high" },
      };
      const from = stream.child(`source ${kind}`);
      const at = (teacher: TeacherSpecification, label: string): RegressionTask =>
        drawTask({ ...setting, teacher }, from.child(label));
      return {
        task: at({ kind }, "training"),
        same: at({ kind }, "same"),
        other: at(teachers[setting.target], "other"),
      };
    };
    return {
      high: source("high"),
      low: source("low"),
      start: initialNetwork(setting.inputs, hidden, setting.initialScale, stream.child("initialisation")),
    };
  },
  measure({ high, low, start }, setting, method) {
    const plan = { ...setting, method, records: 1 };
    const ridge = setting.ridge * (setting.ridgeScale === "samples" ? setting.samples : 1);
    const probes = ({ task, same, other }: Source) => {
      const { network } = trainNetwork(task, start, plan);
      return [same, other].map((target) => testError(withRidgeHead(network, target, ridge), target));
    };
    const [highToHigh, highToLow] = probes(high);
    const [lowToLow, lowToHigh] = probes(low);
    return { highToLow, lowToHigh, worstTransfer: Math.max(highToLow, lowToHigh), highToHigh, lowToLow };
  },
  cost(setting, hidden) {
    const probe = (hidden * hidden * (setting.samples + hidden / 3)) / 1e6;
    return 2 * networkCost(setting, hidden, setting.steps, 4) + 4 * probe + 32 * streamCost;
  },
};
