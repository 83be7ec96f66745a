import { canonicalJson, type Parameters } from "../foundation/json.ts";
import type { Assignment } from "../verification/assignment.ts";
import { type PendingRequest, pendingRequests } from "./answer.ts";
import { type Cell, groupIntoCells } from "./cell.ts";
import { workPerReplicate } from "./forecast.ts";
import type { Job, JobResult } from "./job.ts";
import { cutIntoSegments, type Segment } from "./segments.ts";

/** Nominal work of a job, in 10⁶ floating-point operations: long enough to hide the messages, short enough to watch. */
const jobWork = 400;

/** With so many segments for each thread, all threads have enough to do without any of them being divided. */
const segmentsPerThread = 4;

/** A job with what is to be done about it. */
export interface Task {
  readonly job: Job;
  /** Nominal work. */
  readonly work: number;
  /** Hands the job's result to the judges that wait for it; to be called once. */
  answer(result: JobResult): void;
}

export interface Round {
  /** In the order in which they are to begin. */
  readonly tasks: readonly Task[];
}

/**
 * - `longest first`: a long job at the end would leave the other threads without work until the next round.
 * - `cheapest cell first`: as many judges as possible have their answers if the round is not brought to its end.
 */
export type TaskOrder = "longest first" | "cheapest cell first";

export interface RoundOptions {
  readonly seed: string;
  /** How many jobs run at the same time. */
  readonly concurrency: number;
  /** `longest first` if absent. */
  readonly order?: TaskOrder;
}

/**
 * The jobs that answer everything the judges of these assignments ask for at this moment. Points of one cell share
 * their draws wherever their requests overlap.
 */
export function planRound(assignments: readonly Assignment[], options: RoundOptions): Round {
  const segmentsByCell = groupIntoCells(assignments).map((cell) =>
    [...requestsBySize(cell)].flatMap(([size, pending]) =>
      cutIntoSegments(pending).map((segment) => ({ cell, size, segment })),
    ),
  );
  const segments = segmentsByCell.reduce((sum, { length }) => sum + length, 0);
  const parts = segments < segmentsPerThread * options.concurrency ? options.concurrency : 1;
  const byCell = segmentsByCell.map((own) =>
    own.flatMap(({ cell, size, segment }) => segmentTasks(cell, size, segment, options.seed, parts)),
  );
  const longestFirst = (tasks: readonly Task[]): readonly Task[] => [...tasks].sort((a, b) => b.work - a.work);
  if (options.order !== "cheapest cell first") return { tasks: longestFirst(byCell.flat()) };
  return { tasks: byCell.sort((a, b) => totalWork(a) - totalWork(b)).flatMap(longestFirst) };
}

function totalWork(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { work }) => sum + work, 0);
}

function requestsBySize({ assignments }: Cell): ReadonlyMap<number, readonly PendingRequest[]> {
  const bySize = new Map<number, PendingRequest[]>();
  for (const pending of assignments.flatMap(pendingRequests)) {
    const others = bySize.get(pending.size);
    if (others === undefined) bySize.set(pending.size, [pending]);
    else others.push(pending);
  }
  return bySize;
}

function segmentTasks(
  { experiment }: Cell,
  size: number,
  { from, to, within }: Segment<PendingRequest>,
  seed: string,
  parts: number,
): readonly Task[] {
  const assignments = within.map(({ assignment }) => assignment);
  const points = distinctPoints(assignments);
  const perReplicate = workPerReplicate(assignments, size);
  const longest = Math.max(1, Math.min(Math.ceil((to - from) / parts), Math.floor(jobWork / perReplicate)));
  const { id, version, module } = experiment;
  const modules = [...new Set(assignments.flatMap((assignment) => assignment.modules))];
  return Array.from({ length: Math.ceil((to - from) / longest) }, (_, i): Task => {
    const start = from + i * longest;
    const end = Math.min(start + longest, to);
    return {
      job: { seed, experiment: { id, version, module }, modules, points: points.list, size, from: start, to: end },
      work: perReplicate * (end - start),
      answer(result) {
        for (const pending of within) pending.fill(start, result[points.indexOf(pending.assignment.point)]);
      },
    };
  });
}

function distinctPoints(assignments: readonly Assignment[]): {
  list: readonly Parameters[];
  indexOf: (point: Parameters) => number;
} {
  const indices = new Map<string, number>();
  const list: Parameters[] = [];
  for (const { point } of assignments) {
    const key = canonicalJson(point);
    if (!indices.has(key)) indices.set(key, list.push(point) - 1);
  }
  return { list, indexOf: (point) => indices.get(canonicalJson(point)) as number };
}
