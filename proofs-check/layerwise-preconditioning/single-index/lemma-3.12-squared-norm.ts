import { limitClaim } from "asymptopia";
import { oneStepExperiment } from "asymptopia/simulation";
import {
  assumptions,
  declare,
  figure,
  inputs,
  kfacGrid,
  momentMargin,
  paper,
  residualBias,
  sizes,
} from "./one-step-model.ts";

const symbols = ["alpha", "s2", "m1", "phi", "noiseVariance", "lambda", "m", "dm"] as const;

export default limitClaim({
  id: "lp/lemma-3.12/squared-norm",
  title: "Squared norm of the KFAC step",
  statement:
    "$\\|\\beta_{\\rm KFAC}\\|^2$ with $\\beta_{\\rm KFAC} = (\\widehat\\Sigma + \\lambda I)^{-1}X^\\top y/n$ tends to the formula: equation (31) in the proof of Lemma 3.12.",
  assumptions,
  source: { reference: `Equation (31) of ${paper}`, status: "reconstructed" },
  experiment: oneStepExperiment,
  grid: kfacGrid,
  sizes,
  test: {
    observable: "kfacSquaredNorm",
    formula: {
      expression:
        "alpha^2 * (1 - 2 * lambda * m + lambda^2 * dm) + phi * (s2 - alpha^2 * m1 + noiseVariance) * (m - lambda * dm)",
      symbols: declare(...symbols),
      inputs: inputs(...symbols),
    },
    margin: momentMargin,
    residualBias,
    finiteSizeExponent: 1,
  },
  figure: figure("‖β_KFAC‖²"),
});
