import { grid, limitClaim } from "asymptopia";
import { balancedOneStepExperiment } from "asymptopia/simulation";
import { kfacCorrelationFormula } from "./lemma-3.12.ts";
import {
  assumptions,
  correlationMargin,
  declare,
  evenTeacher,
  figure,
  inputs,
  kfacAtBudget,
  paper,
  residualBias,
  sgdAtBudget,
  sgdGrid,
  sizes,
} from "./one-step-model.ts";

const symbols = ["alpha", "s2", "m1", "m2", "phi", "noiseVariance"] as const;

export default limitClaim({
  id: "lp/lemma-3.10",
  title: "Correlation of the SGD step with the teacher",
  statement:
    "One full-batch gradient step moves the first layer along $\\beta_{\\rm SGD} = X^\\top y/n$. Its correlation $\\langle\\beta_{\\rm SGD}, \\beta_\\star\\rangle/(\\|\\beta_{\\rm SGD}\\|\\,\\|\\beta_\\star\\|)$ tends to the formula. As $\\varphi \\to 0$ that is $m_1/\\sqrt{m_2}$, below 1 unless $\\Sigma \\propto I$: more data does not repair the step.",
  assumptions,
  source: { reference: `Lemma 3.10 of ${paper}`, status: "reconstructed" },
  experiment: balancedOneStepExperiment,
  grid: [
    ...sgdGrid,
    ...grid({ population: [{ kind: "ar1", rho: 0.5 }], phi: [1], ...evenTeacher, noiseVariance: [0.25] }),
  ],
  sizes,
  atBudget: sgdAtBudget,
  test: {
    observable: "sgdCorrelation",
    formula: {
      expression: "alpha * m1 / sqrt(alpha^2 * m2 + phi * m1 * (s2 + noiseVariance))",
      symbols: declare(...symbols),
      inputs: inputs(...symbols),
      variants: [
        {
          why: "the spread of the signal over the sample spectrum, $\\varphi\\alpha_\\star^2 m_1^2$, forgotten",
          expression: "alpha * m1 / sqrt(alpha^2 * m2 + phi * m1 * (s2 - alpha^2 * m1 + noiseVariance))",
        },
        {
          why: "the spread of the signal over the sample spectrum, $\\varphi\\alpha_\\star^2 m_1^2$, counted twice, since $s^2$ contains it",
          expression: "alpha * m1 / sqrt(alpha^2 * (m2 + phi * m1^2) + phi * m1 * (s2 + noiseVariance))",
        },
        {
          why: "$m_1^2$ in the place of $m_2$: an isotropic population",
          expression: "alpha * m1 / sqrt(alpha^2 * m1^2 + phi * m1 * (s2 + noiseVariance))",
        },
        {
          why: "$m_1$, the variance of $\\beta_\\star^\\top x$, for the squared norm of $\\beta_\\star$",
          expression: "alpha * sqrt(m1) / sqrt(alpha^2 * m2 + phi * m1 * (s2 + noiseVariance))",
        },
      ],
    },
    margin: correlationMargin,
    residualBias,
    finiteSizeExponent: 1,
  },
  controls: [
    {
      id: "kfac-formula-for-sgd",
      why: "the formula of Lemma 3.12 (KFAC) claimed for the SGD step",
      expected: "refuted",
      grid: grid({
        population: [{ kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] }],
        phi: [0.3],
        teacher: [{ kind: "tanh" }],
        noiseVariance: [0.25],
        lambda: [0.1],
      }),
      atBudget: { quick: { grid: kfacAtBudget.quick.grid.slice(2, 3) } },
      test: { formula: kfacCorrelationFormula },
    },
  ],
  figure: figure("correlation of β_SGD with β⋆"),
});
