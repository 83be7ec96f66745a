import { Bench } from "tinybench";
import type { Alternative } from "./benchmark.ts";

/** Times one alternative, when it is its turn. */
export interface Timer {
  readonly name: string;
  /** The median time of a call, in seconds, of as many calls as take `atLeast` seconds and of one at least. */
  sample(atLeast: number): Promise<number>;
}

/** Times calls in this thread by tinybench. */
export function createTimer({ name, run }: Alternative): Timer {
  return {
    name,
    async sample(atLeast) {
      // A bench for each turn: the tasks of one bench run one after the other to their ends, never in turns.
      const bench = new Bench({ iterations: 1, time: 1000 * atLeast, warmup: false, throws: true });
      // Calls return their results, so that engines cannot leave them out.
      bench.add(name, () => run(), { async: isAsync(run) });
      const [{ result }] = await bench.run();
      if (!("latency" in result)) throw new Error(`the benchmark of ${name} gave no time`);
      return result.latency.p50 / 1000;
    },
  };
}

// Otherwise tinybench calls once more to find out, which large tasks make felt.
function isAsync(run: () => unknown): boolean {
  return run.constructor.name === "AsyncFunction";
}
