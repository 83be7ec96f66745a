import { describe, expect, it } from "vitest";
import type { Claim } from "../../claims/claim.ts";
import { kinds } from "../../claims/redefine-claim.ts";
import type { Kind } from "../../claims/tests.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Experiment } from "../../simulation/experiment.ts";
import type { Assignment } from "../assignment.ts";
import type { ClaimResult } from "../results/claim-result.ts";
import { type KindClaimChanges, kindClaim, kindSizes, simulate } from "../testing/kind-claims.ts";
import type { ClaimPlan } from "./claim-plan.ts";
import { planClaim } from "./plan-claim.ts";
import { readsOf } from "./reads-of.ts";

// A replicate costs 2, a ladder of three or four sizes at most 30: some 1000 replicates a size.
const enough = 4000 * 4;

function plan(claim: Claim, workPerPoint = enough, alpha = 1e-4): Promise<ClaimPlan> {
  const budget = { name: "test", workPerPoint };
  return planClaim(claim, { alpha, runAlpha: 1e-3, budget, module: "file:///claim.js" });
}

async function judge(kind: Kind, changes: KindClaimChanges = {}, workPerPoint = enough): Promise<ClaimResult> {
  const planned = await plan(kindClaim(kind, changes), workPerPoint);
  simulate(planned.assignments);
  const result = planned.result("no");
  expect(planned.verdict()).toBe(result.verdict);
  expectJsonSafe(result);
  return result;
}

/** Everything survives JSON as it is: no NaN, no infinity, no undefined, no typed array. */
function expectJsonSafe(result: ClaimResult): void {
  expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
}

/** The assignments with an experiment that does not show one of its observables. */
function withoutObservable(assignments: readonly Assignment[], missing: string): readonly Assignment[] {
  return assignments.map((assignment) => {
    const { experiment } = assignment;
    const run: Experiment["run"] = (problems, stream) =>
      experiment
        .run(problems, stream)
        .map((values) => Object.fromEntries(Object.entries(values).filter(([name]) => name !== missing)));
    return { ...assignment, experiment: { ...experiment, run } };
  });
}

interface LooseSize {
  readonly size: number;
  readonly verdict?: string;
  readonly replicates: number;
  readonly declaredFaults?: number;
}

const sizesOf = ({ points }: ClaimResult, point = 0) => points[point].sizes as readonly LooseSize[];

const judgedApart = ["identity", "bound", "law", "ordering"] as const satisfies readonly Kind[];

it("there are six kinds", () => {
  expect([...kinds].sort()).toEqual(["bound", "identity", "law", "limit", "ordering", "rate"]);
});

