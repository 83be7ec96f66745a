import { boundClaim, limitClaim, orderingClaim } from "asymptopia";
import { rescaledInputsExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { assumptions, haar, shape, sizes, targetDistance, tolerances } from "./rescaled-inputs-model.ts";

const source = { reference: `Section 3.1.1 and Figure 2 of ${paper}`, status: "new" } as const;

const normalised = { ...shape, rescaling: "batch-norm" } as const;

const own = limitClaim({
  id: "lp/batch-norm-is-not-whitening",
  title: "Batch normalisation has a target of its own",
  statement:
    "AMGD on batch-normalised inputs converges to the row space of $G_\\star D^{1/2}$, $D = \\operatorname{diag}\\Sigma$. In a Haar eigenbasis that is much nearer to $G_\\star$ than $G_\\star\\Sigma^{1/2}$, where whitening leads.",
  assumptions,
  source,
  experiment: rescaledInputsExperiment,
  grid: [{ ...normalised, covariance: haar(4), eta: 0.5 }],
  sizes,
  test: { observable: "distance", formula: targetDistance("batchNorm"), ...tolerances },
  controls: [
    {
      id: "whitening-target",
      why: "the distance that whitening leads to, claimed for batch normalisation",
      expected: "refuted",
      grid: [{ ...normalised, covariance: haar(4), eta: 0.5 }],
      test: { formula: targetDistance("whitening") },
    },
  ],
});

/** Teachers and eigenvectors of their own in each replicate. */
const wide = {
  ...normalised,
  inputs: 40,
  features: 2,
  outputs: 2,
  noiseVariance: 0.01,
  eta: 0.3,
  steps: 30,
  instance: 0,
} as const;

const narrow = { ...wide, inputs: 16, steps: 30 } as const;

const conditioning = boundClaim({
  id: "lp/batch-norm-is-not-whitening/conditioning",
  title: "Batch normalisation barely improves the conditioning in a Haar eigenbasis",
  statement:
    "With 40 inputs in a Haar eigenbasis the correlation matrix $D^{-1/2}\\Sigma D^{-1/2}$ keeps at least 0.6 of the condition number of $\\Sigma$, with probability at least 0.95.",
  assumptions: ["$\\Sigma$ has log-spaced eigenvalues and Haar eigenvectors"],
  source,
  experiment: rescaledInputsExperiment,
  grid: [10, 100].map((condition) => ({ ...wide, covariance: haar(condition), steps: 1 })),
  sizes: [200],
  atBudget: { quick: { grid: [{ ...wide, covariance: haar(10), steps: 1 }] } },
  test: {
    observable: "conditionNumberShare",
    direction: "at-least",
    bound: {
      expression: "share",
      symbols: { share: { tex: "0.6", meaning: "the share of the condition number that is left" } },
      inputs: () => ({ share: { value: 0.6, error: 0, status: "ok" } }),
    },
    failureRate: 0.05,
  },
  controls: [
    {
      id: "diagonal",
      why: "a diagonal $\\Sigma$, which batch normalisation whitens",
      expected: "refuted",
      grid: [{ ...wide, covariance: { basis: "diagonal", spectrum: { kind: "log-spaced", condition: 10 } }, steps: 1 }],
    },
  ],
});

const slow = orderingClaim({
  id: "lp/batch-norm-is-not-whitening/slow",
  title: "Where batch normalisation fails, it is slow rather than misdirected",
  statement:
    "At $\\kappa(\\Sigma) = 100$ in a Haar eigenbasis, AMGD on batch-normalised inputs is after 30 steps farther from its own target than that is from $G_\\star$.",
  assumptions,
  source,
  experiment: rescaledInputsExperiment,
  grid: [{ ...narrow, covariance: haar(100) }],
  sizes: [2000],
  test: { better: "misdirection", worse: "targetDistance", criterion: "smaller", differences: "any" },
  controls: [
    {
      id: "well-conditioned",
      why: "$\\kappa(\\Sigma) = 4$, where it has converged and what is left is misdirection",
      expected: "refuted",
      grid: [{ ...narrow, covariance: haar(4), eta: 0.5 }],
    },
  ],
});

export default [own, conditioning, slow];
