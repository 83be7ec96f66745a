import { asJson } from "../foundation/as-json.ts";
import { AsymptopiaError, describe, type Failure } from "../foundation/errors.ts";
import type { Experiment, Observation, Problem } from "../simulation/experiment.ts";
import type { Outcome } from "../verification/judge.ts";

/**
 * What `run` returned, as outcomes. Experiments come from claim files that no compiler need have seen, so the answer is
 * checked whole: one object for each problem, or the run as a whole is none; in it numbers or Float64Arrays, within the
 * ranges that the experiment declares, or that problem has failed. NaN passes: the judge that needs the number refuses it.
 *
 * @throws AsymptopiaError `invalid-claim`, field `experiment.run`, if it is no such list, or a promise of one.
 */
export function checkedOutcomes(
  experiment: Experiment,
  problems: readonly Problem[],
  returned: unknown,
): readonly Outcome[] {
  const accepted = `one object of observations for each of ${problems.length} problems, in a list`;
  if (isPromise(returned)) {
    // What it comes to is asked by no one, and must not end the thread.
    returned.then(undefined, () => undefined);
    throw new AsymptopiaError(
      "invalid-claim",
      `run of experiment ${experiment.id} must not be async: it returns a promise`,
      {
        field: "experiment.run",
        value: "a promise",
        accepted,
      },
    );
  }
  if (!Array.isArray(returned) || returned.length !== problems.length || !returned.every(isObject)) {
    throw new AsymptopiaError(
      "invalid-claim",
      `run of experiment ${experiment.id} must return ${accepted}, not ${describe(returned)}`,
      { field: "experiment.run", value: returned, accepted },
    );
  }
  return returned.map((values: Readonly<Record<string, Observation>>): Outcome => {
    const failure = noObservation(values) ?? outOfRange(experiment, values);
    return failure === null ? { ok: true, values: alone(values) } : { ok: false, failure };
  });
}

/** The same with arrays that have a buffer to themselves: between threads a part of one takes the whole along. */
function alone(values: Readonly<Record<string, Observation>>): Readonly<Record<string, Observation>> {
  const isPart = (value: Observation): value is Float64Array =>
    typeof value !== "number" && value.byteLength < value.buffer.byteLength;
  if (!Object.values(values).some(isPart)) return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isPart(value) ? value.slice() : value]),
  );
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The first member that no observation is like. */
function noObservation(values: Readonly<Record<string, unknown>>): Failure | null {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "number" || value instanceof Float64Array) continue;
    const accepted = "a number or a Float64Array";
    return {
      code: "invalid-claim",
      message: `${name} must be ${accepted}, not ${describe(value)}`,
      field: name,
      ...(value === undefined ? {} : { value: asJson(value) }),
      accepted,
    };
  }
  return null;
}

function outOfRange(experiment: Experiment, values: Readonly<Record<string, Observation>>): Failure | null {
  for (const [name, observation] of Object.entries(values)) {
    const range = experiment.observables[name]?.range;
    if (range === undefined) continue;
    const [low, high] = range;
    const numbers = typeof observation === "number" ? [observation] : observation;
    const outside = numbers.find((value) => value < low || value > high);
    if (outside === undefined) continue;
    const accepted = `a number in [${low}, ${high}], the range that experiment ${experiment.id} declares`;
    return {
      code: "invalid-claim",
      message: `${name} is ${outside}, not ${accepted}`,
      field: name,
      value: outside,
      accepted,
    };
  }
  return null;
}
