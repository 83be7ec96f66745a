import { beforeAll, describe, expect, it } from "vitest";
import { type CompiledFormula, type FormulaCompiler, loadFormulaCompiler } from "../../claims/formula/compile.ts";
import { type MutantFormula, mutants } from "../../claims/formula/mutants.ts";
import type { Formula } from "../../claims/formula.ts";
import type { LimitTest } from "../../claims/tests.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Experiment } from "../../simulation/experiment.ts";
import { studentMixtureHalfWidth } from "../confidence-sequence/student-mixture.ts";
import { logCalibrated } from "../e-values/calibrate.ts";
import type { PointContext } from "../plan/judged-point.ts";
import type { MutationResult } from "../results/mutation-result.ts";
import {
  productFormula,
  type SyntheticParameters,
  settle,
  syntheticClaim,
  syntheticExperiment,
} from "../testing/synthetic-claim.ts";
import { type LimitPoint, prepareLimitPoint } from "./limit-point.ts";
import { runMutants } from "./mutation.ts";

let compile: FormulaCompiler;
beforeAll(async () => {
  compile = await loadFormulaCompiler();
});

/** Both a point's share of the error and the false discovery rate, so that the two can be compared. */
const alpha = 0.001;

// 48 units of a ladder that costs 3: one look, before the burn-in, so that all formulas see the same replicates.
const oneLook = { name: "one look", workPerPoint: 3 * 48 };

type Spoil = (point: SyntheticParameters) => Partial<Record<"a" | "b", Quantity>>;

interface Prepared {
  readonly compiled: CompiledFormula;
  readonly points: readonly LimitPoint[];
  readonly sizes: readonly number[];
  readonly test: LimitTest;
}

/** The synthetic claim with another formula, before any data. */
function prepared(
  formula: Formula<SyntheticParameters>,
  grid: readonly object[] = [{ a: 2, b: 3 }],
  test: Partial<LimitTest> = {},
  experiment: Experiment<SyntheticParameters> = syntheticExperiment,
): Prepared {
  const claim = syntheticClaim({ grid: grid as never });
  const changed = { ...claim.test, ...test, formula } as unknown as LimitTest;
  const compiled = compile(formula);
  const context = {
    claim: { experiment, sizes: claim.sizes },
    alpha,
    budget: oneLook,
    modules: [],
    replicateKey: () => "",
  } as unknown as PointContext;
  const points = claim.grid.map((point) => prepareLimitPoint(context, changed, compiled, point));
  return { compiled, points, sizes: claim.sizes, test: changed };
}

/** The synthetic claim with another formula, judged on its points. */
function judged(...changes: Parameters<typeof prepared>): Prepared {
  const run = prepared(...changes);
  settle(run.points.flatMap(({ assignments }) => assignments));
  return run;
}

function mutate({ compiled, points, sizes, test }: Prepared): MutationResult {
  return runMutants(compiled, points, sizes, test, alpha);
}

/** The same result at every call, worked out at the first. */
function once<Result>(work: () => Result): () => Result {
  let known: { readonly result: Result } | undefined;
  return () => {
    known ??= { result: work() };
    return known.result;
  };
}

/** Whether some point refutes the claim's formula at this level, whatever the level it was judged at. */
function isRefutedAt(level: number, points: readonly LimitPoint[]): boolean {
  return points.some((point) => {
    const { margin, residualBias } = point.result("no");
    const evidence = point.evidence();
    if (evidence === null || evidence.intercepts.sumOfSquares === 0) return false;
    const reach = studentMixtureHalfWidth(evidence.intercepts, level, evidence.rho);
    return Math.abs(evidence.intercepts.mean) > reach + (margin as number) + (residualBias as number);
  });
}

