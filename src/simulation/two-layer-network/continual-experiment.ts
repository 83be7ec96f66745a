import type { Experiment } from "../experiment.ts";
import { type ContinualMembers, continualStudy } from "./continual-study.ts";
import { type OneMethod, oneMethodExperiment } from "./study.ts";

/** A point of the experiment. */
export type NetworkContinualParameters = OneMethod<ContinualMembers>;

/** Continual learning over a sequence of teachers of the same inputs: forgetting and forward transfer. `size` is h. */
export const experiment: Experiment<NetworkContinualParameters> = oneMethodExperiment(continualStudy, import.meta.url);