// The seeds are fixed. Without an effect, or with one of 1, every statistic is more than ten of its standard errors away
// from what it is compared with when the budget ends: another seed decides otherwise with probability below 1e-6, or, for
// a wrong verdict, at most α = 1e-4.
describe.each(kinds)("a claim of kind %s", (kind) => {
  it("is known to read what fails it where it is missing, and nothing else", async () => {
    const claim = kindClaim(kind);
    const reads = new Set(readsOf(claim.test).map(({ name }) => name));
    for (const name of Object.keys(claim.experiment.observables)) {
      const planned = await plan(claim);
      simulate(withoutObservable(planned.assignments, name), 1);
      expect(planned.verdict() === "failed", name).toBe(reads.has(name));
    }
  });

  it("is supported where it is true", async () => {
    const result = await judge(kind);
    expect(result).toMatchObject({ kind, id: `test/${kind}`, verdict: "supported", expected: "supported" });
    expect(result.points[0]).toMatchObject({ verdict: "supported", parameters: { effect: 0 } });
    expect(result.points[0]).not.toHaveProperty("failure");
    expect(sizesOf(result).map(({ size }) => size)).toEqual(kindSizes[kind]);
    for (const { replicates } of sizesOf(result)) expect(replicates).toBeGreaterThan(0);
    expect(result.work).toBe(2 * sizesOf(result).reduce((sum, { replicates }) => sum + replicates, 0));
  });

  it("is refuted where it is false, at one point of two", async () => {
    const result = await judge(kind, { grid: [{}, { effect: 1 }], expected: "refuted" });
    expect(result).toMatchObject({ verdict: "refuted", expected: "refuted" });
    expect(result.points.map(({ verdict }) => verdict)).toEqual(["supported", "refuted"]);
  });

  it("is undecided where the budget ends early, and where there is none", async () => {
    const little = await judge(kind, {}, 2 * 8 * kindSizes[kind].length);
    expect(little.verdict).toBe("undecided");
    const none = await judge(kind, {}, 1);
    expect(none).toMatchObject({ verdict: "undecided", work: 0 });
    for (const { replicates } of sizesOf(none)) expect(replicates).toBe(0);
  });

  it("fails where a replicate comes to nothing, and says which one", async () => {
    const result = await judge(kind, { grid: [{ faultRate: 0.1 }, {}] });
    expect(result.verdict).toBe("failed");
    const [failed, sound] = result.points;
    expect(failed).toMatchObject({ verdict: "failed", failure: { code: "non-finite" } });
    const [, size, replicate] = new RegExp(`^test/${kind}:1:(\\d+):(\\d+)$`).exec(failed.failure?.key ?? "") ?? [];
    expect(kindSizes[kind]).toContain(Number(size));
    expect(failed.failure?.message).toContain(`at size ${size}, replicate ${replicate}`);
    expect(sound.verdict).toBe("supported");
  });

  it("leaves out declared faults, and counts them", async () => {
    const faults = { codes: ["not-converged"], why: "The iteration may end early." } as const;
    // A bound takes them for violations, of which it allows 5 %.
    const faultRate = kind === "bound" ? 0.01 : 0.1;
    const result = await judge(kind, { grid: [{ fault: "not-converged", faultRate }], faults });
    expect(result).toMatchObject({ verdict: "supported", declaredFaults: faults.why });
    const [point] = result.points as readonly { readonly declaredFaults?: number }[];
    const counted = point.declaredFaults ?? sizesOf(result).reduce((sum, size) => sum + (size.declaredFaults ?? 0), 0);
    expect(counted).toBeGreaterThan(0);
  });

  it("fails on faults of another code than the declared one", async () => {
    const faults = { codes: ["not-converged"], why: "The iteration may end early." } as const;
    const result = await judge(kind, { grid: [{ fault: "nan", faultRate: 0.1 }], faults });
    expect(result.points[0]).toMatchObject({ verdict: "failed", failure: { code: "non-finite" } });
  });

  it("needs its controls to come out as they should", async () => {
    const control = { id: "moved", why: "there is an effect", expected: "refuted", grid: [{ effect: 1 }] };
    const right = await judge(kind, { controls: [control] });
    expect(right).toMatchObject({ verdict: "supported", controls: [{ id: "moved", verdict: "refuted" }] });
    const wrong = await judge(kind, { controls: [{ ...control, grid: [{}] }] });
    expect(wrong).toMatchObject({ verdict: "failed", controls: [{ verdict: "supported", expected: "refuted" }] });
  });

  it("names the replicate of a control that failed", async () => {
    const control = { id: "broken", why: "NaN", expected: "refuted", grid: [{}, { faultRate: 1 }] };
    const result = await judge(kind, { controls: [control] });
    expect(result.controls[0].points[1].failure?.key).toBe(`test/${kind}~broken:2:8:0`);
    expect(result.verdict).toBe("failed");
  });

  it("gives results that JSON can hold before there are data, in the midst of them, and where theory fails", async () => {
    const planned = await plan(kindClaim(kind, { grid: [{}, { noise: 30 }, { effect: 1 }] }));
    for (const stopped of ["no", "interrupted", "out of time"] as const) {
      const fresh = planned.result(stopped);
      expectJsonSafe(fresh);
      expect(fresh).toMatchObject({ verdict: stopped === "interrupted" ? "incomplete" : "undecided", work: 0 });
    }
    for (const rounds of [1, 1, 3]) {
      simulate(planned.assignments, rounds);
      expectJsonSafe(planned.result("interrupted"));
    }
    const claim = kindClaim(kind);
    const free = await plan({ ...claim, experiment: { ...claim.experiment, cost: () => Number.NaN } });
    expect(free.assignments).toEqual([]);
    const failed = free.result("no");
    expectJsonSafe(failed);
    expect(failed).toMatchObject({ verdict: "failed", work: 0 });
    expect(failed.points[0]).toMatchObject({ failure: { code: "invalid-claim", field: "experiment.cost" } });
  });

  it("is incomplete where an optional package is not installed, when a point is set up or when it is run", async () => {
    const claim = kindClaim(kind);
    const lacking = (): never => {
      throw new AsymptopiaError("missing-dependency", "install it");
    };
    const failure = { code: "missing-dependency", message: "install it" };
    for (const lack of [{ realise: lacking }, { run: lacking }]) {
      const planned = await plan({ ...claim, experiment: { ...claim.experiment, ...lack } });
      simulate(planned.assignments);
      expect(planned.open()).toEqual([]);
      for (const stopped of ["no", "interrupted", "out of time"] as const) {
        const result = planned.result(stopped);
        expectJsonSafe(result);
        expect(result).toMatchObject({ verdict: "incomplete", points: [{ verdict: "incomplete", failure }] });
      }
    }
  });

  it("does not depend on when it is asked", async () => {
    const once = await plan(kindClaim(kind));
    const often = await plan(kindClaim(kind));
    simulate(once.assignments);
    while (often.assignments.some((assignment) => assignment.judge.requests().length > 0)) {
      simulate(often.assignments, 1);
      often.result("interrupted");
      often.open();
    }
    expect(often.result("no")).toEqual(once.result("no"));
  });
});

