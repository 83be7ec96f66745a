import { orderingClaim } from "asymptopia";
import { trainingPairExperiment } from "asymptopia/simulation";
import { anisotropic, mild, pair, smallInputs, trainingAssumptions, trainingReference } from "./training-model.ts";

export default orderingClaim({
  id: "lp/training-orderings",
  title:
    "Under anisotropic inputs KFAC learns the representation before DFW, DFW before Adam, Adam before SGD and AMGD",
  statement:
    "At the condition number $10^3$ of $\\Sigma$ and a common learning rate the distances to $G_\\star$ after training are in the order KFAC < DFW < Adam < SGD, AMGD, by at least $0.005$ each on average. Under mild anisotropy the order is another one: there Adam ends above AMGD, at a noise floor that its normalised steps keep high.",
  assumptions: [
    ...trainingAssumptions,
    "the paper's experiment made small: $d = 20$, $k = 2$, $d_Y = 15$, $n = 200$, learning rate $0.04$, 200 iterations; Figures 1 and 9 have the paper's sizes",
  ],
  source: { reference: trainingReference, status: "reconstructed" },
  experiment: trainingPairExperiment,
  grid: [
    pair("kfac", "dfw", anisotropic(1000)),
    pair("dfw", "adam", anisotropic(1000)),
    pair("adam", "sgd", anisotropic(1000)),
    pair("adam", "amgd", anisotropic(1000)),
  ],
  sizes: [smallInputs],
  test: {
    better: "firstDistance",
    worse: "secondDistance",
    criterion: "smaller",
    by: 0.005,
    differences: "nearly-gaussian",
  },
  controls: [
    {
      id: "mild-anisotropy",
      why: "$\\Sigma = I + 0.01(A + A^\\top)$: nothing that Adam could mitigate, and it ends above AMGD",
      expected: "refuted",
      grid: [pair("adam", "amgd", mild)],
    },
  ],
});
