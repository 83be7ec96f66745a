import type { Experiment } from "../experiment.ts";
import { type NoiseExcessMembers, noiseExcessStudy } from "./noise-excess-study.ts";
import { type OneMethod, oneMethodExperiment } from "./study.ts";

/** A point of the experiment. */
export type NetworkNoiseExcessParameters = OneMethod<NoiseExcessMembers>;

/** What label noise adds to the test error of a trained network. `size` is h. */
export const experiment: Experiment<NetworkNoiseExcessParameters> = oneMethodExperiment(
  noiseExcessStudy,
  import.meta.url,
);
