import { Tinypool } from "tinypool";
import type { RowTask } from "./measure-row.ts";
import type { Misses } from "./skewed-units.ts";
import type { Tally } from "./tally.ts";

/** Measures rows of the two tables. */
export interface RowMeasures {
  /** The verdicts of a row of `rowsOf`. */
  verdicts(task: RowTask): Promise<Tally>;
  /** The misses of a row of `unitsRowsOf`. */
  misses(task: RowTask): Promise<Misses>;
}

/** Threads that measure rows. */
export interface RowThreads extends RowMeasures {
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
  const filename = new URL("./measure-units.js", import.meta.url).href;
  return {
    verdicts: (task) => pool.run(task) as Promise<Tally>,
    misses: (task) => pool.run(task, { filename }) as Promise<Misses>,
    close: () => pool.destroy(),
  };
}
