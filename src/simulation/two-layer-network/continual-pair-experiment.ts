import type { Experiment } from "../experiment.ts";
import { type ContinualMembers, continualStudy } from "./continual-study.ts";
import { type TwoMethods, twoMethodsExperiment } from "./study.ts";

/** A point of the experiment. */
export type NetworkContinualPairParameters = TwoMethods<ContinualMembers>;

/** Two methods of the continual experiment on the same tasks from the same start, to be compared. `size` is h. */
export const experiment: Experiment<NetworkContinualPairParameters> = twoMethodsExperiment(
  continualStudy,
  import.meta.url,
);
