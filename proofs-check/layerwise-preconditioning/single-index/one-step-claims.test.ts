import type { Claim, Formula, LimitTest, Parameters } from "asymptopia";
import { parseActivation, parsePopulation } from "asymptopia/model";
import type { BalancedOneStepParameters, OneStepParameters } from "asymptopia/simulation";
import * as theory from "asymptopia/theory";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { loadFormulaCompiler } from "../../../src/claims/formula/compile.ts";
import { mutants } from "../../../src/claims/formula/mutants.ts";
import { screenMutants } from "../../../src/claims/formula/screen-mutants.ts";
import { formulaTex } from "../../../src/claims/formula/tex.ts";
import { absoluteTolerance } from "../../../src/verification/tolerance.ts";
import figure3 from "./figure-3.ts";
import lemma310 from "./lemma-3.10.ts";
import lemma310InnerProduct from "./lemma-3.10-inner-product.ts";
import lemma310SquaredNorm from "./lemma-3.10-squared-norm.ts";
import lemma312 from "./lemma-3.12.ts";
import lemma312InnerProduct from "./lemma-3.12-inner-product.ts";
import lemma312SquaredNorm from "./lemma-3.12-squared-norm.ts";

const compile = await loadFormulaCompiler();

function value<P extends Parameters>(formula: Formula<P>, point: P): number {
  const inputs = Object.entries(formula.inputs(point)).map(([name, quantity]) => [name, quantity.value]);
  return compile(formula).evaluate(Object.fromEntries(inputs));
}

/** The point as the stable forms of theory/ take it. */
function setting(point: Omit<OneStepParameters, "columns">) {
  return {
    population: parsePopulation(point.population),
    phi: point.phi,
    teacher: parseActivation(point.teacher),
    noiseVariance: point.noiseVariance,
    lambda: point.lambda ?? Number.NaN,
  };
}

const stable: [
  Claim<BalancedOneStepParameters, LimitTest<BalancedOneStepParameters>>,
  (at: ReturnType<typeof setting>) => { value: number },
][] = [
  [lemma310, theory.sgdCorrelation],
  [lemma310InnerProduct, theory.sgdInnerProduct],
  [lemma310SquaredNorm, theory.sgdSquaredNorm],
  [lemma312, theory.kfacCorrelation],
  [lemma312InnerProduct, theory.kfacInnerProduct],
  [lemma312SquaredNorm, theory.kfacSquaredNorm],
];

describe.each(stable.map(([claim, limit]) => ({ id: claim.id, claim, limit })))("$id", ({ claim, limit }) => {
  it("has the formula that theory/ computes without cancellation", () => {
    for (const point of claim.grid) {
      const expected = limit(setting(point)).value;
      // The printed form subtracts λm and 2λm − λ²m′ from 1, which leaves at least a tenth of it on these grids.
      expect(Math.abs(value(claim.test.formula, point) - expected)).toBeLessThan(200 * Number.EPSILON);
    }
  });

  it("is checked with φ below, at and above 1, three populations, one with m₁ ≠ 1, and both teachers", () => {
    const different = (key: (point: BalancedOneStepParameters) => unknown): number =>
      new Set(claim.grid.map((point) => JSON.stringify(key(point)))).size;
    expect(claim.grid.some(({ phi }) => phi < 1)).toBe(true);
    expect(claim.grid.some(({ phi }) => phi === 1)).toBe(true);
    expect(claim.grid.some(({ phi }) => phi > 1)).toBe(true);
    expect(different(({ population }) => population)).toBeGreaterThanOrEqual(3);
    const means = claim.grid.map(({ population }) => theory.moment(parsePopulation(population), 1).value);
    expect(means.some((mean) => Math.abs(mean - 1) > 0.5)).toBe(true);
    for (const kind of ["relu", "tanh"]) expect(claim.grid.some(({ teacher }) => teacher.kind === kind)).toBe(true);
    if (claim.id.startsWith("lp/lemma-3.12")) {
      const lambdas = claim.grid.map(({ lambda }) => lambda as number);
      expect(Math.max(...lambdas) / Math.min(...lambdas)).toBeGreaterThanOrEqual(10);
    }
  });

  it("declares wrong variants that are real, differ from one another, and are off by a tenth somewhere", () => {
    const formula = compile(claim.test.formula);
    const rows = claim.grid.map((point) =>
      Object.fromEntries(Object.entries(claim.test.formula.inputs(point)).map(([name, { value }]) => [name, value])),
    );
    const declared = mutants(formula).filter(({ operator }) => operator === "declared");
    expect(declared.length).toBeGreaterThanOrEqual(2);
    const { inequivalent } = screenMutants(formula, declared, rows);
    expect(inequivalent.map(({ why }) => why)).toEqual(claim.test.formula.variants?.map(({ why }) => why));
    for (const { why, discrepancy } of inequivalent) expect(discrepancy, why).toBeGreaterThan(0.1);
    for (const mutant of declared) katex.renderToString(formulaTex(mutant), { throwOnError: true, strict: "error" });
  });

  it("has controls that differ from the right formula by at least four margins", () => {
    for (const control of claim.controls) {
      for (const point of control.grid) {
        const right = value(claim.test.formula, point);
        const wrong = value(control.test.formula, point);
        expect(Math.abs(right - wrong)).toBeGreaterThanOrEqual(4 * absoluteTolerance(control.test.margin, wrong));
      }
    }
  });
});

