import {
  createStream,
  type OneStepParameters,
  oneStepExperiment,
  type Problem,
  type Stream,
} from "asymptopia/simulation";
import type { Observables } from "./observables.ts";

/** The point at one size, ready to run. */
export function realise(point: OneStepParameters, size: number): Problem<OneStepParameters> {
  return oneStepExperiment.realise(point, size);
}

/** One replicate of one problem. */
export function runOnce(problem: Problem<OneStepParameters>, stream: Stream): Observables {
  return oneStepExperiment.run([problem], stream)[0] as unknown as Observables;
}

/** Independent replicates of one problem; the same key gives the same ones. */
export function replicates(problem: Problem<OneStepParameters>, count: number, key: number): readonly Observables[] {
  return Array.from({ length: count }, (_, replicate) =>
    runOnce(problem, createStream(["property-tests", key, problem.size, replicate])),
  );
}
