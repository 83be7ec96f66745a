import { beforeAll, describe, expect, it } from "vitest";
import type { LimitTest } from "../../claims/claim.ts";
import { type CompiledFormula, type FormulaCompiler, loadFormulaCompiler } from "../../claims/formula/compile.ts";
import { type MutantFormula, mutants } from "../../claims/formula/mutants.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { MutationResult } from "../result.ts";
import { productFormula, type SyntheticParameters, settle, syntheticClaim } from "../testing/synthetic-claim.ts";
import { type LimitContext, type LimitPoint, prepareLimitPoint } from "./limit-point.ts";
import { runMutants } from "./mutation.ts";

let compile: FormulaCompiler;
beforeAll(async () => {
  compile = await loadFormulaCompiler();
});

// 48 replicates of a ladder that costs 3: one look, before the burn-in, so that all formulas see the same replicates.
const oneLook = { name: "one look", workPerPoint: 3 * 48 };

type Spoil = (point: SyntheticParameters) => Partial<Record<"a" | "b", Quantity>>;

/** The synthetic claim with `expression` for its formula, judged on its points. */
function judged(expression: string, grid: readonly object[], test: Partial<LimitTest> = {}, spoil?: Spoil) {
  const formula = productFormula(expression, spoil);
  const base = syntheticClaim({ grid: grid as never });
  const claim = { ...base, test: { ...base.test, ...test, formula } };
  const compiled = compile(formula);
  const context = { claim, test: claim.test, formula: compiled, alpha: 0.001, budget: oneLook, modules: [] };
  const points = claim.grid.map((point) => prepareLimitPoint(context as unknown as LimitContext, point));
  settle(points.flatMap(({ assignment }) => (assignment === null ? [] : [assignment])));
  return { claim, compiled, points };
}

function mutate({ compiled, points, claim }: ReturnType<typeof judged>): MutationResult {
  return runMutants(compiled, points, claim.sizes, claim.test as unknown as LimitTest);
}

function verdictsOf(points: readonly LimitPoint[]): readonly string[] {
  return points.map((point) => point.result().verdict);
}

