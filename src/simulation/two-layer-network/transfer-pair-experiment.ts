import type { Experiment } from "../experiment.ts";
import { type TwoMethods, twoMethodsExperiment } from "./study.ts";
import { type TransferMembers, transferStudy } from "./transfer-study.ts";

/** A point of the experiment. */
export type NetworkTransferPairParameters = TwoMethods<TransferMembers>;

/** Two methods of the transfer experiment on the same tasks from the same start, to be compared. `size` is h. */
export const experiment: Experiment<NetworkTransferPairParameters> = twoMethodsExperiment(
  transferStudy,
  import.meta.url,
);
