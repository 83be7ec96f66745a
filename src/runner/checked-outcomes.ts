import { AsymptopiaError, describe, type Failure } from "../foundation/errors.ts";
import type { Experiment, Observation, Problem } from "../simulation/experiment.ts";
import type { Outcome } from "../verification/judge.ts";

/**
 * What `run` returned, as outcomes. Experiments come from claim files that no compiler need have seen, so the answer is
 * checked whole: one object of observations for each problem, numbers or Float64Arrays, within the ranges that the
 * experiment declares. NaN passes: the judge that needs the number refuses it.
 *
 * @throws AsymptopiaError `invalid-claim`, field `experiment.run`, if it is no such list.
 */
export function checkedOutcomes(
  experiment: Experiment,
  problems: readonly Problem[],
  returned: unknown,
): readonly Outcome[] {
  const accepted = `one object of observations for each of ${problems.length} problems, in a list`;
  if (!Array.isArray(returned) || returned.length !== problems.length || !returned.every(isObservations)) {
    throw new AsymptopiaError(
      "invalid-claim",
      `run of experiment ${experiment.id} must return ${accepted}, not ${describe(returned)}`,
      { field: "experiment.run", value: returned, accepted },
    );
  }
  return returned.map((values: Readonly<Record<string, Observation>>): Outcome => {
    const failure = outOfRange(experiment, values);
    return failure === null ? { ok: true, values } : { ok: false, failure };
  });
}

function isObservations(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((member) => typeof member === "number" || member instanceof Float64Array)
  );
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
