import { MessageChannel, type MessagePort } from "node:worker_threads";
import { Tinypool } from "tinypool";
import type { Job } from "./job.ts";

/** A job as it crosses to a thread, which posts to `started` when it has loaded the code and begins to simulate. */
export interface ThreadTask {
  readonly job: Job;
  readonly started: MessagePort;
}

/** The answer of a job that was ended at its time limit. */
export const timedOut = Symbol("timed out");

/** Threads that run jobs, one each at a time. */
export interface ThreadPool {
  /**
   * What the function `entry` of the threads' module answers; `timedOut` if it simulates for longer than the limit. Then
   * its thread is ended, and another takes its place. Rejects if the thread ends in another way.
   */
  run(job: Job, entry: string): Promise<unknown>;
  /** Ends the threads, and with them whatever still runs. May be called more than once. */
  close(): Promise<void>;
}

/**
 * `threads` threads of this process, with a limit in seconds for every job that counts from the beginning of its
 * simulation: neither waiting for a thread nor loading code is part of it. It needs the compiled package.
 */
export function createThreadPool(threads: number, timeLimit: number): ThreadPool {
  const pool = new Tinypool({
    filename: new URL("./worker.js", import.meta.url).href,
    runtime: "worker_threads",
    minThreads: threads,
    maxThreads: threads,
  });
  return {
    async run(job, entry) {
      const limit = new AbortController();
      const { port1, port2 } = new MessageChannel();
      let timer: NodeJS.Timeout | undefined;
      let ended = false;
      port1.once("message", () => {
        // An answer that has come while this thread was busy is read before what is set immediately.
        const expire = (): void => void setImmediate(() => ended || limit.abort());
        timer = setTimeout(expire, 1000 * timeLimit);
      });
      try {
        const task: ThreadTask = { job, started: port2 };
        return await pool.run(task, { name: entry, signal: limit.signal, transferList: [port2] });
      } catch (thrown) {
        if (limit.signal.aborted) return timedOut;
        throw thrown;
      } finally {
        ended = true;
        clearTimeout(timer);
        port1.close();
      }
    },
    close: () => pool.destroy(),
  };
}
