import { beforeAll, describe, expect, it } from "vitest";
import type { LimitTest } from "../../claims/claim.ts";
import { type FormulaCompiler, loadFormulaCompiler } from "../../claims/formula/compile.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import type { PointResult } from "../result.ts";
import { productFormula, type SyntheticParameters, settle, syntheticClaim } from "../testing/synthetic-claim.ts";
import { type LimitContext, type LimitPoint, prepareLimitPoint } from "./limit-point.ts";

let compile: FormulaCompiler;
beforeAll(async () => {
  compile = await loadFormulaCompiler();
});

interface Changes {
  readonly point?: Parameters;
  readonly test?: Partial<LimitTest<SyntheticParameters>>;
  readonly workPerPoint?: number;
  readonly cost?: (problem: { readonly size: number }) => number;
  readonly sizes?: readonly number[];
}

function prepare({ point = {}, test = {}, workPerPoint = 3000, cost = () => 1, sizes }: Changes = {}): LimitPoint {
  const base = syntheticClaim({ grid: [{ a: 2, b: 3, ...point }] });
  const experiment = { ...base.experiment, cost };
  const claim = { ...base, experiment, sizes: sizes ?? base.sizes, test: { ...base.test, ...test } };
  const context = {
    claim,
    test: claim.test,
    formula: compile(claim.test.formula),
    alpha: 0.001,
    budget: { name: "test", workPerPoint },
    modules: ["file:///claim.js"],
  };
  return prepareLimitPoint(context as unknown as LimitContext, base.grid[0]);
}

function settled(changes: Changes = {}): { readonly point: LimitPoint; readonly result: PointResult } {
  const point = prepare(changes);
  settle(point.assignment === null ? [] : [point.assignment]);
  return { point, result: point.result() };
}

describe("a point that theory can judge", () => {
  it("carries what a worker and the runner need", () => {
    const { assignment } = prepare();
    expect(assignment?.modules).toEqual(["file:///claim.js"]);
    expect(assignment?.point).toMatchObject({ a: 2, b: 3 });
    expect([...(assignment?.problems.keys() ?? [])]).toEqual([10, 20, 40]);
    expect(assignment?.problems.get(20)?.shape).toEqual({ n: 20 });
  });

  it("is supported around a right formula, with estimate and interval on the observable's axis", () => {
    const { result, point } = settled();
    expect(result).toMatchObject({ verdict: "supported", theory: 6, margin: 0.05 * 6 });
    expect(result.failure).toBeUndefined();
    const [estimate, residualBias] = [result.estimate as number, result.residualBias as number];
    const judgement = point.judgement();
    expect(estimate).toBe(6 + (judgement?.intercept as number));
    const reach = (judgement?.halfWidth as number) + residualBias;
    expect(result.interval).toEqual([estimate - reach, estimate + reach]);
    // Bias bound .005·6 and the rounding of one product in theory and, weighted by −½, ½, 1, at the sizes.
    expect(residualBias - 0.03).toBeGreaterThan(2 * (result.theoryError as number));
    expect(residualBias - 0.03).toBeLessThan(100 * Number.EPSILON);
    expect(result.resolution).toBeGreaterThan(0.05);
    expect(result.resolution).toBeLessThan(0.11);
  });

  it("is refuted around a wrong one", () => {
    expect(settled({ test: { formula: productFormula("1.2 * a * b") } }).result.verdict).toBe("refuted");
  });

  it("reports each size by its mean, standard error and bias, which is 2/size here", () => {
    const { result, point } = settled();
    expect(result.sizes.map(({ size, shape, theory }) => [size, shape.n, theory])).toEqual([
      [10, 10, 6],
      [20, 20, 6],
      [40, 40, 6],
    ]);
    for (const { size, mean, standardError, bias } of result.sizes) {
      expect(bias).toBe((mean as number) - 6);
      expect(standardError).toBeGreaterThan(0.5 * (0.1 / Math.sqrt(result.replicates)));
      expect(standardError).toBeLessThan(2 * (0.1 / Math.sqrt(result.replicates)));
      // Fixed noise; 6 standard errors are exceeded once in 10⁹ seeds.
      expect(Math.abs((bias as number) - 2 / size)).toBeLessThan(6 * (standardError as number));
    }
    expect(point.work()).toBe(3 * result.replicates);
  });

  it("widens its interval by the numerical error of theory, extrapolated", () => {
    const spoil = ({ a }: SyntheticParameters) => ({ a: { value: a, error: 0.01, status: "ok" } as const });
    const { result } = settled({ test: { formula: productFormula("a * b", spoil) } });
    // The limit's error .03, and |w|·.03 over the sizes with weights −½, ½, 1.
    expect(result.theoryError).toBeCloseTo(0.03, 12);
    expect(result.residualBias).toBeCloseTo(0.03 + 0.03 * 3, 12);
  });

  it("takes lengths as they are when they are absolute, theory 0 included", () => {
    const test = { margin: { absolute: 0.2 }, residualBias: { absolute: 0.01 } };
    const { result } = settled({ point: { b: 0 }, test });
    expect(result).toMatchObject({ verdict: "supported", theory: 0, margin: 0.2, resolution: null });
  });

  it("has nothing but theory to show before its replicates", () => {
    const result = prepare().result();
    expect(result).toMatchObject({ verdict: "incomplete", theory: 6, estimate: null, interval: null, replicates: 0 });
    for (const size of result.sizes) expect(size).toMatchObject({ mean: null, standardError: null, bias: null });
  });
});