describe.each(judgedApart)("the sizes of a claim of kind %s", (kind) => {
  it("must all hold", async () => {
    const result = await judge(kind, { grid: [{ effect: 1, at: 16 }] });
    expect(sizesOf(result).map(({ verdict }) => verdict)).toEqual(["supported", "refuted"]);
    expect(result.points[0].verdict).toBe("refuted");
  });

  it("share the error probability and the work of their point", async () => {
    const two = await plan(kindClaim(kind, { sizes: [8, 16] }), enough, 2e-4);
    const one = await plan(kindClaim(kind, { sizes: [8] }), enough / 2, 1e-4);
    simulate(two.assignments);
    simulate(one.assignments);
    const [first] = sizesOf(two.result("no"));
    expect(first).toEqual(sizesOf(one.result("no"))[0]);
    // 20 replicates of 2 for each of two sizes.
    const short = await judge(kind, { sizes: [8, 16] }, 81);
    expect(sizesOf(short).map(({ replicates }) => replicates)).toEqual([20, 20]);
  });

  it("is undecided where one size is, and open only for that one", async () => {
    const planned = await plan(kindClaim(kind, { sizes: [8, 16] }));
    simulate(planned.assignments.slice(0, 1));
    expect(planned.open().map(({ problems }) => [...problems.keys()])).toEqual([[16]]);
    const result = planned.result("out of time");
    expect(result.verdict).toBe("undecided");
    expect(sizesOf(result).map(({ verdict }) => verdict)).toEqual(["supported", "undecided"]);
    expect(sizesOf(planned.result("interrupted")).map(({ verdict }) => verdict)).toEqual(["supported", "incomplete"]);
  });
});

it("asks no more about a claim of which one size is refuted", async () => {
  const planned = await plan(kindClaim("bound", { grid: [{}, { effect: 1, at: 8 }] }));
  expect(planned.assignments).toHaveLength(4);
  expect(planned.open()).toHaveLength(4);
  simulate(planned.assignments.slice(2, 3));
  expect(planned.open()).toEqual([]);
  expect(planned.verdict()).toBe("refuted");
});
