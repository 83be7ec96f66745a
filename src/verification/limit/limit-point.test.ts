import { beforeAll, describe, expect, it } from "vitest";
import { type FormulaCompiler, loadFormulaCompiler } from "../../claims/formula/compile.ts";
import type { LimitTest } from "../../claims/tests.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import type { PointContext } from "../plan/judged-point.ts";
import { productFormula, type SyntheticParameters, settle, syntheticClaim } from "../testing/synthetic-claim.ts";
import { type LimitPoint, prepareLimitPoint } from "./limit-point.ts";
import type { LimitPointResult } from "./limit-result.ts";

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
  readonly faults?: PointContext["claim"]["faults"];
}

/** A ladder of the default costs 1 + 1 + 1, and makes one unit. */
function prepare({ point, test, workPerPoint = 3000, cost = () => 1, sizes, faults }: Changes = {}): LimitPoint {
  const base = syntheticClaim({ grid: [{ a: 2, b: 3, ...point }] });
  const changed = { ...base.test, ...test };
  const context = {
    claim: {
      experiment: { ...base.experiment, cost },
      sizes: sizes ?? base.sizes,
      ...(faults === undefined ? {} : { faults }),
    },
    alpha: 0.001,
    budget: { name: "test", workPerPoint },
    modules: ["file:///claim.js"],
    replicateKey: (size: number, replicate: number) => `synthetic:1:${size}:${replicate}`,
  };
  return prepareLimitPoint(
    context as unknown as PointContext,
    changed as unknown as LimitTest,
    compile(changed.formula),
    base.grid[0],
  );
}

function settled(changes: Changes = {}): { readonly point: LimitPoint; readonly result: LimitPointResult } {
  const point = prepare(changes);
  settle(point.assignments);
  return { point, result: point.result("no") };
}

describe("a point that theory can judge", () => {
  it("carries what a worker and the runner need", () => {
    const [assignment, ...others] = prepare().assignments;
    expect(others).toEqual([]);
    expect(assignment.modules).toEqual(["file:///claim.js"]);
    expect(assignment.point).toMatchObject({ a: 2, b: 3 });
    expect([...assignment.problems.keys()]).toEqual([10, 20, 40]);
    expect(assignment.problems.get(20)?.shape).toEqual({ n: 20 });
  });

  it("is supported around a right formula, with estimate and interval on the observable's axis", () => {
    const { result, point } = settled();
    expect(result).toMatchObject({ verdict: "supported", theory: 6, margin: 0.05 * 6 });
    expect(result.failure).toBeUndefined();
    const [estimate, residualBias] = [result.estimate as number, result.residualBias as number];
    const intercepts = point.evidence()?.intercepts;
    expect(estimate).toBe(6 + (intercepts?.mean as number));
    expect(intercepts?.count).toBe(result.replicates);
    const [low, high] = result.interval as readonly [number, number];
    // Centred at the estimate but for a few roundings of numbers of size 6, and wider than the bias bound on both sides.
    expect(Math.abs((low + high) / 2 - estimate)).toBeLessThan(32 * Number.EPSILON);
    expect((high - low) / 2).toBeGreaterThan(residualBias);
    expect([low >= 6 - 0.3, high <= 6 + 0.3]).toEqual([true, true]);
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
      // The mean is theory and the mean difference, rounded.
      expect(Math.abs((bias as number) - ((mean as number) - 6))).toBeLessThan(4 * Number.EPSILON);
      expect(standardError).toBeGreaterThan(0.5 * (0.1 / Math.sqrt(result.replicates)));
      expect(standardError).toBeLessThan(2 * (0.1 / Math.sqrt(result.replicates)));
      // Fixed noise; 6 standard errors are exceeded once in 10⁹ seeds.
      expect(Math.abs((bias as number) - 2 / size)).toBeLessThan(6 * (standardError as number));
    }
    expect(result.sizes.map(({ replicates }) => replicates)).toEqual([1, 1, 1].map(() => result.replicates));
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
    const result = prepare().result("interrupted");
    expect(result).toMatchObject({ verdict: "incomplete", theory: 6, estimate: null, interval: null, replicates: 0 });
    for (const size of result.sizes) expect(size).toMatchObject({ mean: null, standardError: null, bias: null });
  });
});

