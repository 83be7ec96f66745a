import { loadModule } from "../claims/load-module.ts";
import { toFailure } from "../foundation/errors.ts";
import { executeJob, type JobWatch, loadExperiment } from "./execute-job.ts";
import type { Job, JobAnswer, JobResult, ReplayAnswer } from "./job.ts";
import type { ThreadTask } from "./thread-pool.ts";

// In a worker, process.exit ends the thread without an answer and its pool would wait for ever.
process.exit = (code) => {
  throw new Error(`an experiment called process.exit(${code ?? ""})`);
};

/** An entry point of a worker thread: one job in, its outcomes or the reason for none out. */
export async function work({ job, started }: ThreadTask): Promise<JobAnswer> {
  try {
    return { result: await execute(job, { onStart: () => started.postMessage(null) }) };
  } catch (thrown) {
    return { failure: toFailure(thrown) };
  }
}

/** An entry point for a job of one replicate of one point, which is to be looked at. */
export async function replay({ job, started }: ThreadTask): Promise<ReplayAnswer> {
  let stack: string | undefined;
  const keep = (thrown: unknown): void => {
    stack = thrown instanceof Error ? thrown.stack : undefined;
  };
  try {
    const [[outcome]] = await execute(job, { onStart: () => started.postMessage(null), onThrow: keep });
    return { outcome, ...(stack === undefined ? {} : { stack }) };
  } catch (thrown) {
    keep(thrown);
    return { outcome: { ok: false, failure: toFailure(thrown) }, ...(stack === undefined ? {} : { stack }) };
  }
}

function execute(job: Job, watch: JobWatch): Promise<JobResult> {
  return executeJob(job, (name) => loadExperiment(name, loadModule), loadModule, watch);
}
