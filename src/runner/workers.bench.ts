import type { Benchmark } from "../bench/benchmark.ts";
import { literalPoint } from "../bench/samplers.ts";
import { experiment } from "../simulation/one-step/one-step-experiment.ts";
import { createWorkerPool, type Executor } from "./executor.ts";
import type { Job } from "./job.ts";

const [jobs, replicates, size] = [8, 4, 300];
const timeLimit = 600;

/** Replicates of the literal experiment in worker threads that have loaded the code. */
export const benchmark: Benchmark = {
  id: "workers",
  title: `${jobs * replicates} literal replicates of $d=${size}$ in ${jobs} jobs`,
  prepare() {
    const pools = [2, 1].map((workers) => createWorkerPool(workers, timeLimit));
    const [two, one] = pools.map((pool, index) => ({
      name: index === 0 ? "two workers" : "one worker",
      run: async () => runAll(pool),
    }));
    return {
      ours: two,
      others: [one],
      close: async () => {
        for (const pool of pools) await pool.close();
      },
    };
  },
};

async function runAll(pool: Executor): Promise<void> {
  const { id, version, module } = experiment;
  const all = Array.from({ length: jobs }, (_, index): Job => {
    const from = index * replicates;
    const name = { id, version, module };
    return { seed: "1", experiment: name, modules: [], points: [literalPoint(1)], size, from, to: from + replicates };
  });
  const results = await Promise.all(all.map((job) => pool.execute(job)));
  const failed = results.flat(2).find((outcome) => !outcome.ok);
  if (failed !== undefined && !failed.ok) throw new Error(failed.failure.message);
}
