import type { Benchmark } from "./benchmark.ts";
import { inTurns, type Turns } from "./in-turns.ts";
import { createNumpyTimer, type NumpyProcess } from "./numpy-process.ts";
import { createTimer, type Timer } from "./timer.ts";
import { type Contest, contestOf } from "./timing.ts";

/** Measures all who take part, NumPy's processes among them if they can. */
export async function runBenchmark(
  { id, title, prepare, numpy }: Benchmark,
  processes: readonly NumpyProcess[],
  turns: Turns,
): Promise<Contest> {
  const { ours, others, close } = prepare();
  const timers: Timer[] = [ours, ...others].map(createTimer);
  try {
    if (numpy !== undefined) {
      for (const process of processes) {
        if ((await process.call(numpy, 0)) !== null) timers.push(createNumpyTimer(process, numpy, process.name));
      }
    }
    const names = timers.map(({ name }) => name);
    return contestOf(id, title, names, await inTurns(timers, turns));
  } finally {
    await close?.();
  }
}
