import { exactly, type Formula, type FormulaSymbol, grid, limitClaim } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import { averagedReadoutExperiment, type ReadoutParameters } from "asymptopia/simulation";
import { integrateAgainst } from "asymptopia/theory";
import {
  assumptions,
  averagedAssumption,
  extrapolation,
  onLadder,
  paper,
  ridgeRisk,
  threeAtoms,
} from "./readout-model.ts";

const { sigma2, kappa, lambda, phi, size, a, p, tau, H } = ridgeRisk.symbols;
const risk: FormulaSymbol = { tex: "R", meaning: "risk at inputs like those of training, label noise included" };
const s: FormulaSymbol = { tex: "s", meaning: "the inputs have covariance $\\Sigma^s$ at test time" };

const shifted = "sigma2 + kappa^2 * integral(tau^(2 * a + s) / (tau^(1 + p) + kappa)^2, tau, H) / size";
const spread = "integral(tau^(s + p) * tau^(1 + p) / (tau^(1 + p) + kappa)^2, tau, H)";
const unshiftedSpread = "integral((tau^(1 + p) / (tau^(1 + p) + kappa))^2, tau, H)";

const formula: Formula<ReadoutParameters> = {
  expression: `${shifted} + phi * risk * ${spread}`,
  // R is an unknown as well, so that what it is made of has mutants.
  symbols: { sigma2, risk, kappa, lambda, phi, size, a, s, p, tau, H } as Record<string, FormulaSymbol>,
  equations: { ...ridgeRisk.equations, risk: `risk = ${ridgeRisk.expression}` },
  domain: [...(ridgeRisk.domain ?? []), "risk > 0"],
  inputs: (point) => ({ ...ridgeRisk.inputs(point), s: exactly(point.shift) }),
  ...(ridgeRisk.spectra === undefined ? {} : { spectra: ridgeRisk.spectra }),
  variants: [
    { why: "no shift: the risk of the training inputs", expression: "risk" },
    { why: "the label noise in the place of $R$", expression: `${shifted} + phi * sigma2 * ${spread}` },
    { why: "the variance not shifted", expression: `${shifted} + phi * risk * ${unshiftedSpread}` },
    {
      why: "the bias not shifted",
      expression: `${shifted.replace("2 * a + s", "2 * a + 1")} + phi * risk * ${spread}`,
    },
    {
      why: "the shifted terms inflated as those without a shift are",
      expression: `(${shifted}) / (1 - phi * ${spread})`,
    },
  ],
};

const noise = { noiseVariance: [0.25] };

export const ridge = limitClaim({
  id: "pf/covariate-shift",
  title: "Risk of a preconditioned readout at inputs of another covariance",
  statement:
    "Trained on $x \\sim N(0, \\Sigma)$ with $P = \\Sigma^p$ to the ridge $\\lambda$ and tested on inputs of covariance $\\Sigma' = \\Sigma^s$, the readout has a risk that tends to the formula: with $s = 0$ the directions are alike at test time, with $s = -1$ those that had the least variance have the most.",
  assumptions: [...assumptions, averagedAssumption, "the teacher is normalised by the training inputs"],
  source: { reference: `The linear readout behind the hypothesis of ${paper}, under covariate shift`, status: "new" },
  experiment: averagedReadoutExperiment,
  ...onLadder([
    ...grid({
      population: [threeAtoms],
      phi: [0.5, 2],
      exponent: [-0.5, 0.5],
      alignment: [0, 1],
      lambda: [0.2],
      shift: [-1, 0],
      ...noise,
    }),
  ]),
  test: {
    observable: "shiftedRisk",
    formula,
    margin: { relative: 0.02 },
    residualBias: { relative: 0.005 },
    ...extrapolation,
  },
  controls: [
    {
      id: "shift-ignored",
      why: "the risk of the training inputs claimed for the shifted ones",
      expected: "refuted",
      grid: grid({
        population: [threeAtoms],
        phi: [2],
        exponent: [0.5],
        alignment: [1],
        lambda: [0.2],
        shift: [-1],
        ...noise,
      }),
      test: { formula: ridgeRisk },
    },
  ],
});

export const leastSquares = limitClaim({
  id: "pf/covariate-shift/least-squares",
  title: "Without a ridge and with more samples than inputs a shift inflates the variance alone",
  statement:
    "For $\\varphi < 1$ and $\\lambda \\downarrow 0$ the risk at inputs of covariance $\\Sigma'$ is $\\sigma^2\\bigl(1 + \\frac{\\varphi}{1-\\varphi}\\int\\frac{\\tau'}{\\tau}dH\\bigr)$, for every $p$ and every teacher.",
  assumptions: [
    ...assumptions,
    averagedAssumption,
    "$\\lambda \\downarrow 0$, $\\varphi < 1$, $\\Sigma$ regular, $\\Sigma' = \\Sigma^s$",
  ],
  source: { reference: `The linear readout behind the hypothesis of ${paper}, under covariate shift`, status: "new" },
  experiment: averagedReadoutExperiment,
  ...onLadder(
    grid({
      population: [threeAtoms],
      phi: [0.3, 0.5],
      exponent: [-1, 1],
      alignment: [1],
      lambda: [0],
      shift: [-1, 0],
      ...noise,
    }),
  ),
  test: {
    observable: "shiftedRisk",
    formula: {
      expression: "sigma2 * (1 + phi / (1 - phi) * ratio)",
      symbols: {
        sigma2,
        ratio: {
          tex: "r",
          meaning: "$\\int\\tau'/\\tau\\,dH$, mean ratio of the variances at test time and in training",
        },
        phi,
      } as Record<string, FormulaSymbol>,
      inputs: ({ population, noiseVariance, phi, shift }) => ({
        sigma2: exactly(noiseVariance),
        phi: exactly(phi),
        ratio: integrateAgainst(parsePopulation(population), (tau) => tau ** (shift - 1)),
      }),
      variants: [{ why: "no shift", expression: "sigma2 / (1 - phi)" }],
    },
    margin: { relative: 0.02 },
    residualBias: { relative: 0.005 },
    ...extrapolation,
  },
});

export default [ridge, leastSquares];
