import type { Formula, Parameters } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import { gradientDescentRisk, gradientFlowRisk, ridgeRisk, shiftedRidgeRisk } from "asymptopia/theory";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { loadFormulaCompiler } from "../../../src/claims/formula/compile.ts";
import { mutants } from "../../../src/claims/formula/mutants.ts";
import { screenMutants } from "../../../src/claims/formula/screen-mutants.ts";
import { formulaTex } from "../../../src/claims/formula/tex.ts";
import {
  inverseTimeRidgeFormula,
  leastSquaresRiskFormula,
  type ReadoutParameters,
  ridgelessRiskFormula,
  ridgeRiskFormula,
  type ShiftedParameters,
  shiftedRiskFormula,
  type TrainedParameters,
  trainedRiskFormula,
} from "./risk-model.ts";

const compile = await loadFormulaCompiler();

function row<P extends Parameters>(formula: Formula<P>, point: P) {
  const inputs = Object.entries(formula.inputs(point)).map(([name, { value }]) => [name, value] as const);
  return { ...Object.fromEntries(inputs), ...formula.spectra?.(point) };
}

const population = { kind: "atoms", values: [0.25, 1, 3], weights: [2, 1, 1] };
const points: readonly ReadoutParameters[] = [
  {
    population,
    phi: 0.5,
    lambda: 0.1,
    exponent: -0.5,
    alignment: 0.5,
    normalization: "unit-norm",
    noiseVariance: 0.25,
  },
  {
    population,
    phi: 2,
    lambda: 0.3,
    exponent: 0.5,
    alignment: -0.25,
    normalization: "unit-signal",
    noiseVariance: 0.5,
  },
  { population, phi: 2, lambda: 0.05, exponent: -1.5, alignment: 0.5, normalization: "unit-norm", noiseVariance: 0.25 },
];

const ridgeless = points.filter(({ phi }) => phi > 1).map((point) => ({ ...point, lambda: 0 }));
const determined = points.map((point, i) => ({ ...point, phi: 0.3 + 0.2 * i, lambda: 0 }));
const shifted = [...points, ...ridgeless].map(
  (point) => ({ ...point, shiftedEigenvalues: [2, 1, 0.5] }) as unknown as ShiftedParameters,
);

function exact(point: ReadoutParameters): number {
  return ridgeRisk({ ...point, population: parsePopulation(point.population) }).risk.value;
}

function exactShifted({ population, ...point }: ShiftedParameters): number {
  const { values, weights } = population;
  return shiftedRidgeRisk({ ...point, eigenvalues: values, ...(weights === undefined ? {} : { weights }) }).risk.value;
}

const trained = points.map(({ lambda: _, ...point }, i) => ({
  ...point,
  ...(i === 1 ? { steps: 12, learningRate: 0.05 } : { time: 1.5 + i }),
})) as unknown as readonly TrainedParameters[];

function exactTrained({ population, time, steps = 0, learningRate = 0, ...point }: TrainedParameters): number {
  const teacher = { ...point, population: parsePopulation(population) };
  return (
    time === undefined
      ? gradientDescentRisk({ ...teacher, steps, learningRate })
      : gradientFlowRisk({ ...teacher, time })
  ).risk.value;
}

const formulas = [
  { name: "trained", formula: trainedRiskFormula, grid: trained, exact: exactTrained },
  { name: "ridge", formula: ridgeRiskFormula, grid: points, exact },
  { name: "ridgeless", formula: ridgelessRiskFormula, grid: ridgeless, exact },
  { name: "least squares", formula: leastSquaresRiskFormula, grid: determined, exact },
  { name: "shifted", formula: shiftedRiskFormula, grid: shifted, exact: exactShifted },
] as unknown as {
  name: string;
  formula: Formula<Parameters>;
  grid: readonly Parameters[];
  exact: (point: Parameters) => number;
}[];

describe.each(formulas)("the $name risk", ({ formula, grid, exact }) => {
  it("is what theory/ computes without cancellation", () => {
    for (const point of grid) {
      const { value } = compile(formula).assess(row(formula, point));
      // 1 − φ df₂ leaves at least a tenth of its terms on this grid.
      expect(Math.abs(value - exact(point))).toBeLessThan(200 * Number.EPSILON * exact(point));
    }
  });

  it("has mutants of which at least nine in ten are off by a twentieth", () => {
    const compiled = compile(formula);
    const rows = grid.map((point) => row(formula, point));
    const { inequivalent } = screenMutants(compiled, mutants(compiled), rows);
    const visible = inequivalent.filter(({ discrepancy }) => discrepancy > 0.05);
    expect(inequivalent.length).toBeGreaterThan(3);
    expect(visible.length).toBeGreaterThanOrEqual(0.9 * inequivalent.length);
    const declared = inequivalent.filter(({ operator }) => operator === "declared");
    expect(declared.length).toBe(formula.variants?.length);
  });

  it("renders", () => {
    const tex = formulaTex(compile(formula));
    for (const part of [tex].flat())
      expect(() => katex.renderToString(String(part), { throwOnError: true })).not.toThrow();
  });
});

describe("the inverse-time ridge", () => {
  it("is off by more than a twentieth, so that a control with it can be refuted", () => {
    for (const point of trained) {
      const { value } = compile(inverseTimeRidgeFormula).assess(row(inverseTimeRidgeFormula, point));
      expect(Math.abs(value / exactTrained(point) - 1)).toBeGreaterThan(0.05);
    }
  });
});
