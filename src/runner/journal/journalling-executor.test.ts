import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Claim } from "../../claims/claim.ts";
import { AsymptopiaError, type ErrorCode } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import type { Outcome } from "../../verification/judge.ts";
import { productFormula, syntheticClaim } from "../../verification/testing/synthetic-claim.ts";
import type { Executor } from "../executor.ts";
import type { Job, JobResult } from "../job.ts";
import { localExecutor } from "../testing/local-executor.ts";
import { verifyCatalogue } from "../verify-catalogue.ts";
import { openJournal } from "./journal.ts";
import { createJournallingExecutor, type JournallingExecutor } from "./journalling-executor.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "journalling-"));
  path = join(folder, "run.journal");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const points: readonly Parameters[] = [{ a: 0 }, { a: 1 }, { a: 2 }];
const job: Job = {
  seed: "s",
  experiment: { id: "e", version: 1, module: "e.js" },
  modules: [],
  points,
  size: 10,
  from: 0,
  to: 10,
};

type Rule = (a: number, replicate: number) => Outcome;

/** The number of a replicate tells its point and its index. */
const plain: Rule = (a, replicate) => ({ ok: true, values: { x: 100 * a + replicate } });

/** Answers by the rule, and remembers what it was asked. */
function answering(rule: Rule = plain, asked: Job[] = []): Executor {
  return {
    concurrency: 3,
    async execute(one) {
      asked.push(one);
      return one.points.map(({ a }) =>
        Array.from({ length: one.to - one.from }, (_, i) => rule(a as number, one.from + i)),
      );
    },
    close: async () => {},
  };
}

const noTrouble = (thrown: unknown): never => {
  throw thrown;
};

/** Executes jobs on the journal as it is by now, as a run of its own would. */
async function run(
  jobs: readonly Job[],
  inner: Executor = answering(),
): Promise<{ results: readonly JobResult[]; executor: JournallingExecutor }> {
  const executor = createJournallingExecutor(inner, openJournal(path, "continue"), noTrouble);
  try {
    return { results: await Promise.all(jobs.map((one) => executor.execute(one))), executor };
  } finally {
    await executor.close();
  }
}

function shape({ points: of, from, to }: Job): string {
  return `${of.map(({ a }) => a).join()}:${from}-${to}`;
}