describe("runMutants", () => {
  const expressions = ["a * b", "sqrt(a) ^ 2 * b", "a * b * (a + b) / (b + a)", "(a + b) ^ 2 / 4 - (a - b) ^ 2 / 4"];
  const grids = [
    [{ a: 2, b: 3 }],
    [{ a: 1, b: 1.2, noise: 1.5 }],
    [
      { a: 1.1, b: 0.9, noise: 0.5 },
      { a: 1, b: 2, noise: 0.02, shift: 0.4 },
    ],
    // A point of b = 0 has theory 0: it says nothing, although a relative margin cannot be judged there.
    [
      { a: 1, b: 0 },
      { a: 0.5, b: 1.5, noise: 1 },
    ],
  ];
  const spoils: readonly Spoil[] = [() => ({}), ({ a }) => ({ a: { value: a, error: 0.05, status: "ok" } })];

  it("kills a mutant exactly where the mutant, as the claim, is refuted by the same data", () => {
    let killed = 0;
    let surviving = 0;
    for (const spoil of spoils) {
      for (const expression of expressions) {
        for (const grid of grids) {
          const run = judged(expression, grid, {}, spoil);
          const result = mutate(run);
          const survivors = result.survivors.map((mutant) => mutant.expression);
          const tried = mutants(run.compiled).filter((mutant) => isKept(mutant, run.compiled, grid));
          for (const mutant of tried) {
            const informative = grid.filter(({ b }: { b?: number }) => b !== 0);
            const rejudged = judged(mutant.expression, informative, {}, spoil);
            const refuted = verdictsOf(rejudged.points).includes("refuted");
            expect([expression, mutant.expression, survivors.includes(mutant.expression)]).toEqual([
              expression,
              mutant.expression,
              !refuted,
            ]);
            if (refuted) killed += 1;
            else surviving += 1;
          }
          expect(result.killed).toBe(result.total - result.survivors.length);
        }
      }
    }
    // Both outcomes occur, or the comparison says nothing.
    expect(killed).toBeGreaterThan(100);
    expect(surviving).toBeGreaterThan(20);
  });

  /** Mutants that use both symbols, so that they can stand as a claim, and that screening keeps. */
  function isKept(mutant: MutantFormula, compiled: CompiledFormula, grid: readonly object[]): boolean {
    if (!/\ba\b/.test(mutant.expression) || !/\bb\b/.test(mutant.expression)) return false;
    const rows = grid.map((point) => ({ a: 1, b: 1, ...point })).filter(({ b }) => b !== 0);
    const near = (x: number, y: number): boolean => Math.abs(x - y) <= 1e-6 * Math.max(Math.abs(x), Math.abs(y));
    const own = mutants(compiled);
    const earlier = [
      compiled,
      ...own.slice(
        0,
        own.findIndex(({ expression }) => expression === mutant.expression),
      ),
    ];
    return (
      rows.every((row) => Number.isFinite(mutant.evaluate(row)) && mutant.evaluate(row) !== 0) &&
      !earlier.some((other) => rows.every((row) => near(other.evaluate(row), mutant.evaluate(row))))
    );
  }

  it("counts every mutant once: killed, surviving, equivalent or invalid", () => {
    const run = judged("sqrt(a) ^ 2 * b", [{ a: 2, b: 3 }]);
    const result = mutate(run);
    expect(result.total + result.equivalent + result.invalid).toBe(mutants(run.compiled).length);
    expect(result.total).toBe(result.killed + result.survivors.length);
    expect(result.equivalent).toBeGreaterThan(0);
  });

  it("judges declared variants like other mutants, and lists the survivors with what is wrong with them", () => {
    const base = syntheticClaim();
    const variants = [
      { why: "a sum", expression: "a + b" },
      { why: "a hair too much", expression: "a * b * 1.0001" },
      { why: "commuted", expression: "b * a" },
      { why: "no number", expression: "sqrt(-a * b)" },
    ];
    const formula = { ...productFormula("a * b"), variants };
    const claim = { ...base, test: { ...base.test, formula } };
    const compiled = compile(formula);
    const context = { claim, test: claim.test, formula: compiled, alpha: 0.001, budget: oneLook, modules: [] };
    const points = claim.grid.map((point) => prepareLimitPoint(context as unknown as LimitContext, point));
    settle(points.flatMap(({ assignment }) => assignment ?? []));
    const result = runMutants(compiled, points, claim.sizes, claim.test as unknown as LimitTest);
    const [survivor, ...others] = result.survivors.filter(({ operator }) => operator === "declared");
    expect(survivor).toMatchObject({ why: "a hair too much", expression: "a * b * 1.0001" });
    // 1.0001 is no binary number: its half unit in the last place, relative to the excess of 1e-4.
    expect(Math.abs(survivor.discrepancy / 1e-4 - 1)).toBeLessThan(4e4 * Number.EPSILON);
    expect(others).toEqual([]);
    for (const mutant of result.survivors.filter(({ operator }) => operator !== "declared")) {
      expect(mutant).not.toHaveProperty("why");
    }
    const plain = mutate(judged("a * b", [{ a: 2, b: 3 }]));
    expect(result.total - plain.total).toBe(2);
    expect(result.killed - plain.killed).toBe(1);
    expect(result.equivalent - plain.equivalent).toBe(1);
    expect(result.invalid - plain.invalid).toBe(1);
  });

  it("lets every mutant live without data, and says how far each is off", () => {
    const formula = productFormula("a * b");
    const claim = syntheticClaim();
    const context = { claim, test: claim.test, formula: compile(formula), alpha: 0.001, budget: oneLook, modules: [] };
    const points = claim.grid.map((point) => prepareLimitPoint(context as unknown as LimitContext, point));
    const result = runMutants(compile(formula), points, claim.sizes, claim.test as unknown as LimitTest);
    expect(result.killed).toBe(0);
    expect(result.survivors).toHaveLength(result.total);
    const doubled = result.survivors.find(({ operator }) => operator === "doubled-factor");
    expect(doubled).toMatchObject({ discrepancy: 1 });
    expect(doubled?.tex).toContain("2");
  });

  it("has nothing to say where theory failed or is 0 at every point", () => {
    const empty = { total: 0, killed: 0, survivors: [], equivalent: 0, invalid: 0 };
    expect(mutate(judged("a * b", [{ a: 1, b: 0 }], { margin: { absolute: 0.1 } }))).toEqual(empty);
    expect(mutate(judged("a / b", [{ a: 1, b: 0 }]))).toEqual(empty);
  });

  it("does not count a mutant as killed by a point where it has no value at a realised problem", () => {
    // The realised a is 0 at every size, where the swapped quotient b/a has no value. In the limit b/a = 2 is far from
    // the observed 0.5.
    const base = syntheticClaim();
    const experiment = {
      ...base.experiment,
      realise: (point: SyntheticParameters, size: number) => ({
        ...base.experiment.realise(point, size),
        realised: { ...point, a: 0 },
      }),
    };
    const formula = productFormula("a / b");
    const compiled = compile(formula);
    const claim = { ...base, experiment, test: { ...base.test, formula } };
    const context = { claim, test: claim.test, formula: compiled, alpha: 0.001, budget: oneLook, modules: [] };
    const points = [prepareLimitPoint(context as unknown as LimitContext, { a: 2, b: 4, shift: -7.5, noise: 0.001 })];
    settle(points.flatMap(({ assignment }) => assignment ?? []));
    const result = runMutants(compiled, points, claim.sizes, claim.test as unknown as LimitTest);
    expect(result.survivors.map(({ expression }) => expression)).toContain("b / a");
  });
});
