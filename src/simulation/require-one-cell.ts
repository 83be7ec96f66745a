import { invalidInput } from "../foundation/errors.ts";
import { canonicalJson } from "../foundation/json.ts";
import type { Experiment, Problem } from "./experiment.ts";
import { streamParameters } from "./stream-parameters.ts";

// Runs that follow one another have the same list.
const checked = new WeakMap<readonly object[], object>();

/**
 * Checks that problems may share one draw of the data: they agree in the experiment's stream parameters and in size.
 *
 * @throws AsymptopiaError `invalid-input`, field `problems[i]`, for the first problem that does not agree with the first.
 */
export function requireOneCell(
  experiment: Pick<Experiment, "streamParameters">,
  problems: readonly Pick<Problem, "point" | "size">[],
): void {
  if (checked.get(problems) === experiment) return;
  const cellOf = ({ point, size }: Pick<Problem, "point" | "size">): string =>
    canonicalJson([streamParameters(experiment, point), size]);
  const cell = problems.length === 0 ? "" : cellOf(problems[0]);
  problems.forEach((problem, i) => {
    if (cellOf(problem) === cell) return;
    const names = [...experiment.streamParameters, "size"].join(", ");
    throw invalidInput(`problems[${i}]`, problem.point, `a problem that agrees with problems[0] in ${names}`);
  });
  checked.set(problems, experiment);
}
