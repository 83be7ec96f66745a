import { syntheticExperiment } from "../../verification/testing/synthetic-claim.ts";
import { executeJob } from "../execute-job.ts";
import type { Executor } from "../executor.ts";
import type { Job } from "../job.ts";

/** Runs jobs of the synthetic experiment in this thread; `before` is told of each, and may take its time. */
export function localExecutor(before: (job: Job) => void | Promise<void> = () => {}, concurrency = 2): Executor {
  return {
    concurrency,
    async execute(job) {
      await before(job);
      return executeJob(
        job,
        async () => syntheticExperiment,
        async () => ({}),
      );
    },
    close: async () => {},
  };
}
