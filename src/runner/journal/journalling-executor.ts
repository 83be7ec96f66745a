import { setImmediate } from "node:timers/promises";
import { AsymptopiaError, type ErrorCode } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import type { Outcome } from "../../verification/judge.ts";
import type { Executor } from "../executor.ts";
import type { Job, JobResult } from "../job.ts";
import { cutIntoSegments, type Range } from "../segments.ts";
import { type BatchSource, batchKey, type PointOutcomes, pointDigest, sourceOf } from "./batch.ts";
import type { HeldRange, Journal } from "./journal.ts";
import { sameOutcome } from "./same-outcome.ts";

/** Replicates of single points: one draw of the data for three points counts three times. */
export interface JournalUse {
  /** Taken from the journal. */
  readonly reused: number;
  /** Simulated for the judges. */
  readonly simulated: number;
  /** Simulated though the journal has them, to see that it says the same. */
  readonly compared: number;
}

export interface JournallingExecutor extends Executor {
  use(): JournalUse;
}

/**
 * `inner`, which is asked for those replicates alone that the journal did not hold when it was opened. What it answers
 * is written to the journal, except failures that may be otherwise next time. The journal is closed with it.
 *
 * A journal knows an experiment by its id and version, which tells nothing of an edit that forgot the version. So the
 * first replicate that is taken of a point at a size is simulated again as well, and compared to the last bit.
 *
 * Unlike other executors it may reject, with an AsymptopiaError `unreadable-file`, field `journal`: where the comparison
 * fails, since results that mix both would be none, and where the journal can be read no more.
 *
 * `onTrouble` is told if the journal cannot be written; the run then goes on without one.
 */
export function createJournallingExecutor(
  inner: Executor,
  journal: Journal,
  onTrouble: (thrown: unknown) => void,
): JournallingExecutor {
  const inTurn = createTurns();
  const use = { reused: 0, simulated: 0, compared: 0 };
  const comparisons = new Map<string, Promise<void>>();
  let writing = true;

  function write(job: Job, result: JobResult): void {
    const points = job.points.flatMap((point, i) => lastingRuns(pointDigest(point), job.from, result[i]));
    if (!writing || points.length === 0) return;
    try {
      journal.append({ source: sourceOf(job), points });
    } catch (thrown) {
      writing = false;
      onTrouble(thrown);
    }
  }

  async function simulate(job: Job): Promise<JobResult> {
    const result = await inner.execute(job);
    use.simulated += result.flat().filter(hasRun).length;
    write(job, result);
    return result;
  }

  /** Simulates replicate `from` of the points again, and compares. */
  async function compare(job: Job, held: readonly HeldRange[]): Promise<void> {
    const result = await inner.execute({ ...job, to: job.from + 1 });
    use.compared += job.points.length;
    await inTurn(() => {
      held.forEach((range, i) => {
        const [simulated] = result[i];
        if (!isLasting(simulated)) return;
        if (!sameOutcome(range.read()[job.from - range.from], simulated)) throw otherNumbers(job, job.points[i]);
      });
    });
  }

  /** Once for every point, before anything of it is used. */
  async function compareOnce(job: Job, source: BatchSource, held: readonly (readonly HeldRange[])[]): Promise<void> {
    const firsts = new Map<number, { points: Parameters[]; ranges: HeldRange[]; keys: string[] }>();
    const waiting: Promise<void>[] = [];
    job.points.forEach((point, i) => {
      if (held[i].length === 0) return;
      const key = batchKey(source, pointDigest(point));
      const known = comparisons.get(key);
      if (known !== undefined) {
        waiting.push(known);
        return;
      }
      const [range] = held[i];
      const replicate = Math.max(job.from, range.from);
      const group = firsts.get(replicate) ?? { points: [], ranges: [], keys: [] };
      group.points.push(point);
      group.ranges.push(range);
      group.keys.push(key);
      firsts.set(replicate, group);
    });
    for (const [from, { points, ranges, keys }] of firsts) {
      const comparison = compare({ ...job, points, from }, ranges);
      for (const key of keys) comparisons.set(key, comparison);
      waiting.push(comparison);
    }
    await Promise.all(waiting);
  }

  async function execute(job: Job): Promise<JobResult> {
    const source = sourceOf(job);
    const held = job.points.map((point) =>
      journal.find(source, pointDigest(point)).filter(({ from, to }) => from < job.to && job.from < to),
    );
    if (held.every((ranges) => ranges.length === 0)) return simulate(job);
    await compareOnce(job, source, held);
    const outcomes = job.points.map(() => new Array<Outcome>(job.to - job.from));
    const missing = held.flatMap((ranges, i) => gaps(job, ranges).map((gap) => ({ ...gap, i })));
    const simulating = cutIntoSegments(missing).map(async ({ from, to, within }) => {
      const result = await simulate({ ...job, points: within.map(({ i }) => job.points[i]), from, to });
      within.forEach(({ i }, at) => {
        put(outcomes[i], job, from, result[at]);
      });
    });
    const reading = inTurn(() => {
      held.forEach((ranges, i) => {
        for (const range of ranges) put(outcomes[i], job, range.from, range.read());
      });
    });
    await Promise.all([reading, ...simulating]);
    const all = job.points.length * (job.to - job.from);
    use.reused += all - missing.reduce((sum, { from, to }) => sum + (to - from), 0);
    return outcomes;
  }

  return {
    concurrency: inner.concurrency,
    execute,
    async close() {
      await inner.close();
      journal.close();
    },
    use: () => ({ ...use }),
  };
}

