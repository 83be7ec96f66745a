import { describe, expect, it } from "vitest";
import type { Claim } from "../../claims/claim.ts";
import type { ControlDefinition } from "../../claims/limit-claim.ts";
import type { ClaimResult } from "../result.ts";
import {
  productFormula,
  productSymbols,
  type SyntheticParameters,
  settle,
  syntheticClaim,
} from "../testing/synthetic-claim.ts";
import { type ClaimPlan, planLimitClaim } from "./limit-plan.ts";

const options = { alpha: 1e-4, budget: { name: "test", workPerPoint: 3 * 200 }, module: "file:///claim.js" };

function plan(claim: Claim<SyntheticParameters>, workPerPoint = options.budget.workPerPoint): Promise<ClaimPlan> {
  return planLimitClaim(claim as unknown as Claim, { ...options, budget: { name: "test", workPerPoint } });
}

async function judge(claim: Claim<SyntheticParameters>): Promise<ClaimResult> {
  const planned = await plan(claim);
  settle(planned.assignments);
  return planned.result("no");
}

type ControlChanges = Partial<ControlDefinition<SyntheticParameters>>;

function withControl(changes: ControlChanges): Claim<SyntheticParameters> {
  const control = { id: "control", why: "the sum in the place of the product", expected: "refuted" as const };
  return syntheticClaim({ controls: [{ ...control, test: { formula: productFormula("a + b") }, ...changes }] });
}

describe("planLimitClaim", () => {
  it("asks for the points of the claim and of its controls, each with the claim's module", async () => {
    const claim = syntheticClaim({
      grid: [{ a: 2 }, { a: 3 }],
      controls: [{ id: "c", why: "one point of its own", expected: "refuted", grid: [{ a: 4, shift: 1 }] }],
    });
    const { assignments, claim: planned } = await plan(claim);
    expect(planned).toBe(claim);
    expect(assignments.map(({ point }) => point.a)).toEqual([2, 3, 4]);
    for (const { modules } of assignments) expect(modules).toEqual(["file:///claim.js"]);
  });

  it("leaves points without theory unasked and the claim failed, whatever the other points say", async () => {
    const claim = syntheticClaim({
      grid: [{ a: -4 }, { a: 4 }],
      test: { ...syntheticClaim().test, formula: productFormula("sqrt(a) * sqrt(a) * b") },
    });
    const { assignments } = await plan(claim);
    expect(assignments.map(({ point }) => point.a)).toEqual([4]);
    const result = await judge(claim);
    expect(result.points.map(({ verdict }) => verdict)).toEqual(["failed", "supported"]);
    expect(result.verdict).toBe("failed");
    expect(result.mutants.total).toBeGreaterThan(0);
  });

  it("names the claim and the part whose formula is none", async () => {
    const bad = { expression: "a * c", symbols: productSymbols, inputs: productFormula("a").inputs };
    await expect(plan(syntheticClaim({ test: { ...syntheticClaim().test, formula: bad } }))).rejects.toMatchObject({
      code: "invalid-claim",
      field: "test/synthetic: test.formula.expression",
    });
    await expect(plan(withControl({ test: { formula: bad } }))).rejects.toMatchObject({
      code: "invalid-claim",
      field: "test/synthetic: controls[0].test.formula.expression",
    });
    const badVariant = { ...productFormula("a * b"), variants: [{ why: "another symbol", expression: "a * c" }] };
    await expect(
      plan(syntheticClaim({ test: { ...syntheticClaim().test, formula: badVariant } })),
    ).rejects.toMatchObject({ code: "invalid-claim", field: "test/synthetic: test.formula.variants[0].expression" });
  });
});

