import { limitClaim } from "asymptopia";
import { balancedOneStepExperiment } from "asymptopia/simulation";
import {
  assumptions,
  declare,
  figure,
  inputs,
  momentMargin,
  paper,
  residualBias,
  sgdAtBudget,
  sgdGrid,
  sizes,
} from "./one-step-model.ts";

const symbols = ["alpha", "s2", "m1", "m2", "phi", "noiseVariance"] as const;

export default limitClaim({
  id: "lp/lemma-3.10/squared-norm",
  title: "Squared norm of the SGD step",
  statement:
    "$\\|\\beta_{\\rm SGD}\\|^2$ with $\\beta_{\\rm SGD} = X^\\top y/n$ tends to the formula: signal, which the data spread over $m_2 + \\varphi m_1^2 = \\int x^2$ of the sample spectrum, and noise, to which the non-linear part of the teacher contributes $s^2 - \\alpha_\\star^2 m_1$.",
  assumptions,
  source: { reference: `Proof of Lemma 3.10 of ${paper}`, status: "reconstructed" },
  experiment: balancedOneStepExperiment,
  grid: sgdGrid,
  atBudget: sgdAtBudget,
  sizes,
  test: {
    observable: "sgdSquaredNorm",
    formula: {
      expression: "alpha^2 * (m2 + phi * m1^2) + phi * m1 * (s2 - alpha^2 * m1 + noiseVariance)",
      symbols: declare(...symbols),
      inputs: inputs(...symbols),
      variants: [
        {
          why: "$m_1^2 + \\varphi m_2$ in the place of $m_2 + \\varphi m_1^2$",
          expression: "alpha^2 * (m1^2 + phi * m2) + phi * m1 * (s2 - alpha^2 * m1 + noiseVariance)",
        },
        {
          why: "the second moment of the spectrum of $XX^\\top/n$, $\\varphi$ times as large, in the place of that of $X^\\top X/n$",
          expression: "alpha^2 * phi * (m2 + phi * m1^2) + phi * m1 * (s2 - alpha^2 * m1 + noiseVariance)",
        },
        {
          why: "$m_1^2$ in the place of $m_2$: an isotropic population",
          expression: "alpha^2 * (m1^2 + phi * m1^2) + phi * m1 * (s2 - alpha^2 * m1 + noiseVariance)",
        },
        {
          why: "no noise from the non-linear part of the teacher",
          expression: "alpha^2 * (m2 + phi * m1^2) + phi * m1 * noiseVariance",
        },
      ],
    },
    margin: momentMargin,
    residualBias,
    finiteSizeExponent: 1,
  },
  figure: figure("‖β_SGD‖²"),
});
