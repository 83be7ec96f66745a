import type { Formula } from "asymptopia";
import type { ReadoutParameters } from "asymptopia/simulation";
import {
  leastSquaresRiskFormula,
  type ReadoutParameters as RiskParameters,
  ridgelessRiskFormula,
  ridgeRiskFormula,
} from "./risk-model.ts";

export { assumptions, paper } from "./risk-model.ts";

/** How the risks of this folder are simulated, for those that are averages. */
export const averagedAssumption =
  "label noise and the teacher's signs are averaged over exactly, given the inputs: the risk is quadratic in both";

/** Ladder of the smaller of n and d, with whole numbers of eigenvalues at the three atoms. */
const sizes = [16, 32, 64];

/** An octave above it, for a budget with time. */
const largerSizes = [32, 64, 128];

/**
 * A grid, of which the quick budget has every fifth point, or every third of a few: strides that meet all values of the
 * axes of these grids that matter, φ and p among them.
 */
export function thinnedWhenQuick<P>(points: readonly P[]) {
  const stride = points.length >= 12 ? 5 : 3;
  return { grid: points, atBudget: { quick: { grid: points.filter((_, i) => i % stride === 0) } } };
}

/** The same on the ladder of sizes, with larger sizes at the thorough budget. */
export function onLadder<P>(points: readonly P[]) {
  const { grid, atBudget } = thinnedWhenQuick(points);
  return { grid, sizes, atBudget: { ...atBudget, thorough: { sizes: largerSizes } } };
}

/** Three eigenvalues in the ratio 2 : 1 : 1; neither mean nor any other moment is 1. */
export const threeAtoms = { kind: "atoms", values: [0.25, 1, 3], weights: [2, 1, 1] } as const;

/** A continuous population. */
export const flat = { kind: "uniform", low: 0.2, high: 3 } as const;

/** Log-uniform eigenvalues over two decades. */
export const geometric = { kind: "geometric", low: 0.1, high: 10 } as const;

/** A formula over the risk's parameters, for points of experiments in which λ may be absent. */
function asked(formula: Formula<RiskParameters>): Formula<ReadoutParameters> {
  const { inputs, spectra, ...rest } = formula;
  const complete = ({ lambda = 0, ...point }: ReadoutParameters): RiskParameters => ({ ...point, lambda });
  return {
    ...rest,
    inputs: (point) => inputs(complete(point)),
    ...(spectra === undefined ? {} : { spectra: (point: ReadoutParameters) => spectra(complete(point)) }),
  };
}

export const ridgeRisk = asked(ridgeRiskFormula);
export const ridgelessRisk = asked(ridgelessRiskFormula);
export const leastSquaresRisk = asked(leastSquaresRiskFormula);

/** `formula` asked about other parameters than the problem's. */
export function misapplied(
  formula: Formula<ReadoutParameters>,
  change: (point: ReadoutParameters) => ReadoutParameters,
): Formula<ReadoutParameters> {
  const { inputs, spectra, ...rest } = formula;
  return {
    ...rest,
    inputs: (point) => inputs(change(point)),
    ...(spectra === undefined ? {} : { spectra: (point: ReadoutParameters) => spectra(change(point)) }),
  };
}

/** How limits of averaged risks are extrapolated: means over d directions, which fluctuate by O(1/d). */
export const extrapolation = { finiteSizeExponent: 1, varianceExponent: 2 } as const;

/**
 * Over 1,000 draws a size with seeds of their own, at each point of the ridge's grids, the intercept was off by .16 % of
 * theory at most, or 1.6 standard errors; the biases themselves are up to 3.4 % at size 16. Without a ridge, biases of
 * up to 11 % (φ = 1.5) left .5 %, or 1.9 standard errors: those claims stay away from φ = 1 and declare more.
 */
export const riskMargin = { relative: 0.015 };

export const residualBias = { relative: 0.003 };

export const figure = {
  x: "exponent",
  label: "exponent p of the preconditioner",
  scale: "linear",
  series: ["alignment"],
  yLabel: "test risk",
} as const;
