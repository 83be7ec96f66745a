import { limitClaim } from "asymptopia";
import { balancedOneStepExperiment } from "asymptopia/simulation";
import {
  assumptions,
  declare,
  figure,
  inputs,
  kfacAtBudget,
  kfacGrid,
  momentMargin,
  paper,
  residualBias,
  sizes,
} from "./one-step-model.ts";

const symbols = ["alpha", "lambda", "m"] as const;

export default limitClaim({
  id: "lp/lemma-3.12/inner-product",
  title: "Inner product of the KFAC step with the teacher",
  statement:
    "$\\langle\\beta_{\\rm KFAC}, \\beta_\\star\\rangle$ with $\\beta_{\\rm KFAC} = (\\widehat\\Sigma + \\lambda I)^{-1}X^\\top y/n$ tends to the formula: equation (30) in the proof of Lemma 3.12.",
  assumptions,
  source: { reference: `Equation (30) of ${paper}`, status: "reconstructed" },
  experiment: balancedOneStepExperiment,
  grid: kfacGrid,
  atBudget: kfacAtBudget,
  sizes,
  test: {
    observable: "kfacInnerProduct",
    formula: {
      expression: "alpha * (1 - lambda * m)",
      symbols: declare(...symbols),
      inputs: inputs(...symbols),
      variants: [
        {
          why: "$\\lambda m$ in the place of $1 - \\lambda m$: the part of the signal that the ridge removes for the part that it leaves",
          expression: "alpha * lambda * m",
        },
        {
          why: "the mean of $(\\widehat\\Sigma + \\lambda I)^{-1}$ in the place of that of $(\\widehat\\Sigma + \\lambda I)^{-1}\\widehat\\Sigma$",
          expression: "alpha * m",
        },
      ],
    },
    margin: momentMargin,
    residualBias,
    finiteSizeExponent: 1,
  },
  figure: figure("⟨β_KFAC, β⋆⟩"),
});
