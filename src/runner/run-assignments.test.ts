import { describe, expect, it } from "vitest";
import type { Parameters } from "../foundation/json.ts";
import type { Experiment } from "../simulation/experiment.ts";
import type { Assignment } from "../verification/assignment.ts";
import type { Judge, Outcome, ReplicateRequest } from "../verification/judge.ts";
import { groupIntoCells } from "./cell.ts";
import { executeJob } from "./execute-job.ts";
import type { Executor } from "./executor.ts";
import type { Job } from "./job.ts";
import { type Progress, type RunOptions, runAssignments } from "./run-assignments.ts";

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

/** Asks for `rounds` rounds of `step` replicates at two sizes, twice as many of the smaller, and remembers everything. */
class Recorder implements Judge<readonly Outcome[]> {
  readonly seen = new Map<number, Outcome[]>([
    [10, []],
    [20, []],
  ]);
  /** How often it has had all that it asked for. */
  rounds = 0;
  readonly #step: number;
  readonly #most: number;

  constructor(step: number, rounds: number) {
    this.#step = step;
    this.#most = rounds;
  }

  requests(): readonly ReplicateRequest[] {
    if (this.rounds === this.#most) return [];
    return [...this.seen].flatMap(([size, { length }]) => {
      const to = this.expectedReplicates(size);
      return length < to ? [{ size, from: length, to }] : [];
    });
  }

  accept(request: ReplicateRequest, outcomes: readonly Outcome[]): void {
    expect(outcomes).toHaveLength(request.to - request.from);
    // A list with holes has the length but not the members.
    expect(outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(outcomes.length);
    this.seen.get(request.size)?.push(...outcomes);
    if ([...this.seen].every(([size, { length }]) => length === this.expectedReplicates(size))) this.rounds += 1;
  }

  result(): readonly Outcome[] {
    return [...this.seen.values()].flat();
  }

  expectedReplicates(size: number): number {
    return (size === 10 ? 2 : 1) * this.#step * (this.rounds + 1);
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

function run(assignments: readonly Assignment[], options: Partial<RunOptions> = {}): Promise<void> {
  return runAssignments(() => assignments, assignments, {
    seed: "s",
    executor: localExecutor(1, false),
    ...options,
  });
}

async function record(executor: Executor, seed: string, others: readonly P[] = []): Promise<readonly Outcome[]> {
  const judge = new Recorder(37, 3);
  const company = others.map((point, i) => assign(point, new Recorder(10 + 20 * i, 2)));
  await run([...company, assign({ group: "a", shift: 1 }, judge)], { seed, executor });
  return judge.result();
}

function numbers(judge: Recorder, size: number): number[] {
  return (judge.seen.get(size) ?? []).map((outcome) => (outcome.ok ? (outcome.values.x as number) : Number.NaN));
}

describe("runAssignments", () => {
  it("gives a judge the same outcomes for any concurrency, order of arrival and company", async () => {
    const plain = await record(localExecutor(1, false), "s");
    expect(plain).toHaveLength(3 * 3 * 37);
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
    await run(assignments, { executor: localExecutor(1, false, jobs) });
    expect(jobs.every(({ points }) => points.length === 2)).toBe(true);
    for (const size of [10, 20]) expect(numbers(two, size)).toEqual(numbers(one, size).map((x) => x + 1));
  });

  it("shares what two requests have in common and draws the rest for the one that needs it", async () => {
    const jobs: Job[] = [];
    const [few, many] = [new Recorder(3, 2), new Recorder(8, 1)];
    await run([assign({ group: "a", shift: 0 }, few), assign({ group: "a", shift: 1 }, many)], {
      executor: localExecutor(1, false, jobs),
    });
    // In the order of their work: at size 10 replicates 0–5 for both and 6–15 for one, in jobs of at most 400 units.
    const drawn = jobs.filter(({ size }) => size === 10).map(({ from, to, points }) => [from, to, points.length]);
    expect(drawn).toEqual([
      [6, 14, 1],
      [0, 6, 2],
      [14, 16, 1],
      // The second round of the one that asks for less at a time.
      [6, 12, 1],
    ]);
    expect(numbers(many, 10).slice(0, 12)).toEqual(numbers(few, 10).map((x) => x + 1));
  });

  it("asks what is open between rounds alone, when every judge has had what it asked for", async () => {
    const [short, long] = [new Recorder(2, 2), new Recorder(50, 10)];
    const assignments = [assign({ group: "a", shift: 0 }, short), assign({ group: "b", shift: 0 }, long)];
    const rounds: [number, number][] = [];
    const open = (): readonly Assignment[] => {
      rounds.push([short.rounds, long.rounds]);
      // The end of the one settles what the other is for.
      return short.rounds === 2 ? [] : assignments;
    };
    await runAssignments(open, assignments, { seed: "s", executor: localExecutor(3, true) });
    expect(rounds).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  it("begins a round with its longest jobs", async () => {
    const jobs: Job[] = [];
    const assignments = [1, 7, 3].map((step, i) => assign({ group: String(i), shift: 0 }, new Recorder(step, 1)));
    await run(assignments, { executor: localExecutor(1, false, jobs) });
    const lengths = jobs.map(({ from, to }) => to - from);
    expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
    expect(new Set(lengths).size).toBeGreaterThan(2);
  });

  it("begins a round that may not come to its end with the cell that needs least", async () => {
    const jobs: Job[] = [];
    const assignments = [9, 2, 5].map((step, i) => assign({ group: String(i), shift: 0 }, new Recorder(step, 1)));
    await run(assignments, { executor: localExecutor(1, false, jobs), order: "cheapest cell first" });
    const groups = jobs.map(({ points }) => points[0].group);
    expect(groups).toEqual([...groups].sort((a, b) => "120".indexOf(String(a)) - "120".indexOf(String(b))));
    expect(new Set(groups).size).toBe(3);
  });

  it("fails the point that throws and spares its cell", async () => {
    const [good, bad] = [new Recorder(5, 1), new Recorder(5, 1)];
    await run([assign({ group: "a", shift: 0 }, good), assign({ group: "a", shift: -1 }, bad)]);
    expect(good.result().every(({ ok }) => ok)).toBe(true);
    expect(bad.result()).toHaveLength(15);
    for (const outcome of bad.result()) {
      expect(outcome).toMatchObject({ ok: false, failure: { code: "invalid-claim" } });
      expect(!outcome.ok && outcome.failure.message).toMatch(/^negative shift.*, at size \d+, replicate \d$/);
    }
  });

  it("stops at the signal and gives judges nothing after it", async () => {
    const controller = new AbortController();
    const judge = new Recorder(8, 1000);
    const executor = localExecutor(1, false);
    let jobs = 0;
    await run([assign({ group: "a", shift: 0 }, judge)], {
      signal: controller.signal,
      executor: {
        ...executor,
        execute(job) {
          jobs += 1;
          if (jobs === 8) controller.abort();
          return executor.execute(job);
        },
      },
    });
    const given = judge.result().length;
    expect(given).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(judge.result()).toHaveLength(given);
  });

  it("reports progress that ends with everything decided and all of the work done", async () => {
    const seen: Progress[] = [];
    await run(
      [assign({ group: "a", shift: 0 }, new Recorder(5, 2)), assign({ group: "a", shift: 1 }, new Recorder(3, 1))],
      {
        onProgress: (progress) => seen.push(progress),
      },
    );
    expect(seen[0]).toMatchObject({ decided: 0, total: 2, doneWork: 0 });
    expect(seen[0].expectedWork).toBeGreaterThan(0);
    expect(seen.every(({ doneWork, expectedWork }) => doneWork <= expectedWork)).toBe(true);
    const last = seen[seen.length - 1];
    expect(last).toMatchObject({ decided: 2, total: 2, expectedWork: last.doneWork });
  });
});
