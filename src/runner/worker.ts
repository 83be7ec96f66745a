import { loadModule } from "../claims/load-module.ts";
import { toFailure } from "../foundation/errors.ts";
import { executeJob, loadExperiment } from "./execute-job.ts";
import type { Job, JobAnswer } from "./job.ts";

// In a worker, process.exit ends the thread without an answer and its pool would wait for ever.
process.exit = (code) => {
  throw new Error(`an experiment called process.exit(${code ?? ""})`);
};

/** The entry point of a worker thread: one job in, its outcomes or the reason for none out. */
export default async function work(job: Job): Promise<JobAnswer> {
  try {
    return { result: await executeJob(job, (name) => loadExperiment(name, loadModule), loadModule) };
  } catch (thrown) {
    return { failure: toFailure(thrown) };
  }
}
