import type { LimitTest } from "asymptopia";
import { noisyDigitsExperiment, type SignFlipParameters, signFlipExperiment } from "asymptopia/simulation";
import { leastSquaresMargins, populationReadout } from "asymptopia/theory";
import { describe, expect, it } from "vitest";
import { loadFormulaCompiler } from "../../../src/claims/formula/compile.ts";
import { formulaInputs, inputValues } from "../../../src/claims/formula/formula-inputs.ts";
import { verifyHere } from "../../../src/verification/testing/verify-here.ts";
import adahessian from "./adahessian-ood.ts";
import exactCovariance from "./exact-covariance-is-invariant.ts";
import figure from "./ood-accuracy.ts";
import digitsFigure from "./ood-accuracy-digits.ts";
import digits from "./ood-mnist.ts";
import synthetic from "./ood-synthetic.ts";
import { fewInputs, signFlipSetting } from "./sign-flip-model.ts";

const compile = await loadFormulaCompiler();
const [recovers, , turned, path, pathWithin, leastSquares] = synthetic;
const [worded, early, , atOnce] = exactCovariance;

function formulaAt(test: LimitTest<SignFlipParameters>, point: SignFlipParameters): number {
  return compile(test.formula).evaluate(inputValues(formulaInputs(test.formula, point)));
}

describe("the formulas", () => {
  // A handful of roundings, where the margins are of the order of 1.
  const near = (value: number, expected: number) =>
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(32 * Number.EPSILON);

  it("are the margins of the theory's functions", () => {
    for (const point of path.grid) {
      near(formulaAt(path.test, point), populationReadout(signFlipSetting(point), point.readout).oodMargin.value);
    }
    for (const point of pathWithin.grid) {
      near(formulaAt(pathWithin.test, point), populationReadout(signFlipSetting(point), point.readout).margin.value);
    }
    for (const point of leastSquares.grid) {
      const { invariantSignal, spuriousSignal, phi } = point;
      const margins = leastSquaresMargins({ invariantSignal, spuriousSignal, phi: phi ?? Number.NaN });
      near(formulaAt(leastSquares.test, point), margins.oodMargin.value);
    }
    for (const point of atOnce.grid) {
      const { oodMargin } = populationReadout(signFlipSetting(point), point.readout);
      // Both modes of −1 have the rate 1, and what rounding leaves of their difference is in the stated error.
      expect(Math.abs(formulaAt(atOnce.test, point) - oodMargin.value)).toBeLessThanOrEqual(2 * oodMargin.error);
    }
  });
});

describe("the setting", () => {
  const accuracies = (readout: object) => {
    const point = signFlipExperiment.parameters.parse({ ...fewInputs, readout });
    const { accuracy, oodAccuracy } = populationReadout(signFlipSetting(point), point.readout);
    return [accuracy.value, oodAccuracy.value];
  };

  it("has the accuracies that the statements and captions say", () => {
    // Φ of (a² + b²)/√(a² + b²) and of (a² − b²)/√(a² + b²) with 1.25 and 2.
    for (const exponent of [-2, -1, 0]) {
      const [within, flipped] = accuracies({ exponent });
      expect(within).toBeCloseTo(0.991, 3);
      expect(flipped).toBeCloseTo(0.151, 3);
    }
    // By eigenvectors of the 3 × 3 matrix, in NumPy.
    const [within, flipped] = accuracies({ exponent: -2, time: 0.1 });
    expect(within).toBeCloseTo(0.62507, 5);
    expect(flipped).toBeCloseTo(0.97505, 5);
    expect(accuracies({ exponent: -1.5, time: 1 })[1]).toBeCloseTo(0.88493, 5);
    expect(accuracies({ exponent: 0, time: 1 })[1]).toBeCloseTo(0.02825, 5);
  });
});

describe("the verdicts", () => {
  it.each([
    [worded, "refuted"],
    [early, "supported"],
    [recovers, "supported"],
    [turned, "supported"],
  ] as const)("come out as expected with another seed", async (claim, verdict) => {
    const result = await verifyHere(claim as never, "ordering", { seed: "another" });
    expect(result.verdict).toBe(verdict);
    expect(result.verdict).toBe(result.expected);
    for (const control of result.controls) expect(control.verdict).toBe(control.expected);
  });

  it("are those of different ids, and printed statements that are false are expected to be refuted", () => {
    const claims = [...synthetic, ...exactCovariance, ...digits, ...adahessian];
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    const refuted = claims.filter(({ expected }) => expected === "refuted").map(({ id }) => id);
    expect(refuted).toEqual(["pf/exact-covariance-is-invariant", "pf/adahessian-ood"]);
  });

  it("on digits are asked of more images at the thorough budget", () => {
    for (const claim of digits) {
      expect(claim.atBudget?.thorough?.sizes).toEqual([600]);
      for (const { exponent, reference } of claim.atBudget?.thorough?.grid ?? []) {
        expect(claim.grid[0]).toMatchObject({ exponent, reference });
      }
    }
    expect(digits[0].experiment).toBe(noisyDigitsExperiment);
  });
});

describe("the figures", () => {
  it("draw theory and a point for each exponent, in distribution and out of it", () => {
    const estimate = (point: number) => ({ mean: point / 100, interval: [0, 1], replicates: 16 }) as never;
    const spread = () => {
      throw new RangeError("there are no trajectories");
    };
    const [drawn] = figure.draw(estimate, spread);
    const { panels } = drawn.data;
    const points = panels.flatMap(({ series }) => series[0].points.map((point) => point.estimate));
    expect(points).toEqual(figure.points.map((_, i) => i / 100));
    for (const { series } of panels) {
      expect(series).toHaveLength(2);
      for (const { curve } of series) {
        expect(curve?.length).toBeGreaterThan(100);
        for (const [, y] of curve ?? []) expect(y >= 0 && y <= 1).toBe(true);
      }
    }
    const [withDigits] = digitsFigure.draw(estimate, spread);
    expect(withDigits.data.panels[0].series.map(({ points: own }) => own.length)).toEqual([9, 9, 9]);
  });
});
