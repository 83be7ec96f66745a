import { describe, expect, it } from "vitest";
import { createLimitedExecutor } from "./executor.ts";
import type { Job, JobAnswer } from "./job.ts";
import { type ThreadPool, timedOut } from "./thread-pool.ts";

const job: Job = {
  seed: "s",
  experiment: { id: "e", version: 1, module: "file:///e.js" },
  modules: [],
  points: [{ a: 0 }, { a: 1 }],
  size: 10,
  from: 3,
  to: 8,
};

/** Threads that answer with the replicate's index plus the point's a, unless one of the replicates `hangs`. */
function pool(hangs: (a: number, replicate: number) => boolean, run: Job[] = []): ThreadPool {
  return {
    async run(asked) {
      run.push(asked);
      const replicates = Array.from({ length: asked.to - asked.from }, (_, i) => asked.from + i);
      if (asked.points.some(({ a }) => replicates.some((r) => hangs(a as number, r)))) return timedOut;
      const values = asked.points.map(({ a }) =>
        replicates.map((r) => ({ ok: true, values: { x: r + (a as number) / 10 } }) as const),
      );
      return { result: values } satisfies JobAnswer;
    },
    close: async () => {},
  };
}

function describeOutcomes(result: Awaited<ReturnType<ReturnType<typeof createLimitedExecutor>["execute"]>>) {
  return result.map((outcomes) => outcomes.map((o) => (o.ok ? o.values.x : `${o.failure.code} ${o.failure.message}`)));
}

describe("an executor with a time limit", () => {
  it("hands on what the threads answer", async () => {
    const run: Job[] = [];
    const result = await createLimitedExecutor(
      pool(() => false, run),
      2,
      5,
    ).execute(job);
    expect(describeOutcomes(result)).toEqual([
      [3, 4, 5, 6, 7],
      [3.1, 4.1, 5.1, 6.1, 7.1],
    ]);
    expect(run).toEqual([job]);
  });

  it("fails the one replicate of the one point that runs past it, and keeps all before and all of the other point", async () => {
    const result = await createLimitedExecutor(
      pool((a, r) => a === 1 && r === 5),
      2,
      5,
    ).execute(job);
    const [spared, guilty] = describeOutcomes(result);
    expect(spared).toEqual([3, 4, 5, 6, 7]);
    expect(guilty.slice(0, 2)).toEqual([3.1, 4.1]);
    expect(guilty).toHaveLength(5);
    for (const failure of guilty.slice(2)) {
      expect(failure).toBe(
        "timed-out a replicate ran past the time limit of 5 s, which depends on the machine, at size 10, replicate 5",
      );
    }
  });

  it("spends the limit no more than once on each point after the job and the replicate", async () => {
    const run: Job[] = [];
    await createLimitedExecutor(
      pool(() => true, run),
      2,
      5,
    ).execute(job);
    expect(run.map(({ from, to, points }) => [from, to, points.length])).toEqual([
      [3, 8, 2],
      [3, 4, 2],
      [3, 4, 1],
      [3, 4, 1],
    ]);
  });

  it("runs a job that is only too long as a whole in parts, and nothing of it fails", async () => {
    const whole = pool(() => false);
    const impatient: ThreadPool = {
      ...whole,
      run: (asked, entry) => (asked.to - asked.from > 1 ? Promise.resolve(timedOut) : whole.run(asked, entry)),
    };
    const result = await createLimitedExecutor(impatient, 2, 5).execute(job);
    expect(result).toEqual(await createLimitedExecutor(whole, 2, 5).execute(job));
  });

  it("turns a failure of the job, and the end of a thread, into one of each replicate", async () => {
    const failure = { code: "unreadable-file", message: "it does not load" } as const;
    const failing: ThreadPool = { run: async () => ({ failure }) satisfies JobAnswer, close: async () => {} };
    const ended: ThreadPool = { run: () => Promise.reject(new Error("out of memory")), close: async () => {} };
    for (const [threads, code] of [
      [failing, "unreadable-file"],
      [ended, "worker-failure"],
    ] as const) {
      const result = await createLimitedExecutor(threads, 2, 5).execute(job);
      expect(result.map((outcomes) => outcomes.length)).toEqual([5, 5]);
      for (const outcome of result.flat()) expect(outcome).toMatchObject({ ok: false, failure: { code } });
    }
  });
});
