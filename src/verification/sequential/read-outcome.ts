import { describe, type Failure } from "../../foundation/errors.ts";
import type { Observation } from "../../simulation/experiment.ts";
import type { Outcome } from "../judge.ts";
import type { Observations, ReadObservable } from "./evidence.ts";

/** Beyond this a simulation has diverged: the squares of such numbers, summed and weighted, overflow. */
const largest = 1e100;

/** The observations of a replicate, or why they are none; `place` ends that message. */
export function readOutcome(
  outcome: Outcome,
  reads: readonly ReadObservable[],
  place = "",
): { readonly observations: Observations } | { readonly failure: Failure } {
  if (!outcome.ok) return { failure: outcome.failure };
  for (const { name, form } of reads) {
    const value: Observation | undefined = Object.hasOwn(outcome.values, name) ? outcome.values[name] : undefined;
    if (hasForm(value, form)) continue;
    const accepted = acceptedBy(form);
    return {
      failure: {
        // What a claim may declare is a simulation without a finite answer. An observable that is missing, of another form
        // or 0 where its logarithm is taken is a mistake of the claim's.
        code: isNotFinite(value) ? "non-finite" : "invalid-claim",
        message: `the simulation gave ${describeObservation(value)} for ${name}${place}, where there should be ${accepted}`,
        field: name,
        accepted,
      },
    };
  }
  return { observations: outcome.values };
}

function hasForm(value: Observation | undefined, form: ReadObservable["form"]): boolean {
  if (form === "trajectory") return value instanceof Float64Array && value.length > 0 && value.every(isNumber);
  return typeof value === "number" && isNumber(value) && (form === "number" || value > 0);
}

/** Whether a number, or one of a trajectory, is NaN, infinite, or so large that the simulation has diverged. */
function isNotFinite(value: unknown): boolean {
  if (typeof value === "number") return !isNumber(value);
  return value instanceof Float64Array && !value.every(isNumber);
}

// False for NaN as well.
function isNumber(value: number): boolean {
  return Math.abs(value) <= largest;
}

function acceptedBy(form: ReadObservable["form"]): string {
  if (form === "trajectory") return `numbers of at most ${largest} in absolute value`;
  return form === "number"
    ? `a number of at most ${largest} in absolute value`
    : `a number above 0, at most ${largest}`;
}

function describeObservation(value: Observation | undefined): string {
  if (value === undefined) return "no value";
  // Experiments need not have been type-checked: what they show may be anything.
  if (!(value instanceof Float64Array)) return describe(value);
  const wrong = value.find((number) => !isNumber(number));
  return wrong === undefined ? `a trajectory of ${value.length} numbers` : `a trajectory with ${wrong}`;
}
