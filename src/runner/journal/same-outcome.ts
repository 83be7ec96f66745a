import type { Observation } from "../../simulation/experiment.ts";
import type { Outcome } from "../../verification/judge.ts";

/**
 * Whether two outcomes are the same to the last bit, all NaN being one. Of failures the code and the field count: the
 * message may name a line of a file, which moves with what is edited above it.
 */
export function sameOutcome(a: Outcome, b: Outcome): boolean {
  if (!a.ok || !b.ok) return !a.ok && !b.ok && a.failure.code === b.failure.code && a.failure.field === b.failure.field;
  const names = Object.keys(a.values);
  return (
    names.length === Object.keys(b.values).length &&
    names.every((name) => Object.hasOwn(b.values, name) && sameObservation(a.values[name], b.values[name]))
  );
}

function sameObservation(a: Observation, b: Observation): boolean {
  if (typeof a === "number" || typeof b === "number") return Object.is(a, b);
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