describe("the reference values of the one-step limits", () => {
  const at = (phi: number, lambda: number): BalancedOneStepParameters => ({
    population: { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] },
    phi,
    teacher: { kind: "relu" },
    noiseVariance: 0.25,
    lambda,
    directions: 16,
    columnsPerDirection: 4,
  });

  it.each([
    [0.18, 0.05, 0.7474, 0.8032],
    [2, 1, 0.3714, 0.3709],
    [2, 0.1, 0.3714, 0.322],
  ])("φ = %f, λ = %f: SGD %f, KFAC %f", (phi, lambda, sgd, kfac) => {
    // Four digits are given.
    expect(Math.abs(value(lemma310.test.formula, at(phi, lambda)) - sgd)).toBeLessThan(5e-5);
    expect(Math.abs(value(lemma312.test.formula, at(phi, lambda)) - kfac)).toBeLessThan(5e-5);
  });
});

describe("figure 3", () => {
  const noTrajectory = (): never => {
    throw new RangeError("figure 3 has no trajectories");
  };

  it("has the paper's sizes", () => {
    const { experiment, points } = figure3;
    const shapes = points.map(({ point, size }) => experiment.realise(point, size).shape);
    expect(shapes).toContainEqual({ n: 5000, d: 900 });
    expect(shapes).toContainEqual({ n: 6000, d: 200 });
    expect(new Set(shapes.map((shape) => JSON.stringify(shape))).size).toBe(2);
  });

  it("draws every point that it simulates, on curves that pass near it", () => {
    // The simulation stands in for itself: theory at each point, so that only the figure's bookkeeping is tested.
    const figures = figure3.draw((index, observable) => {
      const at = setting(figure3.points[index].point);
      const mean = (observable === "sgdCorrelation" ? theory.sgdCorrelation(at) : theory.kfacCorrelation(at)).value;
      return { mean, interval: null, replicates: 1 };
    }, noTrajectory);
    expect(figures.map(({ name }) => name)).toEqual(["left", "right"]);
    const drawn = figures.flatMap(({ data }) => data.panels.flatMap(({ series }) => series));
    expect(drawn.flatMap(({ points }) => points)).toHaveLength(2 * figure3.points.length);
    for (const { curve, points } of drawn) {
      for (const { x, estimate } of points) {
        const [, near] = curve.reduce((best, at) => (Math.abs(at[0] - x) < Math.abs(best[0] - x) ? at : best));
        expect(Math.abs(near - estimate)).toBeLessThan(0.01);
      }
    }
  });
});