describe("the budget", () => {
  it("stops at the last whole replicate of the ladder that it pays for", () => {
    const test = { margin: { relative: 1e-6 }, residualBias: { relative: 0 } };
    const cost = ({ size }: { readonly size: number }): number => size / 10;
    // A ladder costs 1 + 2 + 4.
    expect(settled({ workPerPoint: 7 * 100, cost, test }).result).toMatchObject({
      verdict: "undecided",
      replicates: 100,
    });
    expect(settled({ workPerPoint: 7 * 101 - 0.5, cost, test }).result.replicates).toBe(100);
  });

  it("of less than two replicates decides nothing and asks for nothing", () => {
    for (const workPerPoint of [0, 2.9, 5.9]) {
      const point = prepare({ workPerPoint });
      expect(point.assignment?.judge.requests()).toEqual([]);
      expect(point.result()).toMatchObject({ verdict: "undecided", replicates: 0, estimate: null, interval: null });
    }
  });

  it("without bound is no bound", () => {
    const point = prepare({ workPerPoint: Number.POSITIVE_INFINITY });
    expect(point.assignment?.judge.requests()[0]).toEqual({ size: 10, from: 0, to: 64 });
  });

  it("cannot be counted in costs that are no positive numbers", () => {
    for (const cost of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const { result } = settled({ cost: () => cost });
      expect(result.verdict).toBe("failed");
      expect(result.failure).toMatchObject({ code: "invalid-claim", field: "experiment.cost" });
      expect(result.failure?.message).toContain(`costs ${cost} at size 10`);
    }
  });
});

describe("a point without theory", () => {
  function failureOf(changes: Changes): { readonly code?: string; readonly message?: string; readonly field?: string } {
    const { point, result } = settled(changes);
    expect(point.assignment).toBeNull();
    expect(point.inputs).toBeNull();
    expect(point.judgement()).toBeNull();
    expect(point.work()).toBe(0);
    expect(result).toMatchObject({ verdict: "failed", theory: null, margin: null, replicates: 0, sizes: [] });
    return result.failure ?? {};
  }

  it("fails where the formula is not real", () => {
    const point = { a: -2 };
    expect(failureOf({ point, test: { formula: productFormula("sqrt(a) * b") } }).code).toBe("non-finite");
  });

  it("fails where an input breaks down, whatever it throws", () => {
    const typed = (): never => {
      throw new AsymptopiaError("not-converged", "no root", { field: "phi" });
    };
    const untyped = (): never => {
      throw new TypeError("undefined is no function");
    };
    const failure = failureOf({ test: { formula: productFormula("a * b", typed) } });
    expect(failure).toMatchObject({ code: "not-converged", message: "no root", field: "phi" });
    const other = failureOf({ test: { formula: productFormula("a * b", untyped) } });
    expect(other).toMatchObject({ code: "non-finite", message: "undefined is no function" });
  });

  it("fails where theory is inaccurate, in the limit or at one size", () => {
    const everywhere = ({ a }: SyntheticParameters) => ({ a: { value: a, error: 0, status: "inaccurate" } as const });
    expect(failureOf({ test: { formula: productFormula("a * b", everywhere) } })).toMatchObject({
      code: "not-converged",
      field: "formula",
    });
    let calls = 0;
    const lastSize = ({ a }: SyntheticParameters) => {
      calls += 1;
      return { a: { value: a, error: 0, status: calls === 4 ? "inaccurate" : "ok" } as const };
    };
    expect(failureOf({ test: { formula: productFormula("a * b", lastSize) } }).code).toBe("not-converged");
    expect(calls).toBe(4);
  });

  it("fails where theory is 0 and the margin relative to it", () => {
    const failure = failureOf({ point: { b: 0 } });
    expect(failure).toMatchObject({ code: "invalid-claim", field: "test.margin" });
    expect(failure.message).toContain("the formula is 0 here");
  });

  it("fails on a ladder that cannot be extrapolated", () => {
    expect(failureOf({ sizes: [40, 20] })).toMatchObject({ code: "invalid-claim", field: "sizes" });
  });
});