/**
 * One record at a time, and everything else in between: a journal may hold more than memory, and answers that are read
 * all at once would be there all at once.
 */
function createTurns(): (read: () => void) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (read) => {
    const turn = last.then(() => setImmediate()).then(read);
    last = turn.catch(() => undefined);
    return turn;
  };
}

function put(outcomes: Outcome[], job: Range, from: number, part: readonly Outcome[]): void {
  part.forEach((outcome, offset) => {
    const replicate = from + offset;
    if (job.from <= replicate && replicate < job.to) outcomes[replicate - job.from] = outcome;
  });
}

/** What the ranges leave free of `whole`, in ascending order. */
function gaps(whole: Range, ranges: readonly Range[]): readonly Range[] {
  const free: Range[] = [];
  let from = whole.from;
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    if (range.from > from) free.push({ from, to: range.from });
    from = Math.max(from, range.to);
  }
  if (from < whole.to) free.push({ from, to: whole.to });
  return free;
}

/** Threads that are ended answer for all that waited for them. */
function hasRun(outcome: Outcome): boolean {
  return outcome.ok || outcome.failure.code !== "worker-failure";
}

/** What the simulation itself ends in. Other failures are of the machine, or of files that did not load. */
const lasting: readonly ErrorCode[] = ["invalid-input", "not-converged", "non-finite", "invalid-claim"];

function isLasting(outcome: Outcome): boolean {
  return outcome.ok || lasting.includes(outcome.failure.code);
}

/** The outcomes to be kept, in runs of neighbours. */
function lastingRuns(point: string, from: number, outcomes: readonly Outcome[]): readonly PointOutcomes[] {
  const runs: { point: string; from: number; outcomes: Outcome[] }[] = [];
  outcomes.forEach((outcome, offset) => {
    if (!isLasting(outcome)) return;
    const run = runs.at(-1);
    if (run !== undefined && run.from + run.outcomes.length === from + offset) run.outcomes.push(outcome);
    else runs.push({ point, from: from + offset, outcomes: [outcome] });
  });
  return runs;
}

function otherNumbers(job: Job, point: Parameters): AsymptopiaError {
  const { id, version } = job.experiment;
  return new AsymptopiaError(
    "unreadable-file",
    `experiment ${id}, version ${version}, gives other numbers than the journal has at size ${job.size}, replicate ${job.from}: it has changed since, and its version has not`,
    {
      field: "journal",
      value: point,
      accepted:
        "a journal of the same simulation; raise the experiment's version, or run without --resume to begin a new journal",
    },
  );
}
