import { type Formula, grid, limitClaim } from "asymptopia";
import { type BalancedOneStepParameters, balancedOneStepExperiment } from "asymptopia/simulation";
import {
  assumptions,
  correlationMargin,
  declare,
  evenTeacher,
  figure,
  inputs,
  kfacAtBudget,
  kfacGrid,
  paper,
  residualBias,
  sizes,
} from "./one-step-model.ts";

const symbols = ["alpha", "s2", "m1", "phi", "noiseVariance", "lambda", "m", "dm"] as const;

/** The limit of corr(β_KFAC, β⋆); exported because another claim's control misapplies it. */
export const kfacCorrelationFormula: Formula<BalancedOneStepParameters> = {
  expression:
    "alpha * (1 - lambda * m) / sqrt(alpha^2 * (1 - 2 * lambda * m + lambda^2 * dm) + phi * (s2 - alpha^2 * m1 + noiseVariance) * (m - lambda * dm))",
  symbols: declare(...symbols),
  inputs: inputs(...symbols),
  // Without m′, or with −m′, the squared norm is negative at some points: its own claim has these variants.
  variants: [
    {
      why: "$m^2$ in the place of $m'$, the square of a mean in the place of the mean of squares",
      expression:
        "alpha * (1 - lambda * m) / sqrt(alpha^2 * (1 - lambda * m)^2 + phi * (s2 - alpha^2 * m1 + noiseVariance) * (m - lambda * m^2))",
    },
    {
      why: "$\\lambda m$ in the place of $1 - \\lambda m$: the part of the signal that the ridge removes for the part that it leaves",
      expression:
        "alpha * lambda * m / sqrt(alpha^2 * lambda^2 * dm + phi * (s2 - alpha^2 * m1 + noiseVariance) * (m - lambda * dm))",
    },
    {
      why: "$\\lambda m$ in the place of $1 - \\lambda m$ in the numerator alone",
      expression:
        "alpha * lambda * m / sqrt(alpha^2 * (1 - 2 * lambda * m + lambda^2 * dm) + phi * (s2 - alpha^2 * m1 + noiseVariance) * (m - lambda * dm))",
    },
    {
      why: "$m$ in the place of $\\lambda m$, and $m'$ in that of $\\lambda^2 m'$, in the signal",
      expression:
        "alpha * (1 - m) / sqrt(alpha^2 * (1 - 2 * m + dm) + phi * (s2 - alpha^2 * m1 + noiseVariance) * (m - lambda * dm))",
    },
    {
      why: "the transform of $XX^\\top/n$ in the place of $m$: then $1 - \\lambda m$, $1 - 2\\lambda m + \\lambda^2 m'$ and $m - \\lambda m'$ are $\\varphi$ times as large",
      expression:
        "phi * alpha * (1 - lambda * m) / sqrt(phi * alpha^2 * (1 - 2 * lambda * m + lambda^2 * dm) + phi^2 * (s2 - alpha^2 * m1 + noiseVariance) * (m - lambda * dm))",
    },
    {
      why: "$s^2$ in the place of the variance that no linear function explains, $s^2 - \\alpha_\\star^2 m_1$",
      expression:
        "alpha * (1 - lambda * m) / sqrt(alpha^2 * (1 - 2 * lambda * m + lambda^2 * dm) + phi * (s2 + noiseVariance) * (m - lambda * dm))",
    },
    {
      why: "no noise from the non-linear part of the teacher",
      expression:
        "alpha * (1 - lambda * m) / sqrt(alpha^2 * (1 - 2 * lambda * m + lambda^2 * dm) + phi * noiseVariance * (m - lambda * dm))",
    },
  ],
};

export default limitClaim({
  id: "lp/lemma-3.12",
  title: "Correlation of the KFAC step with the teacher",
  statement:
    "One KFAC step with damping $\\lambda$ moves the first layer along $\\beta_{\\rm KFAC} = (\\widehat\\Sigma + \\lambda I)^{-1}X^\\top y/n$ with $\\widehat\\Sigma = X^\\top X/n$ (Corollary 3.11). Its correlation with $\\beta_\\star$ tends to the formula, where $m$ and $m'$ are taken at $-\\lambda$. As $\\varphi \\to 0$ and $\\lambda \\to 0$ that is 1 for every $\\Sigma$.",
  assumptions,
  source: { reference: `Lemma 3.12 of ${paper}`, status: "reconstructed" },
  experiment: balancedOneStepExperiment,
  grid: [
    ...kfacGrid,
    ...grid({
      population: [{ kind: "ar1", rho: 0.5 }],
      phi: [1],
      ...evenTeacher,
      noiseVariance: [0.25],
      lambda: [0.1],
    }),
  ],
  sizes,
  atBudget: kfacAtBudget,
  test: {
    observable: "kfacCorrelation",
    formula: kfacCorrelationFormula,
    margin: correlationMargin,
    residualBias,
    finiteSizeExponent: 1,
  },
  controls: [
    {
      id: "isotropic-theory",
      why: "the formula for isotropic inputs, $H = \\delta_1$, claimed for an anisotropic population with the same $m_1 = 1$",
      expected: "refuted",
      grid: grid({
        population: [{ kind: "atoms", values: [0.1, 1.9], weights: [0.5, 0.5] }],
        phi: [0.3],
        teacher: [{ kind: "relu" }],
        noiseVariance: [0.25],
        lambda: [2],
      }),
      test: {
        formula: {
          ...kfacCorrelationFormula,
          inputs: (parameters) =>
            kfacCorrelationFormula.inputs({ ...parameters, population: { kind: "atoms", values: [1], weights: [1] } }),
        },
      },
    },
  ],
  figure: figure("correlation of β_KFAC with β⋆"),
});
