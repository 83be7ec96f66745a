import { grid, identityClaim } from "asymptopia";
import { decoupledDescentExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { fullRank, isotropic, noiseFree } from "./recursion-model.ts";

export const onlyOneRow = identityClaim({
  id: "lp/lemma-B.1",
  title: "Gradient descent moves the misaligned row alone, and in its plane",
  statement:
    "Where all rows of $G$ but one are those of $G_\\star$, and that one is turned out of $\\mathrm{row}(G_\\star)$, a step of AMGD leaves the others as they are and turns the one in the plane of its companion in $G_\\star$ and the outer direction. By induction a whole path does.",
  assumptions: [noiseFree, isotropic, fullRank, "$F_\\star^\\top F_\\star$ is diagonal, $\\eta_F = 1$; any step size"],
  source: { reference: `Lemma B.1 of ${paper}`, status: "paper" },
  experiment: decoupledDescentExperiment,
  grid: grid({ step: [0.1, 1.9, 3, 30] }),
  sizes: [4, 12],
  test: {
    discrepancy: "othersMoved",
    scale: "unit",
    condition: "amplification",
    // The proven 20d + 16k + 2·4 + 16 of the experiment at d = 12, k = 3 is 312.
    factor: 320,
  },
  controls: [
    {
      id: "coupled-rows",
      why: "$F_\\star^\\top F_\\star$ is not diagonal in the rows of $G_\\star$",
      expected: "refuted",
      grid: grid({ step: [0.1], head: ["turned"] }),
    },
  ],
});

export default onlyOneRow;
