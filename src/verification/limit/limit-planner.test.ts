import { describe, expect, it } from "vitest";
import type { Claim } from "../../claims/claim.ts";
import type { ControlDefinition } from "../../claims/define-claim.ts";
import type { LimitTest } from "../../claims/tests.ts";
import { planClaim } from "../plan/plan-claim.ts";
import { planSynthetic, resultOf } from "../testing/plan-synthetic.ts";
import {
  productFormula,
  productSymbols,
  type SyntheticParameters,
  settle,
  syntheticClaim,
} from "../testing/synthetic-claim.ts";
import type { LimitClaimResult } from "./limit-result.ts";

type ControlChanges = Partial<ControlDefinition<SyntheticParameters, LimitTest<SyntheticParameters>>>;

function withControl(changes: ControlChanges): Claim<SyntheticParameters, LimitTest<SyntheticParameters>> {
  const control = { id: "control", why: "the sum in the place of the product", expected: "refuted" as const };
  return syntheticClaim({ controls: [{ ...control, test: { formula: productFormula("a + b") }, ...changes }] });
}

describe("the plan of a limit claim", () => {
  it("leaves points without theory unasked and the claim failed, whatever the other points say", async () => {
    const claim = syntheticClaim({
      grid: [{ a: -4 }, { a: 4 }],
      test: { ...syntheticClaim().test, formula: productFormula("sqrt(a) * sqrt(a) * b") },
    });
    const { assignments } = await planSynthetic(claim);
    expect(assignments.map(({ point }) => point.a)).toEqual([4]);
    const result = await resultOf(claim);
    expect(result.points.map(({ verdict }) => verdict)).toEqual(["failed", "supported"]);
    expect(result.verdict).toBe("failed");
    expect(result.mutants.total).toBeGreaterThan(0);
  });

  it("names the claim and the part whose formula is none", async () => {
    const bad = { expression: "a * c", symbols: productSymbols, inputs: productFormula("a").inputs };
    await expect(
      planSynthetic(syntheticClaim({ test: { ...syntheticClaim().test, formula: bad } })),
    ).rejects.toMatchObject({
      code: "invalid-claim",
      field: "test/synthetic: test.formula.expression",
    });
    await expect(planSynthetic(withControl({ test: { formula: bad } }))).rejects.toMatchObject({
      code: "invalid-claim",
      field: "test/synthetic: controls[0].test.formula.expression",
    });
    const badVariant = { ...productFormula("a * b"), variants: [{ why: "another symbol", expression: "a * c" }] };
    await expect(
      planSynthetic(syntheticClaim({ test: { ...syntheticClaim().test, formula: badVariant } })),
    ).rejects.toMatchObject({ code: "invalid-claim", field: "test/synthetic: test.formula.variants[0].expression" });
  });
});

describe("the result of a claim", () => {
  it("repeats what was claimed, and counts the work of claim and controls", async () => {
    const result = await resultOf(withControl({}));
    expect(result).toMatchObject({
      id: "test/synthetic",
      kind: "limit",
      verdict: "supported",
      expected: "supported",
      tested: {
        formula: { expression: "a * b", symbols: productSymbols },
        observable: { name: "x", meaning: "the product, with noise" },
        finiteSizeExponent: 1,
      },
      experiment: { id: "synthetic", version: 1 },
      figure: null,
    });
    expect(result.tested.formula.tex).toMatch(/a.*b/);
    expect(result.controls[0].tested.formula.tex).toContain("+");
    const replicates = [...result.points, ...result.controls[0].points].map((point) => point.replicates);
    expect(result.work).toBe(3 * replicates.reduce((sum, count) => sum + count, 0));
  });

  it("has the smallest of its points' resolutions, and kills the mutants that are further off", async () => {
    const result = await resultOf(
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

  it("kills mutants at the error probability of the run, whatever that of a point is", async () => {
    const claim = syntheticClaim({ grid: [{ a: 2, b: 3, noise: 6 }] });
    const killedAt = async (alpha: number, runAlpha: number): Promise<number> => {
      const budget = { name: "test", workPerPoint: 3 * 200 };
      const plan = await planClaim(claim as unknown as Claim, { alpha, runAlpha, budget, module: "file:///claim.js" });
      settle(plan.assignments);
      return (plan.result("no") as LimitClaimResult).mutants.killed;
    };
    // Of one alpha, the judge sees the same replicates; its stricter run kills fewer.
    const killed = await Promise.all([0.5, 1e-4, 1e-12].map((runAlpha) => killedAt(1e-4, runAlpha)));
    expect(killed[0]).toBeGreaterThan(killed[1]);
    expect(killed[1]).toBeGreaterThan(killed[2]);
  });

  it("has no resolution where no point has one", async () => {
    const test = { ...syntheticClaim().test, margin: { absolute: 0.2 } };
    expect((await resultOf(syntheticClaim({ grid: [{ b: 0 }], test }))).resolution).toBeNull();
  });

  it("is refuted where one point is, and keeps what it was expected to be", async () => {
    const grid = [
      { a: 2, b: 3 },
      { a: 2, b: 3, shift: 1 },
    ];
    const result = await resultOf(syntheticClaim({ grid, expected: "refuted" }));
    expect(result.points.map(({ verdict }) => verdict)).toEqual(["supported", "refuted"]);
    expect(result).toMatchObject({ verdict: "refuted", expected: "refuted" });
  });

  it("draws the figure that the claim declares", async () => {
    const figure = { x: "a", label: "a", scale: "linear", series: [], yLabel: "x" } as const;
    const result = await resultOf(syntheticClaim({ grid: [{ a: 1 }, { a: 2 }], figure }));
    const [series] = result.figure?.panels[0].series ?? [];
    expect(series.points.map(({ x, estimate }) => [x, estimate])).toEqual(
      result.points.map(({ estimate }, i) => [i + 1, estimate]),
    );
  });
});
