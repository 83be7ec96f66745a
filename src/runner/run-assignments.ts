import { canonicalJson, type Parameters } from "../foundation/json.ts";
import type { Assignment } from "../verification/assignment.ts";
import type { ReplicateRequest } from "../verification/judge.ts";
import { type Cell, groupIntoCells } from "./cell.ts";
import type { Executor } from "./executor.ts";
import type { JobResult } from "./job.ts";

/** How far a run is; `expectedWork` is a forecast that changes as the judges learn their variances. */
export interface Progress {
  readonly decided: number;
  readonly total: number;
  readonly doneWork: number;
  readonly expectedWork: number;
}

export interface RunOptions {
  readonly seed: string;
  readonly executor: Executor;
  /** Ends the run early; judges keep what they have been given. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Nominal work of a job, in 10⁶ floating-point operations: long enough to hide the messages, short enough to watch. */
const jobWork = 400;

/** A further point of a cell reuses most of what the first one computed; only forecasts depend on this share. */
const shareOfFurtherPoint = 0.15;

/**
 * Answers every judge's requests until none asks for more. Cells advance independently; within a cell each round
 * serves the union of what its judges ask for. What a judge is given depends on its own requests alone, so results do
 * not depend on the executor's concurrency, on the order in which jobs finish, or on the company of other claims.
 */
export async function runAssignments(assignments: readonly Assignment[], options: RunOptions): Promise<void> {
  const cells = groupIntoCells(assignments);
  const done = cells.map(() => 0);
  const report = (): void => {
    options.onProgress?.({
      decided: assignments.filter(({ judge }) => judge.requests().length === 0).length,
      total: assignments.length,
      doneWork: done.reduce((sum, work) => sum + work, 0),
      expectedWork: cells.reduce((sum, cell, c) => sum + done[c] + remainingWork(cell), 0),
    });
  };
  report();
  const everything = Promise.all(
    cells.map((cell, c) =>
      runCell(cell, options, (work) => {
        done[c] += work;
        report();
      }),
    ),
  );
  await (options.signal === undefined ? everything : Promise.race([everything, aborted(options.signal)]));
}

async function runCell(cell: Cell, options: RunOptions, onWork: (work: number) => void): Promise<void> {
  for (;;) {
    const rounds = mergeRequests(cell);
    if (rounds.length === 0 || options.signal?.aborted) return;
    await Promise.all(rounds.map((round) => runRound(cell, round, options, onWork)));
  }
}

/** One range of replicates at one size, and the assignments that asked for exactly it. */
interface Round {
  readonly request: ReplicateRequest;
  readonly assignments: readonly Assignment[];
}

function mergeRequests(cell: Cell): readonly Round[] {
  const rounds = new Map<string, { request: ReplicateRequest; assignments: Assignment[] }>();
  for (const assignment of cell.assignments) {
    for (const request of assignment.judge.requests()) {
      const key = `${request.size} ${request.from} ${request.to}`;
      const round = rounds.get(key);
      if (round === undefined) rounds.set(key, { request, assignments: [assignment] });
      else round.assignments.push(assignment);
    }
  }
  return [...rounds.values()];
}

async function runRound(cell: Cell, round: Round, options: RunOptions, onWork: (work: number) => void): Promise<void> {
  const { size, from, to } = round.request;
  const points = distinctPoints(round.assignments);
  const perReplicate = workOf(round.assignments, size, points.list.length);
  const length = Math.max(
    1,
    Math.min(Math.ceil((to - from) / options.executor.concurrency), Math.floor(jobWork / perReplicate)),
  );
  const starts = Array.from({ length: Math.ceil((to - from) / length) }, (_, i) => from + i * length);
  const { id, version, module } = cell.experiment;
  const results = await Promise.all(
    starts.map(async (start): Promise<JobResult> => {
      const end = Math.min(start + length, to);
      const result = await options.executor.execute({
        seed: options.seed,
        experiment: { id, version, module },
        modules: cell.modules,
        points: points.list,
        size,
        from: start,
        to: end,
      });
      if (!options.signal?.aborted) onWork(perReplicate * (end - start));
      return result;
    }),
  );
  // Executors end what is running when a run is aborted; what they answer then is no outcome of the simulation.
  if (options.signal?.aborted) return;
  for (const assignment of round.assignments) {
    const index = points.indexOf(assignment.point);
    assignment.judge.accept(
      round.request,
      results.flatMap((result) => result[index]),
    );
  }
}

function distinctPoints(assignments: readonly Assignment[]): {
  readonly list: readonly Parameters[];
  indexOf(point: Parameters): number;
} {
  const indices = new Map<string, number>();
  const list: Parameters[] = [];
  for (const { point } of assignments) {
    const key = canonicalJson(point);
    if (!indices.has(key)) indices.set(key, list.push(point) - 1);
  }
  return { list, indexOf: (point) => indices.get(canonicalJson(point)) as number };
}

function workOf(assignments: readonly Assignment[], size: number, points: number): number {
  const costs = assignments.map(({ experiment, problems }) => {
    const problem = problems.get(size);
    return problem === undefined ? 0 : experiment.cost(problem);
  });
  return Math.max(1e-3, ...costs) * (1 + shareOfFurtherPoint * (points - 1));
}

/** What the cell's open judges still expect to ask for, beyond the replicates that they have. */
function remainingWork(cell: Cell): number {
  const open = cell.assignments.filter(({ judge }) => judge.requests().length > 0);
  if (open.length === 0) return 0;
  const replicates = Math.max(...open.map(({ judge }) => judge.expectedReplicates() - judge.requests()[0].from));
  const sizes = [...new Set(open.flatMap(({ problems }) => [...problems.keys()]))];
  return sizes.reduce((sum, size) => sum + replicates * workOf(open, size, open.length), 0);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
