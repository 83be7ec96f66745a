import type { Assignment } from "../verification/assignment.ts";
import type { Executor } from "./executor.ts";
import { remainingWork } from "./forecast.ts";
import { planRound, type Round, type TaskOrder } from "./round.ts";

/** How far a run is; `expectedWork` is a forecast that changes as the judges learn their variances. */
export interface Progress {
  readonly decided: number;
  readonly total: number;
  readonly doneWork: number;
  /** At least `doneWork`; infinite while a judge without a budget sees no end. */
  readonly expectedWork: number;
}

export interface RunOptions {
  readonly seed: string;
  readonly executor: Executor;
  /** Ends the run early; judges keep what they have been given. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** What a round begins with; results do not depend on it. `longest first` if absent. */
  readonly order?: TaskOrder;
}

/**
 * Answers judges' requests in rounds until no judge of `open()` asks for more. `open` names the assignments of `all` that
 * still matter and is asked between rounds alone, when every judge has had all that it asked for. What it says about a
 * claim is then a function of the claim's own replicates, and so are the results: they do not depend on the executor's
 * concurrency, on the order in which jobs finish, or on the company of other claims.
 *
 * A request that is in work when `signal` aborts is not answered, and the executor may still be at work on it.
 */
export async function runAssignments(
  open: () => readonly Assignment[],
  all: readonly Assignment[],
  options: RunOptions,
): Promise<void> {
  const { signal, executor, onProgress, order } = options;
  const stop = signal === undefined ? never : aborted(signal);
  let doneWork = 0;
  for (;;) {
    const asking = open().filter(({ judge }) => judge.requests().length > 0);
    const expectedWork = doneWork + remainingWork(asking);
    const report = (): void =>
      onProgress?.({
        decided: all.length - asking.length,
        total: all.length,
        doneWork,
        expectedWork: Math.max(doneWork, expectedWork),
      });
    report();
    if (asking.length === 0 || signal?.aborted) return;
    const work = runRound(
      planRound(asking, {
        seed: options.seed,
        concurrency: executor.concurrency,
        ...(order === undefined ? {} : { order }),
      }),
      options,
      (done) => {
        doneWork += done;
        report();
      },
    );
    await Promise.race([work, stop]);
    if (signal?.aborted) return;
  }
}

const never = new Promise<void>(() => {});

async function runRound(
  { tasks }: Round,
  { executor, signal }: RunOptions,
  onDone: (work: number) => void,
): Promise<void> {
  await Promise.all(
    tasks.map(async ({ job, work, answer }) => {
      const result = await executor.execute(job);
      // What executors answer after the end of a run is no outcome of the simulation.
      if (signal?.aborted) return;
      answer(result);
      onDone(work);
    }),
  );
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
