import { exactly, type Formula, type FormulaSymbol, grid, limitClaim, type Quantity } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import { averagedReadoutExperiment, type ReadoutParameters } from "asymptopia/simulation";
import { gradientDescentRisk, gradientFlowRisk, type TrajectoryRisk } from "asymptopia/theory";
import {
  assumptions,
  averagedAssumption,
  extrapolation,
  flat,
  misapplied,
  onLadder,
  paper,
  residualBias,
  ridgeRisk,
  riskMargin,
  threeAtoms,
} from "./readout-model.ts";

const symbols = {
  sigma2: { tex: "\\sigma^2", meaning: "variance of the label noise" },
  v: { tex: "v", meaning: "$V/\\sigma^2$, what training on noisy labels adds for each unit of their variance" },
  B: { tex: "B", meaning: "what training has left of the signal, the double contour integral" },
} satisfies Record<string, FormulaSymbol>;

/** The parts by the contour formula of theory: v at a noise variance of 1, B without noise. */
function parts(risk: (noiseVariance: number) => TrajectoryRisk, noiseVariance: number): Record<string, Quantity> {
  const { bias, variance } = risk(1);
  return { sigma2: exactly(noiseVariance), v: variance, B: bias };
}

const formula = (inputs: Formula<ReadoutParameters>["inputs"]): Formula<ReadoutParameters> => ({
  expression: "sigma2 * (1 + v) + B",
  symbols,
  inputs,
  variants: [
    { why: "the noise of the test label forgotten", expression: "sigma2 * v + B" },
    { why: "training as though its labels had no noise", expression: "sigma2 + B" },
  ],
});

const flow = formula(({ noiseVariance, time = Number.NaN, ...point }) => {
  const population = parsePopulation(point.population);
  return parts((variance) => gradientFlowRisk({ ...point, population, time, noiseVariance: variance }), noiseVariance);
});

const descent = formula(({ noiseVariance, steps = Number.NaN, learningRate = Number.NaN, ...point }) => {
  const population = parsePopulation(point.population);
  return parts(
    (variance) => gradientDescentRisk({ ...point, population, steps, learningRate, noiseVariance: variance }),
    noiseVariance,
  );
});

const source = {
  reference: `Gradient flow in the linear readout behind the hypothesis of ${paper}`,
  status: "new",
} as const;

const trainingAssumptions = [
  ...assumptions.filter((_, i) => i !== 2),
  "the readout is linear, starts at $0$ and follows the gradient of half the mean of squares, $\\frac1{2n}\\|y - \\widetilde X\\tilde\\theta\\|^2$ with $\\tilde x = \\Sigma^{p/2}x$ and the population's $\\Sigma$",
  averagedAssumption,
];

const test = { observable: "risk", margin: riskMargin, residualBias, ...extrapolation } as const;

const noise = { noiseVariance: [0.5] };

export const continuous = limitClaim({
  id: "pf/gradient-flow-risk",
  title: "Risk along preconditioned gradient flow",
  statement:
    "After the time $t$ the risk tends to $\\sigma^2 + B + V$ with contour integrals around $0$ and the spectrum: $B = \\frac1{(2\\pi i)^2}\\oint\\oint W(z_1)W(z_2)\\frac{\\sum_i\\tilde\\theta_i^2\\tilde\\tau_i/((\\tilde\\tau_i+\\kappa_1)(\\tilde\\tau_i+\\kappa_2))}{1 - \\varphi\\int\\tilde\\tau^2/((\\tilde\\tau+\\kappa_1)(\\tilde\\tau+\\kappa_2))dH}dz_1dz_2$, $W = e^{-tz}\\kappa(z)/z$, and $V = -\\frac{\\sigma^2}{2\\pi i}\\oint\\frac{(1-e^{-tz})^2}z\\bigl(\\frac\\kappa{-z} - 1\\bigr)dz$, where $\\kappa(1 - \\varphi\\int\\frac{\\tilde\\tau}{\\tilde\\tau+\\kappa}dH) = -z$.",
  assumptions: trainingAssumptions,
  source,
  experiment: averagedReadoutExperiment,
  ...onLadder([
    ...grid({
      population: [threeAtoms],
      phi: [0.5, 2],
      exponent: [-0.5, 0.5],
      alignment: [-0.5, 1],
      time: [0.5, 4, 30],
      ...noise,
    }),
    ...grid({
      population: [flat],
      phi: [2],
      exponent: [-1.5],
      alignment: [0.5],
      time: [2],
      normalization: ["unit-signal"],
      ...noise,
    }),
  ]),
  test: { ...test, formula: flow },
  controls: [
    {
      id: "half-the-time",
      why: "$e^{-tz/2}$ in the place of $e^{-tz}$: a loss with another factor before the mean of squares",
      expected: "refuted",
      grid: grid({ population: [threeAtoms], phi: [2], exponent: [0.5], alignment: [1], time: [0.5], ...noise }),
      test: { formula: misapplied(flow, ({ time = Number.NaN, ...point }) => ({ ...point, time: time / 2 })) },
    },
    {
      id: "as-a-ridge",
      why: "the risk of ridge regression with $\\lambda = 1/t$, which early stopping is often taken for",
      expected: "refuted",
      grid: grid({ population: [threeAtoms], phi: [2], exponent: [0.5], alignment: [-0.5], time: [0.5, 4], ...noise }),
      test: {
        formula: misapplied(ridgeRisk, ({ time = Number.NaN, ...point }) => ({ ...point, lambda: 1 / time })),
      },
    },
    {
      id: "preconditioner-ignored",
      why: "the formula at $p = 0$ claimed for $p = -0.5$",
      expected: "refuted",
      grid: grid({ population: [threeAtoms], phi: [0.5], exponent: [-0.5], alignment: [1], time: [0.5], ...noise }),
      test: { formula: misapplied(flow, (point) => ({ ...point, exponent: 0 })) },
    },
  ],
  figure: {
    x: "time",
    label: "time t of gradient flow",
    scale: "log",
    series: ["exponent"],
    yLabel: "test risk",
  },
});

export const discrete = limitClaim({
  id: "pf/gradient-flow-risk/steps",
  title: "Risk after k preconditioned gradient steps",
  statement:
    "After $k$ steps of gradient descent with learning rate $\\eta$ the risk tends to $\\sigma^2 + B + V$ as `pf/gradient-flow-risk` has them, with $(1 - \\eta z)^k$ in the place of $e^{-tz}$.",
  assumptions: trainingAssumptions,
  source,
  experiment: averagedReadoutExperiment,
  // With 2/η twice the upper edge of the spectrum at p = ½ and φ = 2, which finite samples exceed: nearer to it the mean is
  // that of rare draws on which descent diverges.
  ...onLadder(
    grid({
      population: [threeAtoms],
      phi: [0.5, 2],
      exponent: [-0.5, 0.5],
      alignment: [1],
      steps: [2, 20],
      learningRate: [0.05],
      ...noise,
    }),
  ),
  test: { ...test, formula: descent },
  controls: [
    {
      id: "as-a-flow",
      why: "gradient flow for the time $k\\eta$: at this learning rate two steps are far from it",
      expected: "refuted",
      grid: grid({
        population: [threeAtoms],
        phi: [2],
        exponent: [0.5],
        alignment: [1],
        steps: [2],
        learningRate: [0.05],
        ...noise,
      }),
      test: {
        formula: misapplied(flow, ({ steps = Number.NaN, learningRate = Number.NaN, ...point }) => ({
          ...point,
          time: steps * learningRate,
        })),
      },
    },
  ],
});

export default [continuous, discrete];
