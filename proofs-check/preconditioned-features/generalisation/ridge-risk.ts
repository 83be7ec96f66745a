import { exactly, type FormulaSymbol, grid, limitClaim, type Quantity } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import { averagedReadoutExperiment, linearReadoutExperiment, type ReadoutParameters } from "asymptopia/simulation";
import { ridgeRisk as exactRidgeRisk, integrateAgainst } from "asymptopia/theory";
import {
  assumptions,
  averagedAssumption,
  extrapolation,
  figure,
  flat,
  leastSquaresRisk,
  misapplied,
  onLadder,
  paper,
  residualBias,
  ridgelessRisk,
  ridgeRisk,
  riskMargin,
  threeAtoms,
} from "./readout-model.ts";

const source = { reference: `The linear readout behind the hypothesis of ${paper}`, status: "new" } as const;

const test = { observable: "risk", margin: riskMargin, residualBias, ...extrapolation } as const;

const noise = { noiseVariance: [0.25] };

const ridgePoints = [
  ...grid({
    population: [threeAtoms],
    phi: [0.5, 2],
    exponent: [-1.5, -0.5, 0.5],
    alignment: [-0.5, 1],
    lambda: [0.1, 1],
    ...noise,
  }),
];

const densitySymbols = {
  sigma2: ridgeRisk.symbols.sigma2,
  kappa: { tex: "\\kappa", meaning: "effective ridge of the preconditioned covariance $\\Sigma^{1+p}$" },
  b: { tex: "b", meaning: "$\\sum_i\\tilde\\theta_i^2\\tilde\\tau_i/(\\tilde\\tau_i + \\kappa)^2$" },
  phi: ridgeRisk.symbols.phi,
  df2: { tex: "\\mathrm{df}_2", meaning: "$\\int\\bigl(\\frac{\\tilde\\tau}{\\tilde\\tau+\\kappa}\\bigr)^2dH$" },
} as Record<string, FormulaSymbol>;

function densityInputs(point: ReadoutParameters): Record<string, Quantity> {
  const { phi, lambda = 0, exponent, alignment, noiseVariance } = point;
  const population = parsePopulation(point.population);
  const { effectiveRidge: kappa } = exactRidgeRisk({ ...point, population, lambda });
  const { size } = ridgeRisk.inputs(point);
  /** An integral of a positive function of τ̃ + κ, of at most its square. */
  const resolved = (f: (tau: number) => number, unit: number): Quantity => {
    const { value, error, status } = integrateAgainst(population, f);
    const relative = error / value + (2 * kappa.error) / kappa.value + size.error / size.value;
    return { value: value / unit, error: (relative * value) / unit, status };
  };
  const sum = (tau: number): number => tau ** (1 + exponent) + kappa.value;
  return {
    sigma2: exactly(noiseVariance),
    kappa,
    b: resolved((tau) => tau ** (2 * alignment + 1) / sum(tau) ** 2, size.value),
    phi: exactly(phi),
    df2: resolved((tau) => (1 - kappa.value / sum(tau)) ** 2, 1),
  };
}

const onePoint = grid({
  population: [threeAtoms],
  phi: [2],
  exponent: [-1.5],
  alignment: [1],
  lambda: [0.1],
  ...noise,
});

export const averaged = limitClaim({
  id: "pf/ridge-risk",
  title: "Risk of a linear readout trained with the preconditioner Σ^p to a ridge",
  statement:
    "Training with $P = \\Sigma^p$ to the ridge $\\lambda$ is ridge regression on $\\tilde x = \\Sigma^{p/2}x$, for which $\\tilde\\tau = \\tau^{1+p}$ and $\\tilde\\theta^2 = \\theta^2\\tau^{-p}$. The risk $\\mathbb E(y - \\hat y)^2$ at a new $x$ tends to the formula, with $\\kappa$ from its equation, which has mutants of its own.",
  assumptions: [...assumptions, averagedAssumption],
  source,
  experiment: averagedReadoutExperiment,
  ...onLadder(ridgePoints),
  test: { ...test, formula: ridgeRisk },
  controls: [
    {
      id: "preconditioner-ignored",
      why: "the formula at $p = 0$ claimed for $p = -1.5$",
      expected: "refuted",
      grid: onePoint,
      test: { formula: misapplied(ridgeRisk, (point) => ({ ...point, exponent: 0 })) },
    },
    {
      id: "untransformed-effective-ridge",
      why: "$\\kappa$ from the spectrum of $\\Sigma$ in the place of that of $\\Sigma^{1+p}$",
      expected: "refuted",
      grid: onePoint,
      test: {
        formula: {
          ...ridgeRisk,
          variants: [],
          equations: { kappa: "lambda = kappa * (1 - phi * integral(tau / (tau + kappa), tau, H))" },
        },
      },
    },
    {
      id: "without-inflation",
      why: "$1 - \\varphi\\,\\mathrm{df}_2$ dropped: what the population would lose with $\\kappa$ as its ridge",
      expected: "refuted",
      grid: onePoint,
      test: {
        formula: {
          ...ridgeRisk,
          variants: [],
          expression: "sigma2 + kappa^2 * integral(tau^(2 * a + 1) / (tau^(1 + p) + kappa)^2, tau, H) / size",
        },
      },
    },
  ],
  figure,
});

