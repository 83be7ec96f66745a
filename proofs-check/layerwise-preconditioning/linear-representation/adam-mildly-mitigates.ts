import { orderingClaim } from "asymptopia";
import { trainingPairExperiment } from "asymptopia/simulation";
import { anisotropic, pair, smallInputs, trainingAssumptions, trainingReference } from "./training-model.ts";

export default orderingClaim({
  id: "lp/adam-mildly-mitigates",
  title: "Adam only mildly mitigates what anisotropy does to SGD",
  statement:
    "At the condition number $10^3$ Adam ends nearer to $G_\\star$ than SGD, and KFAC nearer than Adam, both by at least $0.1$ on average. The sentence is one about a number of iterations: given several times as many, Adam comes near to KFAC as well, and where $\\Sigma$ has the condition number 10 it has done so by then.",
  assumptions: [
    ...trainingAssumptions,
    "$d = 20$, $k = 2$, $d_Y = 15$, $n = 200$, learning rate $0.04$, 200 iterations",
  ],
  source: { reference: trainingReference, status: "reconstructed" },
  experiment: trainingPairExperiment,
  grid: [pair("adam", "sgd", anisotropic(1000)), pair("kfac", "adam", anisotropic(1000))],
  sizes: [smallInputs],
  test: {
    better: "firstDistance",
    worse: "secondDistance",
    criterion: "smaller",
    by: 0.1,
    differences: "nearly-gaussian",
  },
  controls: [
    {
      id: "condition-10",
      why: "at the condition number 10 Adam has come within $0.1$ of KFAC: the printed sentence does not hold there",
      expected: "refuted",
      grid: [pair("kfac", "adam", anisotropic(10))],
    },
  ],
});
