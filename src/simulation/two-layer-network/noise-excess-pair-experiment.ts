import type { Experiment } from "../experiment.ts";
import { type NoiseExcessMembers, noiseExcessStudy } from "./noise-excess-study.ts";
import { type TwoMethods, twoMethodsExperiment } from "./study.ts";

/** A point of the experiment. */
export type NetworkNoiseExcessPairParameters = TwoMethods<NoiseExcessMembers>;

/** Two methods of the noise's excess on the same points from the same start, to be compared. `size` is h. */
export const experiment: Experiment<NetworkNoiseExcessPairParameters> = twoMethodsExperiment(
  noiseExcessStudy,
  import.meta.url,
);