describe("the budget", () => {
  it("stops at the last whole unit of the ladder that it pays for", () => {
    const test = { margin: { relative: 1e-6 }, residualBias: { relative: 0 } };
    const cost = ({ size }: { readonly size: number }): number => size / 10;
    // Two replicates of the smallest size and one of the others: a unit costs 2·1 + 2 + 4.
    const whole = settled({ workPerPoint: 8 * 100, cost, test });
    expect(whole.result).toMatchObject({ verdict: "undecided", replicates: 100 });
    expect(whole.result.sizes.map(({ replicates }) => replicates)).toEqual([200, 100, 100]);
    expect(whole.point.work()).toBe(800);
    expect(settled({ workPerPoint: 8 * 101 - 0.5, cost, test }).result.replicates).toBe(100);
  });

  it("buys more replicates of the small sizes the faster their variance is said to fall", () => {
    const counts = (varianceExponent?: number): readonly number[] => {
      const test = varianceExponent === undefined ? {} : { varianceExponent };
      return prepare({ test })
        .assignments[0].judge.requests()
        .map(({ to }) => to / 64);
    };
    expect(counts()).toEqual(counts(1));
    // Shares |w|·size^(−v/2): ½, ½, 1 for v = 0, and ½, ¼, ¼ for v = 2.
    expect(counts(0)).toEqual([1, 1, 2]);
    expect(counts(2)).toEqual([2, 1, 1]);
  });

  it("of less than one unit asks for nothing, and one unit decides nothing", () => {
    for (const [workPerPoint, replicates] of [
      [0, 0],
      [2.9, 0],
      [5.9, 1],
    ]) {
      const { point, result } = settled({ workPerPoint, point: { shift: 50 } });
      expect(point.assignments[0].judge.requests()).toEqual([]);
      expect(result).toMatchObject({ verdict: "undecided", replicates, estimate: null, interval: null });
    }
  });

  it("without bound is no bound", () => {
    const point = prepare({ workPerPoint: Number.POSITIVE_INFINITY });
    expect(point.assignments[0].judge.requests()[0]).toEqual({ size: 10, from: 0, to: 64 });
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
    expect(point.assignments).toEqual([]);
    expect(point.evidence()).toBeNull();
    expect(point.verdict("no")).toBe("failed");
    expect(point.work()).toBe(0);
    expect(result).toMatchObject({ verdict: "failed", theory: null, margin: null, replicates: 0, sizes: [] });
    return result.failure ?? {};
  }

  it("fails where the formula is not real", () => {
    const point = { a: -2 };
    expect(failureOf({ point, test: { formula: productFormula("sqrt(a) * b") } }).code).toBe("non-finite");
  });

  it("fails where the bias bound leaves no room within the margin, as it may where their units differ", () => {
    const test = { margin: { relative: 0.05 }, residualBias: { absolute: 0.3 } };
    expect(failureOf({ point: { a: 2, b: 3 }, test })).toMatchObject({
      code: "invalid-claim",
      field: "test.residualBias",
      value: expect.closeTo(0.3, 12),
      accepted: expect.stringMatching(/^below the margin, which is 0\.3/),
    });
    expect(prepare({ point: { a: 2, b: 6.1 }, test }).result("no").failure).toBeUndefined();
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
    expect(other).toMatchObject({ code: "invalid-claim", message: "undefined is no function" });
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

  it("fails where the point cannot be realised", () => {
    expect(failureOf({ sizes: [2, 20] })).toMatchObject({ code: "invalid-input", field: "size" });
  });
});

describe("a point whose simulation goes wrong", () => {
  it("fails, and says by its key which replicate did", () => {
    const { result } = settled({ point: { fault: "nan" } });
    expect(result).toMatchObject({
      verdict: "failed",
      theory: 6,
      failure: { code: "non-finite", field: "x", key: "synthetic:1:10:0" },
    });
  });

  it("leaves out what the claim declares, and may then have nothing to decide by", () => {
    const faults = { codes: ["non-finite"], why: "Some diverge." } as const;
    const { result } = settled({ point: { fault: "throw" }, faults, workPerPoint: 300 });
    expect(result).toMatchObject({ verdict: "undecided", replicates: 100, declaredFaults: 100, estimate: null });
    for (const size of result.sizes) expect(size).toMatchObject({ replicates: 0, mean: null });
  });
});

describe("the verdict of a point that still asks", () => {
  it("is incomplete if the user stopped it, undecided if anything else did", () => {
    const point = prepare();
    expect(point.verdict("interrupted")).toBe("incomplete");
    expect(point.verdict("out of time")).toBe("undecided");
    expect(point.verdict("no")).toBe("undecided");
    settle(point.assignments);
    for (const stopped of ["interrupted", "out of time", "no"] as const)
      expect(point.verdict(stopped)).toBe("supported");
  });
});
