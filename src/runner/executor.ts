import { Tinypool } from "tinypool";
import { type Failure, toFailure } from "../foundation/errors.ts";
import type { Job, JobAnswer, JobResult } from "./job.ts";

/** Something that runs jobs, many at a time, in any order. */
export interface Executor {
  /** How many jobs run at the same time. */
  readonly concurrency: number;
  /** Never rejects: a job that could not be run at all has failed in each of its replicates. */
  execute(job: Job): Promise<JobResult>;
  /** Ends the threads, and with them whatever still runs. */
  close(): Promise<void>;
}

/** An executor on `workers` threads of this machine. It needs the compiled package. */
export function createWorkerPool(workers: number): Executor {
  const pool = new Tinypool({
    filename: new URL("./worker.js", import.meta.url).href,
    runtime: "worker_threads",
    minThreads: workers,
    maxThreads: workers,
  });
  return {
    concurrency: workers,
    async execute(job) {
      try {
        const answer = (await pool.run(job)) as JobAnswer;
        return "result" in answer ? answer.result : failedThroughout(job, answer.failure);
      } catch (thrown) {
        return failedThroughout(job, toFailure(thrown, "worker-failure"));
      }
    },
    close: () => pool.destroy(),
  };
}

function failedThroughout(job: Job, failure: Failure): JobResult {
  return job.points.map(() => Array.from({ length: job.to - job.from }, () => ({ ok: false, failure }) as const));
}
