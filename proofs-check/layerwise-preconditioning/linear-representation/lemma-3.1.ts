import { grid, identityClaim } from "asymptopia";
import { headUpdateExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";

export const headUpdate = identityClaim({
  id: "lp/lemma-3.1",
  title: "The preconditioned update of the head mixes it with least squares",
  statement:
    "$F - \\eta_F\\nabla_F\\widehat L\\,\\widehat\\Sigma_z^{-1} = (1 - \\eta_F)F + \\eta_FF_{\\rm LS}$ for every $F$, on one batch of features $z = Gx$, with the least-squares head of the same batch. The left side is computed from the gradient and a Cholesky factor, the right one from a QR factorisation of the features. The rounding allowed for is the worst case by backward error analysis, to first order in $\\varepsilon$.",
  assumptions: ["$n \\ge k$, and the features of the batch have full rank", "any labels, any $\\eta_F$"],
  source: { reference: `Lemma 3.1 of ${paper}`, status: "paper" },
  experiment: headUpdateExperiment,
  grid: grid({ condition: [1, 100], samplesPerInput: [3], noise: [0, 1], headStep: [0.1, 1] }),
  sizes: [12],
  test: {
    discrepancy: "difference",
    scale: "scale",
    condition: "amplification",
    // The proven 3n + 20nk + 9k + 15 of the experiment at n = 36, k = 3 is 2310.
    factor: 2310,
  },
  controls: [
    {
      id: "another-batch",
      why: "$\\widehat\\Sigma_z$ of another batch",
      expected: "refuted",
      grid: grid({
        condition: [100],
        samplesPerInput: [3],
        noise: [1],
        headStep: [0.1],
        preconditioner: ["other-batch"],
      }),
    },
    {
      id: "no-preconditioner",
      why: "$I$ in the place of $\\widehat\\Sigma_z$, as gradient descent has it",
      expected: "refuted",
      grid: grid({ condition: [1], samplesPerInput: [3], noise: [1], headStep: [0.1], preconditioner: ["identity"] }),
    },
  ],
});

export default headUpdate;
