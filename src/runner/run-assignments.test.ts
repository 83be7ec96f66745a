import { describe, expect, it } from "vitest";
import type { Parameters } from "../foundation/json.ts";
import type { Experiment } from "../simulation/experiment.ts";
import type { Assignment } from "../verification/assignment.ts";
import type { Judge, Outcome, ReplicateRequest } from "../verification/judge.ts";
import { groupIntoCells } from "./cell.ts";
import { executeJob } from "./execute-job.ts";
import type { Executor } from "./executor.ts";
import type { Job } from "./job.ts";
import { runAssignments } from "./run-assignments.ts";

type P = Parameters & { readonly group: string; readonly shift: number };

/** One uniform number a replicate, plus the point's shift; negative shifts fail, and take no other point with them. */
const experiment: Experiment<P> = {
  id: "uniform",
  version: 3,
  module: "file:///nowhere.js",
  streamParameters: ["group"],
  parameters: { parse: (input) => input as P },
  observables: { x: { meaning: "a number" } },
  realise: (point, size) => ({ point, size, realised: point, shape: { n: size } }),
  run(problems, stream) {
    const u = stream.uniform();
    return problems.map(({ point }) => {
      if (point.shift < 0) throw new RangeError("negative shift");
      return { x: point.shift + u };
    });
  },
  cost: () => 50,
};

/** Asks for `rounds` rounds of `step` replicates at two sizes and remembers everything. */
class Recorder implements Judge<readonly Outcome[]> {
  readonly seen = new Map<number, Outcome[]>([
    [10, []],
    [20, []],
  ]);
  readonly #step: number;
  #left: number;

  constructor(step: number, rounds: number) {
    this.#step = step;
    this.#left = rounds;
  }

  requests(): readonly ReplicateRequest[] {
    if (this.#left === 0) return [];
    return [...this.seen].map(([size, { length }]) => ({ size, from: length, to: length + this.#step }));
  }

  accept(request: ReplicateRequest, outcomes: readonly Outcome[]): void {
    expect(outcomes).toHaveLength(request.to - request.from);
    this.seen.get(request.size)?.push(...outcomes);
    if ([...this.seen.values()].every((list) => list.length === this.seen.get(10)?.length)) this.#left -= 1;
  }

  result(): readonly Outcome[] {
    return [...this.seen.values()].flat();
  }

  expectedReplicates(): number {
    return this.#step;
  }
}

function assign(point: P, judge: Judge<unknown>): Assignment {
  const problems = new Map([10, 20].map((size) => [size, experiment.realise(point, size)]));
  return { experiment, modules: [], point, problems, judge };
}

/** Runs jobs here, answering the later ones first when `shuffled`. */
function localExecutor(concurrency: number, shuffled: boolean, jobs: Job[] = []): Executor {
  return {
    concurrency,
    async execute(job) {
      jobs.push(job);
      if (shuffled) await new Promise((resolve) => setTimeout(resolve, 20 - (jobs.length % 20)));
      return executeJob(
        job,
        async () => experiment,
        async () => ({}),
      );
    },
    close: async () => {},
  };
}

async function record(executor: Executor, seed: string, others: readonly P[] = []): Promise<readonly Outcome[]> {
  const judge = new Recorder(37, 3);
  const company = others.map((point, i) => assign(point, new Recorder(10 + 20 * i, 2)));
  await runAssignments([...company, assign({ group: "a", shift: 1 }, judge)], { seed, executor });
  return judge.result();
}

describe("runAssignments", () => {
  it("gives a judge the same outcomes for any concurrency, order of arrival and company", async () => {
    const plain = await record(localExecutor(1, false), "s");
    expect(plain).toHaveLength(2 * 3 * 37);
    expect(await record(localExecutor(3, true), "s")).toEqual(plain);
    const company = [
      { group: "a", shift: 2 },
      { group: "b", shift: 1 },
      { group: "a", shift: -1 },
    ];
    expect(await record(localExecutor(2, true), "s", company)).toEqual(plain);
    expect(await record(localExecutor(1, false), "other seed")).not.toEqual(plain);
  });

  it("never gives the same numbers twice: replicates and sizes have streams of their own", async () => {
    const values = (await record(localExecutor(1, false), "s")).map((outcome) => outcome.ok && outcome.values.x);
    expect(new Set(values).size).toBe(values.length);
  });

  it("lets points of a cell share their numbers, in one job", async () => {
    const jobs: Job[] = [];
    const [one, two] = [new Recorder(5, 1), new Recorder(5, 1)];
    const assignments = [assign({ group: "a", shift: 0 }, one), assign({ group: "a", shift: 1 }, two)];
    expect(groupIntoCells(assignments)).toHaveLength(1);
    await runAssignments(assignments, { seed: "s", executor: localExecutor(1, false, jobs) });
    expect(jobs.every(({ points }) => points.length === 2)).toBe(true);
    const xs = (judge: Recorder): number[] =>
      judge.result().map((outcome) => (outcome.ok ? (outcome.values.x as number) : Number.NaN));
    expect(xs(two)).toEqual(xs(one).map((x) => x + 1));
  });

  it("fails the point that throws and spares its cell", async () => {
    const [good, bad] = [new Recorder(5, 1), new Recorder(5, 1)];
    await runAssignments([assign({ group: "a", shift: 0 }, good), assign({ group: "a", shift: -1 }, bad)], {
      seed: "s",
      executor: localExecutor(1, false),
    });
    expect(good.result().every(({ ok }) => ok)).toBe(true);
    expect(bad.result()).toHaveLength(10);
    for (const outcome of bad.result()) {
      expect(outcome).toMatchObject({ ok: false, failure: { code: "non-finite" } });
      expect(!outcome.ok && outcome.failure.message).toMatch(/^negative shift.*, at size \d+, replicate \d$/);
    }
  });

  it("stops at the signal and gives judges nothing after it", async () => {
    const controller = new AbortController();
    const judge = new Recorder(8, 1000);
    const executor = localExecutor(1, false);
    let jobs = 0;
    await runAssignments([assign({ group: "a", shift: 0 }, judge)], {
      seed: "s",
      signal: controller.signal,
      executor: {
        ...executor,
        execute(job) {
          jobs += 1;
          if (jobs === 5) controller.abort();
          return executor.execute(job);
        },
      },
    });
    const given = judge.result().length;
    expect(given).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(judge.result()).toHaveLength(given);
  });

  it("reports progress that ends with everything decided", async () => {
    const seen: { decided: number; total: number; doneWork: number; expectedWork: number }[] = [];
    await runAssignments([assign({ group: "a", shift: 0 }, new Recorder(5, 2))], {
      seed: "s",
      executor: localExecutor(1, false),
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen[0]).toMatchObject({ decided: 0, total: 1, doneWork: 0 });
    expect(seen.every(({ doneWork, expectedWork }) => doneWork <= expectedWork)).toBe(true);
    expect(seen.at(-1)?.doneWork).toBeGreaterThan(0);
  });
});
