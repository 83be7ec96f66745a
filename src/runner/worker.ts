import { loadModule } from "../claims/load-module.ts";
import { toFailure } from "../foundation/errors.ts";
import type { Outcome } from "../verification/judge.ts";
import { executeJob, type JobWatch, loadExperiment } from "./execute-job.ts";
import type { Job, JobAnswer, JobResult, ReplayAnswer } from "./job.ts";
import { readableObservations } from "./readable-observations.ts";
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
  let observations: ReplayAnswer["observations"];
  const keep = (thrown: unknown): void => {
    stack = thrown instanceof Error ? thrown.stack : undefined;
  };
  const answer = (outcome: Outcome): ReplayAnswer => ({
    outcome,
    ...(observations === undefined ? {} : { observations }),
    ...(stack === undefined ? {} : { stack }),
  });
  try {
    const [[outcome]] = await execute(job, {
      onStart: () => started.postMessage(null),
      onReturn(returned) {
        observations = readableObservations(returned);
      },
      onThrow: keep,
    });
    return answer(outcome);
  } catch (thrown) {
    keep(thrown);
    return answer({ ok: false, failure: toFailure(thrown) });
  }
}

function execute(job: Job, watch: JobWatch): Promise<JobResult> {
  return executeJob(job, (name) => loadExperiment(name, loadModule), loadModule, watch);
}
