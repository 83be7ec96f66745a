import type { Parameters } from "../foundation/json.ts";
import type { Experiment } from "../simulation/experiment.ts";
import { experiment as literal } from "../simulation/one-step/one-step-experiment.ts";
import { experiment as balancedOneStep } from "../simulation/one-step-balanced/balanced-one-step-experiment.ts";
import { experiment as reduced } from "../simulation/one-step-reduced/reduced-one-step-experiment.ts";
import { replicateStream } from "../simulation/random/replicate-stream.ts";
import { streamParameters } from "../simulation/stream-parameters.ts";

// benchmarks/numpy/literal_replicate.py has the same numbers.
const sgdSetting = {
  population: { kind: "atoms", values: [0.5, 1.5], weights: [1, 1] },
  phi: 0.18,
  teacher: { kind: "relu" },
  noiseVariance: 0.25,
};
const setting = { ...sgdSetting, lambda: 0.05 };

/** Runs the replicate of that index. */
export type Replicates = (index: number) => Readonly<Record<string, number>>;

/** One of our ways to simulate the correlations of the benchmarks' setting. */
export interface OwnSampler {
  readonly name: string;
  at(size: number): Replicates;
}

/** The setting for the literal experiment. */
export function literalPoint(columns: number): Parameters {
  return { ...setting, columns };
}

export const literalOne = sampler("literal, 1 column", literal, literalPoint(1));
export const literalMany = sampler("literal, 64 columns", literal, literalPoint(64));
export const balanced = sampler("balanced, 64 directions with 4 columns each", balancedOneStep, {
  ...setting,
  directions: 64,
});
export const reducedBoth = sampler("reduced", reduced, setting);
export const reducedSgd = sampler("reduced, SGD alone", reduced, sgdSetting);

/** n and d of the setting at that size. */
export function shapeAt(size: number): { readonly n: number; readonly d: number } {
  const { n, d } = literal.realise(literal.parameters.parse(literalPoint(1)), size).shape;
  return { n, d };
}

/** A run that goes on to the next replicate with each call. */
export function successive(replicates: Replicates): () => unknown {
  let index = 0;
  return () => replicates(index++);
}

function sampler<P extends Parameters>(name: string, experiment: Experiment<P>, input: Parameters): OwnSampler {
  return {
    name,
    at(size) {
      const point = experiment.parameters.parse(input);
      const problem = experiment.realise(point, size);
      const key = {
        seed: "1",
        experiment: experiment.id,
        version: experiment.version,
        streamParameters: streamParameters(experiment as unknown as Experiment, point),
        size,
      };
      return (replicate) => {
        const [observed] = experiment.run([problem], replicateStream({ ...key, replicate }));
        return observed as Readonly<Record<string, number>>;
      };
    },
  };
}
