import type { Experiment } from "../experiment.ts";
import { type OneMethod, oneMethodExperiment } from "./study.ts";
import { type TrainingMembers, trainingStudy } from "./training-study.ts";

/** A point of the experiment. */
export type NetworkTrainingParameters = OneMethod<TrainingMembers>;

/**
 * Training of a network with one hidden layer on a teacher of one or two indices, the experiments of Section 5 of Yoshida
 * and Nitanda 2025, arXiv 2509.25637. Points that differ in noise, length or method share everything that is drawn.
 * `size` is h.
 */
export const experiment: Experiment<NetworkTrainingParameters> = oneMethodExperiment(trainingStudy, import.meta.url);
