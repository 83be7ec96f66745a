import type { Parameters } from "../foundation/json.ts";
import type { Experiment, Problem } from "../simulation/experiment.ts";
import type { Judge } from "./judge.ts";

/** A judge with what it judges: one point of an experiment, realised at every size that the judge may ask for. */
export interface Assignment {
  readonly experiment: Experiment;
  /** Claim files that a worker loads before it reads the point. */
  readonly modules: readonly string[];
  readonly point: Parameters;
  readonly problems: ReadonlyMap<number, Problem>;
  readonly judge: Judge<unknown>;
}