describe("an executor with a journal", () => {
  it("hands on, the first time, what the other answers", async () => {
    const asked: Job[] = [];
    const { results, executor } = await run([job], answering(plain, asked));
    expect(results[0]).toEqual(await answering().execute(job));
    expect(asked).toEqual([job]);
    expect(executor.concurrency).toBe(3);
    expect(executor.use()).toEqual({ reused: 0, simulated: 30, compared: 0 });
  });

  it("simulates the second time one replicate of each point, to compare", async () => {
    const { results } = await run([job]);
    const asked: Job[] = [];
    const halves = [
      { ...job, to: 5 },
      { ...job, from: 5 },
    ];
    const again = await run(halves, answering(plain, asked));
    expect(asked.map(shape)).toEqual(["0,1,2:0-1"]);
    expect(again.results[0].map((part, i) => [...part, ...again.results[1][i]])).toEqual(results[0]);
    expect(again.executor.use()).toEqual({ reused: 30, simulated: 0, compared: 3 });
  });

  it("simulates what is missing and no more: other points, replicates before, between and after", async () => {
    await run([
      { ...job, points: points.slice(0, 2), from: 2, to: 4 },
      { ...job, points: [points[0]], from: 6, to: 7 },
    ]);
    const asked: Job[] = [];
    const { results, executor } = await run([job], answering(plain, asked));
    expect(results[0]).toEqual(await answering().execute(job));
    expect(asked.map(shape).sort()).toEqual(["0,1,2:0-2", "0,1,2:4-6", "0,1,2:7-10", "0,1:2-3", "1,2:6-7", "2:2-4"]);
    expect(executor.use()).toEqual({ reused: 5, simulated: 25, compared: 2 });
    const complete: Job[] = [];
    await run([job], answering(plain, complete));
    expect(complete.reduce((sum, { points: of, from, to }) => sum + of.length * (to - from), 0)).toBe(3);
  });

  it("gives what the other would give, whatever the journal holds", async () => {
    const jobs = fc.array(
      fc
        .record({
          of: fc.subarray([...points], { minLength: 1 }),
          from: fc.nat(6),
          length: fc.integer({ min: 1, max: 6 }),
        })
        .map(({ of, from, length }): Job => ({ ...job, points: of, from, to: from + length })),
      { maxLength: 5 },
    );
    const rule: Rule = (a, replicate) =>
      (a + replicate) % 4 === 0
        ? { ok: false, failure: { code: "non-finite", message: `diverged, ${replicate}` } }
        : { ok: true, values: { x: a + replicate / 7, path: Float64Array.of(a, Number.NaN, -0) } };
    await fc.assert(
      fc.asyncProperty(jobs, jobs, async (first, second) => {
        rmSync(path, { force: true });
        await run(first, answering(rule));
        const { results } = await run(second, answering(rule));
        expect(results).toEqual(await Promise.all(second.map((one) => answering(rule).execute(one))));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["seed", { seed: "t" }],
    ["version", { experiment: { ...job.experiment, version: 2 } }],
    ["experiment", { experiment: { ...job.experiment, id: "f" } }],
    ["module", { experiment: { ...job.experiment, module: "f.js" } }],
    ["size", { size: 20 }],
    ["point", { points: points.map(({ a }) => ({ a, b: 0 })) }],
  ])("takes nothing from another %s", async (_, changes) => {
    await run([job]);
    const asked: Job[] = [];
    const other = { ...job, ...changes };
    const { executor } = await run([other], answering(plain, asked));
    expect(asked).toEqual([other]);
    expect(executor.use().reused).toBe(0);
  });

  it("knows a point whatever the order of its parameters, and no matter which claim files were loaded", async () => {
    await run([{ ...job, points: [{ a: 1, b: [2] }] }]);
    const { executor } = await run([{ ...job, modules: ["file:///other.js"], points: [{ b: [2], a: 1 }] }]);
    expect(executor.use()).toEqual({ reused: 10, simulated: 0, compared: 1 });
  });

  it.each([
    ["non-finite", true],
    ["not-converged", true],
    ["invalid-input", true],
    ["invalid-claim", true],
    ["timed-out", false],
    ["worker-failure", false],
    ["unreadable-file", false],
    ["missing-dependency", false],
    ["unknown-name", false],
  ] as const)("keeps a failure that is the simulation's own, and tries others again: %s", async (code, kept) => {
    const failing: Rule = (a, replicate) => (a === 1 && replicate % 3 === 1 ? failure(code) : plain(a, replicate));
    await run([job], answering(failing));
    const asked: Job[] = [];
    const { results, executor } = await run([job], answering(kept ? failing : plain, asked));
    expect(results[0]).toEqual(await answering(kept ? failing : plain).execute(job));
    expect(executor.use()).toEqual({ reused: kept ? 30 : 27, simulated: kept ? 0 : 3, compared: 3 });
    expect(asked.map(shape).sort()).toEqual(kept ? ["0,1,2:0-1"] : ["0,1,2:0-1", "1:1-2", "1:4-5", "1:7-8"]);
  });

  function failure(code: ErrorCode): Outcome {
    return { ok: false, failure: { code, message: "it went wrong", field: "x", value: 1, accepted: "none" } };
  }

  it("ends a run whose experiment has changed without its version, before it uses anything of that point", async () => {
    await run([job]);
    const changed: Rule = (a, r) => (a === 2 ? { ok: true, values: { x: 100 * a + r + 1e-13 } } : plain(a, r));
    await expect(run([{ ...job, from: 3 }], answering(changed))).rejects.toMatchObject({
      code: "unreadable-file",
      field: "journal",
      value: { a: 2 },
      message:
        "experiment e, version 1, gives other numbers than the journal has at size 10, replicate 3: it has changed since, and its version has not",
    });
    // A machine that cannot run the replicate now says nothing about the journal.
    const slow = await run(
      [job],
      answering(() => failure("timed-out")),
    );
    expect(slow.results[0]).toEqual(await answering().execute(job));
  });

  it("does not count what ended threads answer for replicates that they have not run", async () => {
    const rule: Rule = (a, replicate) => (replicate < 4 ? plain(a, replicate) : failure("worker-failure"));
    expect((await run([job], answering(rule))).executor.use().simulated).toBe(12);
  });

  it("goes on without a journal that cannot be written, and says so once", async () => {
    const told: unknown[] = [];
    const full = new AsymptopiaError("unreadable-file", "no space left on device");
    const executor = createJournallingExecutor(
      answering(),
      {
        replaced: null,
        batches: 0,
        find: () => [],
        append: () => {
          throw full;
        },
        close: () => {},
      },
      (thrown) => told.push(thrown),
    );
    expect(await executor.execute(job)).toEqual(await answering().execute(job));
    await executor.execute(job);
    expect(told).toEqual([full]);
  });

  it("ends the threads and the journal when it is closed", async () => {
    const closed: string[] = [];
    const executor = createJournallingExecutor(
      { ...answering(), close: async () => void closed.push("threads") },
      openJournal(path, "begin"),
      noTrouble,
    );
    await executor.close();
    await executor.close();
    expect(closed).toHaveLength(2);
    // What a run that was stopped leaves in work ends nowhere.
    await executor.execute(job);
    expect(readFileSync(path, "utf8").split("\n")).toHaveLength(2);
  });
});

describe("verifyCatalogue with a journal", () => {
  const control = { id: "c", why: "off", expected: "refuted" as const, grid: [{ shift: 1 }] };
  const grid = [
    { a: 2, b: 3, noise: 1 },
    { a: 4, noise: 2 },
    { a: 3, fault: "throw" },
  ];

  function claimOf(margin: number, expression = "a * b", points: typeof grid | { a: number }[] = grid) {
    const { test } = syntheticClaim();
    return syntheticClaim({
      grid: points as never,
      controls: [control],
      test: { ...test, formula: productFormula(expression), margin: { relative: margin } } as never,
    }) as unknown as Claim;
  }

  async function verify(
    claim: Claim,
    asked: Job[],
    alpha = 0.001,
    inner = localExecutor((one) => void asked.push(one)),
    budget = "test",
  ) {
    const executor = createJournallingExecutor(inner, openJournal(path, "continue"), noTrouble);
    try {
      const { result } = await verifyCatalogue({
        claims: [{ claim, module: "file:///one.js" }],
        seed: "7",
        alpha,
        budget: { name: budget, workPerPoint: 3 * 400 },
        executor,
        command: "asymptopia verify",
      });
      return { text: JSON.stringify(result), use: executor.use() };
    } finally {
      await executor.close();
    }
  }

  it("ends in the same bytes wherever a run was killed, for any number of jobs at a time", async () => {
    const whole = await verify(claimOf(0.05), []);
    const bytes = readFileSync(path);
    expect(whole.use.simulated).toBeGreaterThan(500);
    for (const share of [0.1, 0.5, 0.77, 1]) {
      for (const concurrency of [1, 3]) {
        writeFileSync(path, bytes.subarray(0, Math.floor(share * bytes.length)));
        const resumed = await verify(
          claimOf(0.05),
          [],
          0.001,
          localExecutor(() => {}, concurrency),
        );
        expect(resumed.text).toBe(whole.text);
        expect(resumed.use.reused + resumed.use.simulated).toBe(whole.use.simulated);
        // A tenth of the file may end in its first batch.
        if (share > 0.1) expect(resumed.use.reused).toBeGreaterThan(0);
        if (share === 1) expect(resumed.use.simulated).toBe(0);
      }
    }
  });

  it("simulates nothing anew where margin, α and formula alone have changed, and results are as without a journal", async () => {
    // The widest margin asks for the fewest replicates, so the first run asks for the most.
    await verify(claimOf(0.02), []);
    const journal = readFileSync(path, "utf8");
    for (const [claim, alpha] of [
      [claimOf(0.2), 0.001],
      [claimOf(0.02), 0.01],
      [claimOf(0.02, "b * a"), 0.001],
    ] as const) {
      const { text, use } = await verify(claim, [], alpha);
      expect(use.simulated).toBe(0);
      expect(use.reused).toBeGreaterThan(0);
      rmSync(path);
      expect(text).toBe((await verify(claim, [], alpha)).text);
      writeFileSync(path, journal);
    }
  });

  it("serves a run at another budget with the points that both have, wherever they stand in its grid", async () => {
    // Without the point that throws, which would settle the verdict and leave the others alone.
    const [first, second] = grid;
    const claim = syntheticClaim({
      grid: [first, second],
      atBudget: { quick: { grid: [second] } },
      controls: [control],
    }) as unknown as Claim;
    const run = (budget: string) =>
      verify(
        claim,
        [],
        0.001,
        localExecutor(() => {}),
        budget,
      );
    const quick = await run("quick");
    expect(quick.use.reused).toBe(0);
    const afterQuick = await run("default");
    expect(afterQuick.use.reused).toBe(quick.use.simulated);
    expect(afterQuick.use.simulated).toBeGreaterThan(0);
    // The journal now holds both, and is enough for either.
    expect((await run("quick")).use).toMatchObject({ reused: quick.use.simulated, simulated: 0 });
    rmSync(path);
    const alone = await run("default");
    expect(alone.text).toBe(afterQuick.text);
    expect(alone.use.reused).toBe(0);
  });

  it("simulates the points that are new", async () => {
    await verify(claimOf(0.05), []);
    const asked: Job[] = [];
    const { use } = await verify(claimOf(0.05, "a * b", [...grid, { a: 7 }]), asked);
    const more = asked.filter(({ to, from }) => to - from > 1);
    expect(use.reused).toBeGreaterThan(0);
    expect(more.length).toBeGreaterThan(0);
    for (const { points: of } of more) expect(of.map(({ a }) => a)).toContain(7);
  });
});