/** The level at which one point's refutation alone makes e-BH reject, of so many points and mutants. */
function sufficientLevel(points: number, total: number): number {
  // An average of `points` e-values is at least the largest over their number, and e-BH rejects all that reach total/α.
  const needed = Math.log((points * total) / alpha);
  let low = 0;
  let high = 100;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (logCalibrated(middle) < needed) low = middle;
    else high = middle;
  }
  return Math.exp(-high);
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
  const spoils: readonly Spoil[] = [() => ({}), ({ a }) => ({ a: { value: a, error: 0.004, status: "ok" } })];

  /** All mutants that can stand as a claim, each with whether it was killed and with itself judged as the claim. */
  const comparisons = once(() =>
    spoils.flatMap((spoil) =>
      expressions.flatMap((expression) =>
        grids.flatMap((grid) => {
          const run = judged(productFormula(expression, spoil), grid);
          const result = mutate(run);
          expect(result.killed).toBe(result.total - result.survivors.length);
          const survivors = result.survivors.map((mutant) => mutant.expression);
          const informative = grid.filter(({ b }: { b?: number }) => b !== 0);
          return mutants(run.compiled)
            .filter((mutant) => isKept(mutant, run.compiled, grid))
            .map((mutant) => ({
              name: `${mutant.expression} for ${expression}`,
              isKilled: !survivors.includes(mutant.expression),
              total: result.total,
              points: judged(productFormula(mutant.expression, spoil), informative).points,
            }));
        }),
      ),
    ),
  );

  it("kills only mutants that, as the claim, the same data would refute", () => {
    // An average of e-values of 1/α or more has a term that large, and e ≤ 1/p.
    let killed = 0;
    let spared = 0;
    for (const { name, isKilled, points } of comparisons()) {
      const isRefuted = points.some((point) => point.verdict("no") === "refuted");
      expect([name, isRefuted]).toEqual([name, isRefutedAt(alpha, points)]);
      if (isKilled) {
        expect([name, isRefuted]).toEqual([name, true]);
        killed += 1;
      } else if (!isRefuted) spared += 1;
    }
    // Both outcomes occur, or the comparison says nothing.
    expect(killed).toBeGreaterThan(100);
    expect(spared).toBeGreaterThan(20);
  });

  it("kills all mutants that, as the claim, the same data would refute at so small a level that e-BH has to", () => {
    let sure = 0;
    for (const { name, isKilled, points, total } of comparisons()) {
      if (!isRefutedAt(sufficientLevel(points.length, total), points)) continue;
      expect([name, isKilled]).toEqual([name, true]);
      sure += 1;
    }
    expect(sure).toBeGreaterThan(100);
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

  describe("against e-BH by hand", () => {
    const weighed = { a: 2, b: 3, noise: 2 };
    const run = once(() => judged(productFormula("a * b"), [weighed]));

    /** 1/p of the mutants that screening keeps: the t-mixture at the nearest mean that a formula of this value allows. */
    function evidence({ compiled, points: [point] }: Prepared): readonly number[] {
      const { intercepts, rho } = point.evidence() ?? expect.unreachable();
      const { count: n, mean, sumOfSquares } = intercepts;
      const seen = [6];
      return mutants(compiled).flatMap((mutant) => {
        const value = mutant.evaluate(weighed);
        if (seen.some((other) => Math.abs(other - value) <= 1e-6 * Math.max(other, value))) return [];
        seen.push(value);
        // The realised problem of every size is the point, and extrapolation weights sum to 1.
        const distance = Math.abs(mean - (value - 6)) - (0.05 + 0.005) * Math.abs(value);
        if (distance <= 0) return [1];
        const share = (n * distance) ** 2 / ((n + rho) * (sumOfSquares + n * distance ** 2));
        return [Math.max(1, Math.sqrt(rho / (n + rho)) * (1 - share) ** (-n / 2))];
      });
    }

    /** Vovk and Wang's calibrator, in p. */
    function calibrated(inverse: number): number {
      const p = 1 / inverse;
      return p > 0.999 ? 0.5 : (1 - p + p * Math.log(p)) / (p * Math.log(p) ** 2);
    }

    function rejections(values: readonly number[], level: number): number {
      const ordered = [...values].sort((x, y) => y - x);
      return ordered.reduce((most, e, i) => (e >= values.length / ((i + 1) * level) ? i + 1 : most), 0);
    }

    it("kills at every level what the calibrated evidence rejects there, to the last digits of each boundary", () => {
      const { compiled, points, sizes, test } = run();
      const killedAt = (level: number): number => runMutants(compiled, points, sizes, test, level).killed;
      const values = evidence(run()).map(calibrated);
      expect(runMutants(compiled, points, sizes, test, alpha).total).toBe(values.length);
      const boundaries = [...values]
        .sort((x, y) => y - x)
        .map((e, i) => values.length / ((i + 1) * e))
        .filter((level) => level < 1);
      let moved = 0;
      for (const boundary of boundaries) {
        // Evidence of size exp(±30) from some dozen operations has a relative error below 1e-12.
        const [below, above] = [boundary * (1 - 1e-9), boundary * (1 + 1e-9)];
        expect([boundary, killedAt(below)]).toEqual([boundary, rejections(values, below)]);
        expect([boundary, killedAt(above)]).toEqual([boundary, rejections(values, above)]);
        if (killedAt(above) > killedAt(below)) moved += 1;
      }
      expect(moved).toBeGreaterThan(3);
      // Levels other than the points' own, on both sides of it.
      expect(Math.min(...boundaries)).toBeLessThan(alpha / 10);
      expect(Math.max(...boundaries)).toBeGreaterThan(10 * alpha);
    });

    it("would kill more if the evidence, which Ville's inequality bounds at no stopping time, stood for e-values", () => {
      const raw = evidence(run());
      const differing = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6].filter(
        (level) => rejections(raw, level) > rejections(raw.map(calibrated), level),
      );
      expect(differing.length).toBeGreaterThan(0);
    });
  });

  it("counts every mutant once: killed, surviving, equivalent or invalid", () => {
    const run = judged(productFormula("sqrt(a) ^ 2 * b"));
    const result = mutate(run);
    expect(result.total + result.equivalent + result.invalid).toBe(mutants(run.compiled).length);
    expect(result.total).toBe(result.killed + result.survivors.length);
    expect(result.equivalent).toBeGreaterThan(0);
  });

  it("judges declared variants like other mutants, and lists the survivors with what is wrong with them", () => {
    const variants = [
      { why: "a sum", expression: "a + b" },
      { why: "a hair too much", expression: "a * b * 1.0001" },
      { why: "commuted", expression: "b * a" },
      { why: "no number", expression: "sqrt(-a * b)" },
    ];
    const result = mutate(judged({ ...productFormula("a * b"), variants }));
    const [survivor, ...others] = result.survivors.filter(({ operator }) => operator === "declared");
    expect(survivor).toMatchObject({ why: "a hair too much", expression: "a * b * 1.0001" });
    // 1.0001 is no binary number: its half unit in the last place, relative to the excess of 1e-4.
    expect(Math.abs(survivor.discrepancy / 1e-4 - 1)).toBeLessThan(4e4 * Number.EPSILON);
    expect(others).toEqual([]);
    for (const mutant of result.survivors.filter(({ operator }) => operator !== "declared")) {
      expect(mutant).not.toHaveProperty("why");
    }
    const plain = mutate(judged(productFormula("a * b")));
    expect(result.total - plain.total).toBe(2);
    expect(result.killed - plain.killed).toBe(1);
    expect(result.equivalent - plain.equivalent).toBe(1);
    expect(result.invalid - plain.invalid).toBe(1);
  });

  it("solves the equations of mutants, and refutes by their roots", () => {
    const symbols = { ...productFormula("a * b").symbols, p: { tex: "p", meaning: "the product, as a root" } };
    // p² = a²b², of which the product is the positive root.
    const formula = {
      ...productFormula("a * b"),
      expression: "p",
      symbols,
      equations: { p: "p = (a * b)^2 / p" },
      domain: ["p > 0"],
      variants: [
        { why: "the wrong root", expression: "p", domain: ["p < 0"] },
        { why: "a hair too much", expression: "p", equations: { p: "p = (a * b)^2 / p + 1e-4" } },
        { why: "both roots", expression: "p", domain: [] },
      ],
    };
    const result = mutate(judged(formula));
    expect(result.survivors).toEqual([
      expect.objectContaining({
        why: "a hair too much",
        expression: "p; p = (a * b) ^ 2 / p + 0.0001; p > 0",
        tex: "p,\\quad p = \\frac{(a b)^{2}}{p} + 0.0001,\\quad p \\gt 0",
      }),
    ]);
    expect(result.killed).toBeGreaterThan(10);
    expect(result.invalid).toBeGreaterThanOrEqual(1);
    const without = mutate(prepared(formula));
    const texts = without.survivors.map(({ expression }) => expression);
    expect(texts).toContain("p = (a * b) ^ 2 / p ^ 1.5");
    expect(texts).toContain("2 * p");
  });

  it("lets every mutant live without data, and says how far each is off", () => {
    const result = mutate(prepared(productFormula("a * b")));
    expect(result.total).toBeGreaterThan(3);
    expect(result.killed).toBe(0);
    expect(result.survivors).toHaveLength(result.total);
    const doubled = result.survivors.find(({ operator }) => operator === "doubled-factor");
    expect(doubled).toMatchObject({ discrepancy: 1 });
    expect(doubled?.tex).toContain("2");
  });

  it("has nothing to say where theory failed or is 0 at every point", () => {
    const empty = { total: 0, killed: 0, survivors: [], equivalent: 0, invalid: 0 };
    expect(mutate(judged(productFormula("a * b"), [{ a: 1, b: 0 }], { margin: { absolute: 0.1 } }))).toEqual(empty);
    expect(mutate(judged(productFormula("a / b"), [{ a: 1, b: 0 }]))).toEqual(empty);
  });

  it("does not count a mutant as killed by a point where it has no value at a realised problem", () => {
    // The realised a is 0 at every size, where the swapped quotient b/a has no value. In the limit b/a = 2 is far from
    // the observed 0.5.
    const experiment: Experiment<SyntheticParameters> = {
      ...syntheticExperiment,
      realise: (point, size) => ({ ...syntheticExperiment.realise(point, size), realised: { ...point, a: 0 } }),
    };
    const grid = [{ a: 2, b: 4, shift: -7.5, noise: 0.001 }];
    const result = mutate(judged(productFormula("a / b"), grid, {}, experiment));
    expect(result.survivors.map(({ expression }) => expression)).toContain("b / a");
  });

  it("averages over points, those without data among them: nine of these make the level a tenth", () => {
    const noisy = { a: 2, b: 3, noise: 2 };
    // Points that differ in their noise alone have the same theory, and the same mutants.
    const empty = Array.from({ length: 9 }, (_, i) => ({ ...noisy, noise: 3 + i }));
    const alone = judged(productFormula("a * b"), [noisy]);
    const among = prepared(productFormula("a * b"), [noisy, ...empty]);
    settle(among.points[0].assignments);
    const killedAt = ({ compiled, points, sizes, test }: Prepared, level: number): number =>
      runMutants(compiled, points, sizes, test, level).killed;
    let fewer = 0;
    for (let exponent = 3; exponent < 40; exponent += 0.5) {
      const level = 10 ** -exponent;
      // Without data e is ½: 4.5 beside the 10·K/(kα) > 10 000 that an average of K/(kα) takes.
      expect(killedAt(among, level)).toBe(killedAt(alone, level / 10));
      if (killedAt(among, level) < killedAt(alone, level)) fewer += 1;
    }
    expect(fewer).toBeGreaterThan(2);
  });

  it("kills nothing on the word of replicates that are all equal", () => {
    const result = mutate(judged(productFormula("a * b"), [{ a: 2, b: 3, shift: 100, noise: 0 }]));
    expect(result.total).toBeGreaterThan(3);
    expect(result.killed).toBe(0);
  });
});
