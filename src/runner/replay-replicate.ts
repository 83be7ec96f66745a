import { toFailure } from "../foundation/errors.ts";
import { placed } from "./failure-place.ts";
import type { Job, ReplayAnswer } from "./job.ts";
import { createThreadPool, timedOut } from "./thread-pool.ts";
import { timeLimitFailure } from "./time-limit.ts";

/**
 * Runs a job of one replicate of one point in a thread of its own, with a limit in seconds. The random numbers, and with
 * them the outcome, are those of the run that the replicate was part of. It needs the compiled package.
 */
export async function replayReplicate(job: Job, timeLimit: number): Promise<ReplayAnswer> {
  const pool = createThreadPool(1, timeLimit);
  try {
    const answer = (await pool.run(job, "replay")) as ReplayAnswer | typeof timedOut;
    if (answer !== timedOut) return answer;
    return { outcome: { ok: false, failure: placed(timeLimitFailure(timeLimit), job, job.from) } };
  } catch (thrown) {
    return { outcome: { ok: false, failure: toFailure(thrown, "worker-failure") } };
  } finally {
    await pool.close();
  }
}
