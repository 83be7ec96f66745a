import type { Failure } from "../foundation/errors.ts";
import type { Observation } from "../simulation/experiment.ts";
import type { Outcome } from "./judge.ts";

/** Beyond this a simulation has diverged: the squares of such numbers, summed and weighted, overflow. */
const largest = 1e100;

/** The number that a replicate shows of `observable`, or why there is none; `place` ends that message. */
export function scalarOutcome(outcome: Outcome, observable: string, place = ""): number | Failure {
  if (!outcome.ok) return outcome.failure;
  const value: Observation | undefined = outcome.values[observable];
  // False for NaN as well.
  if (typeof value === "number" && Math.abs(value) <= largest) return value;
  return {
    code: "non-finite",
    message: `the simulation gave ${describeObservation(value)} for ${observable}${place}`,
    field: observable,
    accepted: `a number of at most ${largest} in absolute value`,
  };
}

function describeObservation(value: Observation | undefined): string {
  if (value === undefined) return "no value";
  return typeof value === "number" ? String(value) : "a trajectory";
}
