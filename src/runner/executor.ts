import { type Failure, toFailure } from "../foundation/errors.ts";
import type { Outcome } from "../verification/judge.ts";
import { placed } from "./failure-place.ts";
import type { Job, JobAnswer, JobResult } from "./job.ts";
import { createThreadPool, type ThreadPool, timedOut } from "./thread-pool.ts";
import { timeLimitFailure } from "./time-limit.ts";

/** Something that runs jobs, many at a time, in any order. */
export interface Executor {
  /** How many jobs run at the same time. */
  readonly concurrency: number;
  /**
   * Rejects only with what ends the whole run, such as a journal of other numbers: a job that could not be run at all has
   * failed in each of its replicates.
   */
  execute(job: Job): Promise<JobResult>;
  /** Ends the threads, and with them whatever still runs. May be called more than once. */
  close(): Promise<void>;
}

/**
 * An executor on `workers` threads of this machine, with a limit in seconds for each replicate. It needs the compiled
 * package.
 */
export function createWorkerPool(workers: number, timeLimit: number): Executor {
  return createLimitedExecutor(createThreadPool(workers, timeLimit), workers, timeLimit);
}

/**
 * An executor whose jobs end at the pool's time limit. Such a job is run again in parts, replicate by replicate and then
 * point by point, each with the whole limit, so that nothing fails but the replicate of the one point that runs past it.
 * What follows of that point in the job is not run and has the same failure: the point has failed already, and each
 * further replicate might take as long.
 */
export function createLimitedExecutor(pool: ThreadPool, concurrency: number, timeLimit: number): Executor {
  const attempt = async (job: Job): Promise<JobResult | typeof timedOut> => {
    try {
      const answer = (await pool.run(job, "work")) as JobAnswer | typeof timedOut;
      if (answer === timedOut) return timedOut;
      return "result" in answer ? answer.result : failedThroughout(job, answer.failure);
    } catch (thrown) {
      return failedThroughout(job, toFailure(thrown, "worker-failure"));
    }
  };
  const execute = async (job: Job): Promise<JobResult> => {
    const result = await attempt(job);
    if (result !== timedOut) return result;
    if (job.to - job.from > 1) return replicateByReplicate(job);
    if (job.points.length > 1) {
      const alone = job.points.map(async (point) => (await execute({ ...job, points: [point] }))[0]);
      return Promise.all(alone);
    }
    return [[{ ok: false, failure: placed(timeLimitFailure(timeLimit), job, job.from) }]];
  };
  const replicateByReplicate = async (job: Job): Promise<JobResult> => {
    const outcomes: Outcome[][] = job.points.map(() => []);
    let running = job.points.map((_, index) => index);
    for (let replicate = job.from; replicate < job.to && running.length > 0; replicate += 1) {
      const points = running.map((index) => job.points[index]);
      const result = await execute({ ...job, points, from: replicate, to: replicate + 1 });
      running.forEach((index, i) => {
        outcomes[index].push(...result[i]);
      });
      running = running.filter((index) => !ranTooLong(outcomes[index]));
    }
    return outcomes.map((list) => {
      const missing = job.to - job.from - list.length;
      return [...list, ...Array.from({ length: missing }, () => list[list.length - 1])];
    });
  };
  return { concurrency, execute, close: pool.close };
}

function ranTooLong(outcomes: readonly Outcome[]): boolean {
  const last = outcomes.at(-1);
  return last?.ok === false && last.failure.code === "timed-out";
}

function failedThroughout(job: Job, failure: Failure): JobResult {
  return job.points.map(() => Array.from({ length: job.to - job.from }, () => ({ ok: false, failure }) as const));
}
