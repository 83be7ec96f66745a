import { describe, expect, it } from "vitest";
import type { Claim } from "../claims/claim.ts";
import { packageName, packageVersion } from "../foundation/package.ts";
import { parseBudget } from "../verification/budget.ts";
import type { LimitClaimResult } from "../verification/limit/limit-result.ts";
import { productFormula, syntheticClaim, syntheticExperiment } from "../verification/testing/synthetic-claim.ts";
import type { Job } from "./job.ts";
import { localExecutor } from "./testing/local-executor.ts";
import { type VerifyOptions, verifyCatalogue } from "./verify-catalogue.ts";

type Changes = Parameters<typeof syntheticClaim>[0];

function entry(id: string, changes: Changes = {}) {
  return { claim: syntheticClaim({ id, ...changes }) as unknown as Claim, module: `file:///${id}.js` };
}

function options(changes: Partial<VerifyOptions> = {}): VerifyOptions {
  return {
    claims: [entry("one")],
    seed: "7",
    alpha: 0.001,
    budget: { name: "test", workPerPoint: 3 * 200 },
    executor: localExecutor(),
    command: "asymptopia verify",
    ...changes,
  };
}

/** So noisy that no budget of these tests decides it. */
const endless = { grid: [{ a: 2, b: 3, noise: 1e4 }] };

