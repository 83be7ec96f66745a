import type { Experiment } from "../experiment.ts";
import { type OneMethod, oneMethodExperiment } from "./study.ts";
import { type TransferMembers, transferStudy } from "./transfer-study.ts";

/** A point of the experiment. */
export type NetworkTransferParameters = OneMethod<TransferMembers>;

/**
 * Forward transfer between the two cases of Yoshida and Nitanda 2025, arXiv 2509.25637: the first layer is trained on the
 * one and frozen, and the head refitted on the other. `size` is h.
 */
export const experiment: Experiment<NetworkTransferParameters> = oneMethodExperiment(transferStudy, import.meta.url);
