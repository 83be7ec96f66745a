import type { Parameters } from "../foundation/json.ts";
import type { Experiment, Observation } from "../simulation/experiment.ts";
import type { Stream } from "../simulation/stream.ts";
import { parseBudget } from "../verification/budget.ts";

/** The budget that the synthetic claims have, in work for each point: that of a run without options. */
export const budget = parseBudget("default");

/** What all synthetic claims of a scenario have in common. */
export type Setting = {
  /** Units (for statements about finite sizes: replicates of each size) that the default budget buys. */
  readonly units: number;
};

/** A point of a synthetic experiment: claims have numbers, and hence random numbers of their own. */
export type SyntheticPoint<S extends Setting = Setting> = Parameters & S & { readonly claim: number };

interface SyntheticExperiment<P extends SyntheticPoint> {
  readonly kind: string;
  /** `import.meta.url` of the module that exports it as `experiment`. */
  readonly module: string;
  readonly observables: Experiment["observables"];
  /** Replicates of each size that one unit takes. */
  readonly perUnit: readonly number[];
  observe(point: P, size: number, stream: Stream): Readonly<Record<string, Observation>>;
}

/** A simulation of which everything is known: what it shows is written down, not computed from a model. */
export function syntheticExperiment<P extends SyntheticPoint>(definition: SyntheticExperiment<P>): Experiment<P> {
  const { kind, module, observables, perUnit, observe } = definition;
  const replicates = perUnit.reduce((sum, count) => sum + count, 0);
  return {
    id: `calibration-${kind}`,
    version: 1,
    module,
    streamParameters: ["claim"],
    // Points are made in this folder alone.
    parameters: { parse: (input) => input as P },
    observables,
    realise: (point, size) => ({ point, size, realised: point, shape: { n: size } }),
    run: (problems, stream) => problems.map(({ point, size }) => observe(point, size, stream)),
    cost: ({ point }) => budget.workPerPoint / (point.units * replicates),
  };
}