describe("verifyCatalogue", () => {
  it("gives every claim its result, in the order in which they came", async () => {
    const { result, stopped } = await verifyCatalogue(
      options({ claims: [entry("b"), entry("a", { grid: [{ a: 2, b: 3, shift: 2 }] }), entry("c", endless)] }),
    );
    expect(stopped).toBe("no");
    expect(result.claims.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["b", "supported"],
      ["a", "refuted"],
      ["c", "undecided"],
    ]);
    expect(result).toMatchObject({
      schema: "asymptopia-results/2",
      package: { name: packageName, version: packageVersion },
      seed: "7",
      budget: "test",
      alpha: 0.001,
      points: 3,
      command: "asymptopia verify",
    });
  });

  it("divides α among the points of all claims and controls", async () => {
    const control = { id: "c", why: "off", expected: "refuted" as const, grid: [{ shift: 1 }, { shift: 2 }] };
    const { result } = await verifyCatalogue(
      options({
        alpha: 0.05,
        claims: [entry("one", { controls: [control] }), entry("two", { grid: [{ a: 1 }, { a: 2 }] })],
      }),
    );
    expect(result.points).toBe(5);
    // The same claim alone, at a fifth of α, is the same to the last bit.
    const alone = await verifyCatalogue(options({ alpha: 0.05 / 5, claims: [entry("one")] }));
    expect(alone.result.claims[0].points).toEqual(result.claims[0].points);
    const undivided = await verifyCatalogue(options({ alpha: 0.05, claims: [entry("one")] }));
    expect(undivided.result.claims[0].points).not.toEqual(result.claims[0].points);
  });

  it("gives the same results for any number of workers and whatever comes first", async () => {
    const claims = [
      entry("one", { grid: [{ a: 2 }, { a: 3, fault: "throw" }] }),
      entry("two", { grid: [{ a: 4 }, { fault: "nan" }] }),
    ];
    const plain = await verifyCatalogue(options({ claims, executor: localExecutor(() => {}, 1) }));
    let turn = 0;
    const shuffling = (): Promise<void> => {
      turn += 1;
      return new Promise((resolve) => setTimeout(resolve, (turn * 7) % 11));
    };
    const shuffled = await verifyCatalogue(options({ claims, executor: localExecutor(shuffling, 5) }));
    expect(shuffled).toEqual(plain);
    expect(plain.result.claims[0].points[1].failure?.message).toMatch(
      /^diverged at size 10.*, at size 10, replicate 0$/,
    );
    const reversed = await verifyCatalogue(options({ claims: [...claims].reverse() }));
    expect([...reversed.result.claims].reverse()).toEqual(plain.result.claims);
  });

  it("goes no further at the other points of a statement that one point has refuted, whatever the order of arrival", async () => {
    const budget = { name: "test", workPerPoint: 3 * 2000 };
    const control = { id: "noise", why: "noise", expected: "refuted" as const, grid: endless.grid };
    const grid = [{ a: 2, b: 3, shift: 2 }, ...endless.grid];
    const settled = entry("settled", { grid, controls: [control] });
    const others = [
      entry("other", { grid: [{ a: 4 }, { a: 5 }] }),
      entry("slow", { grid: [{ a: 2, b: 3, noise: 1 }] }),
    ];
    const alone = await verifyCatalogue(options({ claims: [settled], budget, executor: localExecutor(() => {}, 1) }));
    const [{ verdict, points, controls }] = alone.result.claims as readonly LimitClaimResult[];
    expect(verdict).toBe("refuted");
    expect(points.map((point) => point.verdict)).toEqual(["refuted", "undecided"]);
    // The control is another statement, and spends all of its budget on the same noise.
    expect(points[1].replicates).toBe(points[0].replicates);
    expect(controls[0].points[0].replicates).toBeGreaterThan(4 * points[1].replicates);
    // Each point has α/3 alone and 2α/6 in company; the mutants have the whole run's α, which is not the same then.
    let turn = 0;
    const shuffling = (): Promise<void> => {
      turn += 1;
      return new Promise((resolve) => setTimeout(resolve, (turn * 7) % 11));
    };
    for (const concurrency of [1, 3]) {
      const executor = localExecutor(shuffling, concurrency);
      const together = await verifyCatalogue(
        options({ claims: [...others, settled], budget, executor, alpha: 2 * 0.001 }),
      );
      expect(together.result.points).toBe(2 * alone.result.points);
      expect(together.result.claims[2]).toEqual({ ...alone.result.claims[0], mutants: expect.anything() });
    }
  });

  it("takes of each claim the points and sizes that it has at the budget, and no others", async () => {
    const control = { id: "c", why: "off", expected: "refuted" as const, test: { observable: "y" } };
    const claims = [
      entry("one", {
        grid: [{ a: 2 }, { a: 3 }, { a: 4 }],
        atBudget: { quick: { grid: [{ a: 5, fault: "throw" }] }, thorough: { sizes: [12, 24] } },
        controls: [control],
      }),
      entry("two"),
    ];
    const at = async (name: string) => {
      const { result } = await verifyCatalogue(options({ claims, budget: { name, workPerPoint: 600 } }));
      const [{ points: own, controls, pointsOf }, two] = result.claims as readonly LimitClaimResult[];
      expect(two.pointsOf).toBeUndefined();
      const places = [...own, ...controls[0].points].map(({ parameters, sizes }) => [
        parameters.a,
        ...sizes.map(({ size }) => size),
      ]);
      return { points: result.points, pointsOf, places, keys: own.flatMap(({ failure }) => failure?.key ?? []) };
    };
    const usual = [2, 3, 4].map((a) => [a, 10, 20, 40]);
    const other = { points: 7, pointsOf: undefined, places: [...usual, ...usual], keys: [] };
    expect(await at("test")).toEqual(other);
    expect(await at("default")).toEqual(other);
    expect(await at("quick")).toEqual({
      points: 3,
      pointsOf: "quick",
      places: [
        [5, 10, 20, 40],
        [5, 10, 20, 40],
      ],
      keys: ["one@quick:1:10:0"],
    });
    const thorough = [2, 3, 4].map((a) => [a, 12, 24]);
    expect(await at("thorough")).toEqual({
      points: 7,
      pointsOf: "thorough",
      places: [...thorough, ...thorough],
      keys: [],
    });
  });

  it("draws its figure and tries its mutants on the points and sizes of the budget", async () => {
    const figure = { x: "a", label: "a", scale: "linear", series: [], yLabel: "x" } as const;
    const grid = [
      { a: 5, b: 2 },
      { a: 7, b: 2 },
    ];
    const atBudget = { quick: { grid, sizes: [16, 32] } };
    // Other claims and controls than these would change α, and with it the number of replicates.
    const verify = async (claim: ReturnType<typeof entry>) => {
      const budget = { name: "quick", workPerPoint: 600 };
      const { result } = await verifyCatalogue(options({ claims: [claim], budget }));
      return result.claims[0] as LimitClaimResult;
    };
    const { pointsOf, ...own } = await verify(entry("one", { grid: [{ a: 2 }], figure, atBudget }));
    expect(pointsOf).toBe("quick");
    expect(own).toEqual(await verify(entry("one", { grid, sizes: [16, 32], figure })));
    const [{ series }] = own.figure?.panels ?? [];
    expect(series.flatMap(({ points }) => points.map(({ x }) => x))).toEqual([5, 7]);
    expect(own.mutants.killed).toBeGreaterThan(0);
  });

  it("names the replicate that failed by its key, of a control too", async () => {
    const control = { id: "c", why: "off", expected: "refuted" as const, grid: [{ a: 3 }, { fault: "nan" }] };
    const { result } = await verifyCatalogue(
      options({ claims: [entry("one", { grid: [{ a: 2 }, { a: 3, fault: "throw" }], controls: [control] })] }),
    );
    const [{ points, controls }] = result.claims;
    expect(points[1].failure?.key).toBe("one:2:10:0");
    expect(controls[0].points[1].failure?.key).toBe("one~c:2:10:0");
    // Said once, by whichever found it out.
    expect(points[1].failure?.message.match(/replicate 0/g)).toHaveLength(1);
    expect(controls[0].points[1].failure?.message.match(/at size 10, replicate 0/g)).toHaveLength(1);
  });

  it("draws data once for points that share them", async () => {
    const jobs: Job[] = [];
    const executor = localExecutor((job) => {
      jobs.push(job);
    });
    await verifyCatalogue(options({ executor, claims: [entry("one"), entry("two", { grid: [{ a: 5 }] })] }));
    expect(jobs.every(({ points }) => points.length === 2)).toBe(true);
    for (const { modules } of jobs) expect(modules).toEqual(["file:///one.js", "file:///two.js"]);
  });

  it("refuses an α outside (0, 1) and an empty catalogue", async () => {
    for (const alpha of [0, 1, -0.1, 2, Number.NaN]) {
      await expect(verifyCatalogue(options({ alpha }))).rejects.toMatchObject({
        code: "invalid-input",
        field: "alpha",
      });
    }
    await expect(verifyCatalogue(options({ claims: [] }))).rejects.toMatchObject({
      code: "invalid-input",
      field: "claims",
    });
  });

  it("refuses a formula that is none before anything is simulated", async () => {
    const jobs: Job[] = [];
    const executor = localExecutor((job) => {
      jobs.push(job);
    });
    const test = { ...syntheticClaim().test, formula: productFormula("a *") };
    const run = verifyCatalogue(options({ executor, claims: [entry("one"), entry("two", { test })] }));
    await expect(run).rejects.toMatchObject({ code: "invalid-claim", field: "two: test.formula.expression" });
    expect(jobs).toEqual([]);
  });
});

