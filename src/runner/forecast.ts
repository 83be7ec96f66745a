import { canonicalJson } from "../foundation/json.ts";
import type { Assignment } from "../verification/assignment.ts";
import { groupIntoCells } from "./cell.ts";

/** A further point of a cell reuses most of what the first one computed; only forecasts and the order of jobs depend on this. */
const shareOfFurtherPoint = 0.15;

/** Work of less than this is taken for this, so that a job without cost has an end. */
const leastWork = 1e-3;

/** Nominal work of one replicate of a size for the points of these assignments, which are in one cell. */
export function workPerReplicate(assignments: readonly Assignment[], size: number): number {
  const costs = assignments.map(({ experiment, problems }) => {
    const problem = problems.get(size);
    return problem === undefined ? 0 : experiment.cost(problem);
  });
  const points = new Set(assignments.map(({ point }) => canonicalJson(point))).size;
  return Math.max(leastWork, ...costs) * (1 + shareOfFurtherPoint * (points - 1));
}

/** Nominal work that the judges of these assignments still expect to ask for, as far as they can tell by now. */
export function remainingWork(assignments: readonly Assignment[]): number {
  return groupIntoCells(assignments).reduce((sum, cell) => sum + remainingOfCell(cell.assignments), 0);
}

function remainingOfCell(assignments: readonly Assignment[]): number {
  const bySize = new Map<number, { assignments: Assignment[]; replicates: number }>();
  for (const assignment of assignments) {
    for (const { size, from } of assignment.judge.requests()) {
      const known = bySize.get(size) ?? { assignments: [], replicates: 0 };
      known.assignments.push(assignment);
      known.replicates = Math.max(known.replicates, assignment.judge.expectedReplicates(size) - from);
      bySize.set(size, known);
    }
  }
  return [...bySize].reduce(
    (sum, [size, known]) => sum + known.replicates * workPerReplicate(known.assignments, size),
    0,
  );
}