export const density = limitClaim({
  id: "pf/ridge-risk/density",
  title: "The same risk for populations with a density",
  statement:
    "The risk of `pf/ridge-risk` where $H$ has a density, with $\\kappa$, $\\mathrm{df}_2$ and the teacher's share in it as numbers in the place of equation and integrals.",
  assumptions: [...assumptions, averagedAssumption],
  source,
  experiment: averagedReadoutExperiment,
  ...onLadder([
    ...grid({
      population: [flat],
      phi: [0.5, 2],
      exponent: [-1.5, 0.5],
      alignment: [0.5],
      lambda: [0.3],
      normalization: ["unit-signal"],
      ...noise,
    }),
    ...grid({ population: [flat], phi: [2], exponent: [-0.5], alignment: [0.5], lambda: [0], ...noise }),
  ]),
  test: {
    ...test,
    formula: {
      expression: "(sigma2 + kappa^2 * b) / (1 - phi * df2)",
      symbols: densitySymbols,
      inputs: densityInputs,
      variants: [
        { why: "the noise not inflated", expression: "sigma2 + kappa^2 * b / (1 - phi * df2)" },
        { why: "the square of $\\kappa$ forgotten", expression: "(sigma2 + kappa * b) / (1 - phi * df2)" },
      ],
    },
  },
});

export const literal = limitClaim({
  id: "pf/ridge-risk/literal",
  title: "The same risk with every input, sign and label drawn",
  statement:
    "The risk of `pf/ridge-risk` for literal draws: all $nd$ inputs, the teacher's signs and the noise of the labels, 16 teachers a draw of the inputs. It has the same limit, and a replicate says less.",
  assumptions,
  source,
  experiment: linearReadoutExperiment,
  ...onLadder(
    grid({
      population: [threeAtoms],
      phi: [0.5, 2],
      exponent: [-0.5, 0.5],
      alignment: [1],
      lambda: [0.1],
      ...noise,
    }),
  ),
  test: {
    ...test,
    margin: { relative: 0.03 },
    residualBias: { relative: 0.005 },
    varianceExponent: 1,
    formula: ridgeRisk,
  },
});

export const ridgeless = limitClaim({
  id: "pf/ridge-risk/ridgeless",
  title: "Risk of the interpolator that preconditioned training ends in",
  statement:
    "For $\\varphi > 1$ and without a ridge, training with $\\Sigma^p$ ends in the interpolator of least $\\|\\Sigma^{-p/2}\\hat\\theta\\|$. Its risk tends to the formula, $\\kappa$ being the root of $\\varphi\\int\\frac{\\tau^{1+p}}{\\tau^{1+p}+\\kappa}dH = 1$.",
  assumptions: [...assumptions, averagedAssumption, "$\\lambda \\downarrow 0$, $\\varphi > 1$"],
  source,
  experiment: averagedReadoutExperiment,
  ...onLadder([
    ...grid({
      population: [threeAtoms],
      phi: [2, 4],
      exponent: [-1, 0.5],
      alignment: [-0.5, 1],
      lambda: [0],
      ...noise,
    }),
  ]),
  test: { ...test, margin: { relative: 0.02 }, residualBias: { relative: 0.005 }, formula: ridgelessRisk },
  controls: [
    {
      id: "preconditioner-ignored",
      why: "the formula at $p = 0$ claimed for $p = -1$: which interpolator training ends in depends on $p$",
      expected: "refuted",
      grid: grid({ population: [threeAtoms], phi: [2], exponent: [-1], alignment: [1], lambda: [0], ...noise }),
      test: { formula: misapplied(ridgelessRisk, (point) => ({ ...point, exponent: 0 })) },
    },
  ],
  figure,
});

export const leastSquares = limitClaim({
  id: "pf/ridge-risk/least-squares",
  title: "With more samples than inputs and without a ridge the exponent does not matter",
  statement:
    "For $\\varphi < 1$ and $\\lambda \\downarrow 0$ the risk tends to $\\sigma^2/(1 - \\varphi)$ for every $p$ and every teacher: $p$ acts through a finite time or a ridge only.",
  assumptions: [...assumptions, averagedAssumption, "$\\lambda \\downarrow 0$, $\\varphi < 1$, $\\Sigma$ regular"],
  source,
  experiment: averagedReadoutExperiment,
  ...onLadder(
    grid({
      population: [threeAtoms],
      phi: [0.3, 0.5],
      exponent: [-2, 1],
      alignment: [-0.5, 1],
      lambda: [0],
      noiseVariance: [0.25, 1],
    }),
  ),
  test: { ...test, formula: leastSquaresRisk },
  controls: [
    {
      id: "with-a-ridge",
      why: "a ridge of $0.1$, under which $p$ matters",
      expected: "refuted",
      grid: grid({ population: [threeAtoms], phi: [0.5], exponent: [1], alignment: [-0.5], lambda: [0.1], ...noise }),
    },
  ],
});

export default [averaged, density, literal, ridgeless, leastSquares];