describe("onDecided", () => {
  it("is told once about every claim that is decided, those without theory first", async () => {
    const told: [string, string][] = [];
    const withoutTheory = { test: { ...syntheticClaim().test, formula: productFormula("sqrt(-a) * b") } };
    const { result } = await verifyCatalogue(
      options({
        claims: [
          entry("long", endless),
          entry("short"),
          entry("without-theory", withoutTheory),
          entry("fails", { grid: [{ fault: "nan" }] }),
        ],
        onDecided: (id, verdict) => told.push([id, verdict]),
      }),
    );
    expect(told[0]).toEqual(["without-theory", "failed"]);
    expect(told.at(-1)).toEqual(["long", "undecided"]);
    const byId = (list: readonly (readonly [string, string])[]) => [...list].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(byId(told)).toEqual(byId(result.claims.map(({ id, verdict }) => [id, verdict] as const)));
  });

  it("waits for all points of a claim and its controls", async () => {
    const told: string[] = [];
    const control = { id: "c", why: "noise", expected: "refuted" as const, grid: [{ noise: 1e4 }] };
    await verifyCatalogue(
      options({
        claims: [entry("has-slow-control", { controls: [control] }), entry("quick")],
        onDecided: (id) => told.push(id),
      }),
    );
    expect(told).toEqual(["quick", "has-slow-control"]);
  });

  it("is not told about claims that a stop left open", async () => {
    const told: string[] = [];
    const controller = new AbortController();
    const { result, stopped } = await verifyCatalogue(
      options({
        claims: [entry("done"), entry("open", { ...endless, experiment: { ...syntheticExperiment, version: 2 } })],
        budget: { name: "endless", workPerPoint: 1e12 },
        signal: controller.signal,
        onDecided: (id) => {
          told.push(id);
          controller.abort();
        },
      }),
    );
    expect(stopped).toBe("interrupted");
    expect(told).toEqual(["done"]);
    expect(result.claims.map(({ verdict }) => verdict)).toEqual(["supported", "incomplete"]);
  });
});

describe("a run that is stopped", () => {
  it("before it began simulates nothing", async () => {
    const jobs: Job[] = [];
    const executor = localExecutor((job) => {
      jobs.push(job);
    });
    const { result, stopped } = await verifyCatalogue(options({ executor, signal: AbortSignal.abort() }));
    expect(stopped).toBe("interrupted");
    expect(result.claims[0]).toMatchObject({ verdict: "incomplete", work: 0 });
    expect(jobs).toEqual([]);
  });

  it("by its seconds is out of time, and what is open is undecided", async () => {
    const budget = parseBudget("0.2s");
    const executor = localExecutor(() => new Promise((resolve) => setTimeout(resolve, 1)));
    const { result, stopped } = await verifyCatalogue(options({ budget, executor, claims: [entry("open", endless)] }));
    expect(stopped).toBe("out of time");
    expect(result.budget).toBe("0.2s");
    expect(result.claims[0].verdict).toBe("undecided");
  });

  it("by a deadline that theory has used up simulates nothing, and its executor is closed", async () => {
    const jobs: Job[] = [];
    let closed = 0;
    const local = localExecutor((job) => {
      jobs.push(job);
    });
    const executor = {
      ...local,
      close: async () => {
        closed += 1;
      },
    };
    const budget = parseBudget("10s");
    const { result, stopped } = await verifyCatalogue(options({ budget, executor, deadline: performance.now() - 1 }));
    expect({ stopped, closed, jobs }).toEqual({ stopped: "out of time", closed: 1, jobs: [] });
    expect(result.claims[0].verdict).toBe("undecided");
  });

  it("within its seconds was not stopped, and its timer does not keep the process", async () => {
    const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const { stopped } = await verifyCatalogue(options({ budget: parseBudget("1000s") }));
    expect(stopped).toBe("no");
    expect(process.getActiveResourcesInfo().filter((name) => name === "Timeout").length).toBeLessThanOrEqual(before);
  });
});

it("reports progress up to the end", async () => {
  const seen: { decided: number; total: number }[] = [];
  await verifyCatalogue(options({ claims: [entry("one"), entry("two")], onProgress: (now) => seen.push(now) }));
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.every(({ total }) => total === 2)).toBe(true);
});
