import type { Experiment } from "../experiment.ts";
import { type TwoMethods, twoMethodsExperiment } from "./study.ts";
import { type TrainingMembers, trainingStudy } from "./training-study.ts";

/** A point of the experiment. */
export type NetworkTrainingPairParameters = TwoMethods<TrainingMembers>;

/** Two methods of the training experiment on the same task from the same start, to be compared. `size` is h. */
export const experiment: Experiment<NetworkTrainingPairParameters> = twoMethodsExperiment(
  trainingStudy,
  import.meta.url,
);
