import { Tinypool } from "tinypool";
import type { RowTask } from "./measure-row.ts";
import type { Tally } from "./tally.ts";

/** Threads that measure rows. */
export interface RowThreads {
  measure(task: RowTask): Promise<Tally>;
  /** Ends the threads, and with them whatever still runs. */
  close(): Promise<void>;
}

/** `threads` threads of this process. They need the compiled package. */
export function createRowThreads(threads: number): RowThreads {
  const pool = new Tinypool({
    filename: new URL("./measure-row.js", import.meta.url).href,
    runtime: "worker_threads",
    minThreads: threads,
    maxThreads: threads,
  });
  return { measure: (task) => pool.run(task) as Promise<Tally>, close: () => pool.destroy() };
}