describe("the result of a claim", () => {
  it("repeats what was claimed, and counts the work of claim and controls", async () => {
    const result = await judge(withControl({}));
    expect(result).toMatchObject({
      id: "test/synthetic",
      kind: "limit",
      verdict: "supported",
      expected: "supported",
      formula: { expression: "a * b", symbols: productSymbols },
      observable: { name: "x", meaning: "the product, with noise" },
      experiment: { id: "synthetic", version: 1 },
      finiteSizeExponent: 1,
      figure: null,
    });
    expect(result.formula.tex).toMatch(/a.*b/);
    expect(result.controls[0].formulaTex).toContain("+");
    const replicates = [...result.points, ...result.controls[0].points].map((point) => point.replicates);
    expect(result.work).toBe(3 * replicates.reduce((sum, count) => sum + count, 0));
  });

  it("has the smallest of its points' resolutions, and kills the mutants that are further off", async () => {
    const result = await judge(
      syntheticClaim({
        grid: [
          { a: 2, b: 3, noise: 0.3 },
          { a: 2, b: 3, noise: 0.01 },
        ],
      }),
    );
    const resolutions = result.points.map(({ resolution }) => resolution as number);
    expect(resolutions[1]).toBeLessThan(resolutions[0]);
    expect(result.resolution).toBe(resolutions[1]);
    expect(result.mutants.killed).toBe(result.mutants.total);
    expect(result.mutants.total).toBeGreaterThan(3);
  });

  it("has no resolution where no point has one", async () => {
    const test = { ...syntheticClaim().test, margin: { absolute: 0.2 } };
    expect((await judge(syntheticClaim({ grid: [{ b: 0 }], test }))).resolution).toBeNull();
  });

  it("is refuted where one point is, and keeps what it was expected to be", async () => {
    const grid = [
      { a: 2, b: 3 },
      { a: 2, b: 3, shift: 1 },
    ];
    const result = await judge(syntheticClaim({ grid, expected: "refuted" }));
    expect(result.points.map(({ verdict }) => verdict)).toEqual(["supported", "refuted"]);
    expect(result).toMatchObject({ verdict: "refuted", expected: "refuted" });
  });

  it("draws the figure that the claim declares", async () => {
    const figure = { x: "a", label: "a", scale: "linear", series: [], yLabel: "x" } as const;
    const result = await judge(syntheticClaim({ grid: [{ a: 1 }, { a: 2 }], figure }));
    const [series] = result.figure?.panels[0].series ?? [];
    expect(series.points.map(({ x, estimate }) => [x, estimate])).toEqual(
      result.points.map(({ estimate }, i) => [i + 1, estimate]),
    );
  });
});

describe("controls", () => {
  const cases: readonly (readonly [string, ControlChanges, string, string])[] = [
    ["refuted as expected", {}, "refuted", "supported"],
    ["supported as expected", { expected: "supported", test: {} }, "supported", "supported"],
    ["supported against expectation", { test: {} }, "supported", "failed"],
    ["refuted against expectation", { expected: "supported" }, "refuted", "failed"],
    ["undecided", { grid: [{ a: 2, b: 3, noise: 50 }] }, "undecided", "undecided"],
    ["failed", { grid: [{ a: 2, b: 3, fault: "throw" }] }, "failed", "failed"],
    [
      "refuted at one point of two",
      {
        grid: [
          { a: 2, b: 3 },
          { a: 2, b: 2 },
        ],
      },
      "refuted",
      "supported",
    ],
  ];

  it.each(cases)("%s", async (_, changes, verdict, whole) => {
    const result = await judge(withControl(changes));
    expect(result.controls[0].verdict).toBe(verdict);
    expect(result.points[0].verdict).toBe("supported");
    expect(result.verdict).toBe(whole);
  });

  it("change nothing about a claim whose own points are refuted", async () => {
    const claim = { ...withControl({ test: {} }), grid: syntheticClaim({ grid: [{ shift: 1 }] }).grid };
    expect((await judge(claim)).verdict).toBe("refuted");
  });

  it("keep the reason of a failure", async () => {
    const result = await judge(withControl({ grid: [{ fault: "throw" }] }));
    expect(result.controls[0].points[0].failure?.message).toBe("diverged at size 10");
  });
});

describe("a run that was stopped", () => {
  it("leaves what was not decided incomplete if the user stopped it, undecided if its seconds were over", async () => {
    const planned = await plan(withControl({}));
    for (const [stopped, verdict] of [
      ["interrupted", "incomplete"],
      ["out of time", "undecided"],
    ] as const) {
      const result = planned.result(stopped);
      expect(result.verdict).toBe(verdict);
      expect(result.points[0].verdict).toBe(verdict);
      expect(result.controls[0]).toMatchObject({ verdict, points: [{ verdict, replicates: 0 }] });
      expect(result.mutants.killed).toBe(0);
      expect(result.work).toBe(0);
    }
  });

  it("keeps what was decided, and what replicates there are of the rest", async () => {
    const planned = await plan(withControl({ grid: [{ a: 2, b: 3, noise: 40 }] }), 3e6);
    const [own, control] = planned.assignments;
    settle([own]);
    settle([control], 1);
    const result = planned.result("interrupted");
    expect(result.points[0].verdict).toBe("supported");
    expect(result.controls[0].points[0]).toMatchObject({ verdict: "incomplete", replicates: 64 });
    expect(result.verdict).toBe("incomplete");
    expect(planned.result("out of time").verdict).toBe("undecided");
    expect(planned.result("out of time").controls[0].points[0].estimate).not.toBeNull();
  });
});
