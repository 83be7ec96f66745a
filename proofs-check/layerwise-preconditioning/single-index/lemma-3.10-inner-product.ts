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

const symbols = ["alpha", "m1"] as const;

export default limitClaim({
  id: "lp/lemma-3.10/inner-product",
  title: "Inner product of the SGD step with the teacher",
  statement:
    "$\\langle\\beta_{\\rm SGD}, \\beta_\\star\\rangle$ with $\\beta_{\\rm SGD} = X^\\top y/n$ tends to the formula: a step in the proof of Lemma 3.10.",
  assumptions,
  source: { reference: `Proof of Lemma 3.10 of ${paper}`, status: "reconstructed" },
  experiment: balancedOneStepExperiment,
  grid: sgdGrid,
  atBudget: sgdAtBudget,
  sizes,
  test: {
    observable: "sgdInnerProduct",
    formula: {
      expression: "alpha * m1",
      symbols: declare(...symbols),
      inputs: inputs(...symbols),
      variants: [
        {
          why: "$\\mathbb E\\,z\\sigma_\\star(z)$, which is $\\alpha_\\star m_1$, taken for $\\alpha_\\star$",
          expression: "alpha * m1^2",
        },
        { why: "the mean slope counted twice", expression: "alpha^2 * m1" },
      ],
    },
    margin: momentMargin,
    residualBias,
    finiteSizeExponent: 1,
  },
  figure: figure("⟨β_SGD, β⋆⟩"),
});
