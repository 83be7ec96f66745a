import { canonicalJson } from "../foundation/json.ts";
import type { Experiment } from "../simulation/experiment.ts";
import { streamParameters } from "../simulation/stream-parameters.ts";
import type { Assignment } from "../verification/assignment.ts";

/** Assignments that share their random numbers, so that one draw of the data serves them all. */
export interface Cell {
  readonly experiment: Experiment;
  readonly assignments: readonly Assignment[];
}

/** Cells in the order of their first assignment. */
export function groupIntoCells(assignments: readonly Assignment[]): readonly Cell[] {
  const groups = new Map<string, Assignment[]>();
  for (const assignment of assignments) {
    const { experiment, point } = assignment;
    const key = canonicalJson([
      experiment.module,
      experiment.id,
      experiment.version,
      streamParameters(experiment, point),
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [assignment]);
    else group.push(assignment);
  }
  return [...groups.values()].map((group) => ({ experiment: group[0].experiment, assignments: group }));
}
