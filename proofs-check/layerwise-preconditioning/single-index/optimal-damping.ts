import { orderingClaim } from "asymptopia";
import { balancedOneStepExperiment } from "asymptopia/simulation";
import { dampedAtBudget, dampedGrid, optimalDampingAssumptions } from "./optimal-damping-model.ts";

export default orderingClaim({
  id: "lp/optimal-damping",
  title: "Optimally damped KFAC beats SGD",
  statement:
    "With damping $\\lambda^\\star = \\varphi u^2/\\alpha_\\star^2$ the KFAC step is closer in direction to $\\beta_\\star$ than the SGD step, for every population: SGD is KFAC at $\\lambda \\to \\infty$, and $\\lambda^\\star$ is where the limit of Lemma 3.12 is largest.",
  assumptions: optimalDampingAssumptions,
  source: { reference: "A consequence of Lemma 3.12", status: "new" },
  experiment: balancedOneStepExperiment,
  grid: dampedGrid(1),
  atBudget: dampedAtBudget(1),
  sizes: [200],
  test: {
    better: "kfacCorrelation",
    worse: "sgdCorrelation",
    criterion: "larger",
    // Means over 64 columns, four for each of 16 directions.
    differences: "nearly-gaussian",
  },
  controls: [
    {
      id: "too-little-damping",
      why: "a fiftieth of the optimal damping, at which KFAC fits the noise",
      expected: "refuted",
      grid: dampedGrid(0.02, { phi: [2], teacher: ["relu"] }),
      atBudget: dampedAtBudget(0.02, { phi: [2], teacher: ["relu"] }),
    },
  ],
});
