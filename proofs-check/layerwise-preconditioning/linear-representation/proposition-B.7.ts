import { boundClaim, exactly, grid, identityClaim } from "asymptopia";
import { kfacStepExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { fullRank, isotropic, noiseFree } from "./recursion-model.ts";

const source = { reference: `Proposition B.7 of ${paper}`, status: "reconstructed" } as const;

const assumptions = [noiseFree, fullRank, "$G$ has orthonormal rows, $\\eta_F = 1$"];

// The proven 10d + 3·5 + 16·3 + 40 of the experiment at d = 12 is 223.
const factor = 230;

export const gram = identityClaim({
  id: "lp/proposition-B.7",
  title: "The features' Gram matrix after a step of KFAC",
  statement:
    "$\\bar G\\bar G^\\top = (1-\\eta^2)I + \\eta^2(GG_\\star^\\top G_\\star G^\\top)^{-1}$ at $\\Sigma = I$, before the orthonormalisation.",
  assumptions: [...assumptions, isotropic],
  source,
  experiment: kfacStepExperiment,
  grid: grid({ condition: [1], headCondition: [4], eta: [0.3, 1], distance: [0.3, 0.8], angles: ["spread"] }),
  sizes: [12],
  test: { discrepancy: "gramDifference", scale: "gramScale", condition: "gramAmplification", factor, resolution: 1e-5 },
  controls: [
    {
      id: "anisotropic",
      why: "$\\Sigma \\ne I$",
      expected: "refuted",
      grid: grid({ condition: [10], headCondition: [1], eta: [0.3], distance: [0.3], angles: ["spread"] }),
    },
  ],
});

export const cross = identityClaim({
  id: "lp/proposition-B.7/covariance",
  title: "A step of KFAC is orthogonal to the features in the geometry of $\\Sigma$",
  statement: "$\\bar G\\Sigma G^\\top = G\\Sigma G^\\top$ for every $\\Sigma$.",
  assumptions,
  source,
  experiment: kfacStepExperiment,
  grid: grid({ condition: [1, 30], headCondition: [4], eta: [0.3, 1], distance: [0.3], angles: ["spread"] }),
  sizes: [12],
  atBudget: {
    quick: { grid: grid({ condition: [30], headCondition: [4], eta: [0.3, 1], distance: [0.3], angles: ["spread"] }) },
  },
  test: {
    discrepancy: "crossDifference",
    scale: "crossScale",
    condition: "crossAmplification",
    factor,
    resolution: 1e-4,
  },
  controls: [
    {
      id: "wrong-left-factor",
      why: "one batch for $F$ and another for $G$, so that their covariances differ",
      expected: "refuted",
      grid: grid({
        condition: [30],
        headCondition: [4],
        eta: [0.3],
        distance: [0.3],
        angles: ["spread"],
        samplesPerInput: [3],
      }),
    },
  ],
});

export const lengthens = boundClaim({
  id: "lp/proposition-B.7/lengthens",
  title: "A step of KFAC shortens no direction of the features",
  statement:
    "$\\lambda_{\\min}(\\bar G\\bar G^\\top) \\ge 1$ at $\\Sigma = I$, so that the orthonormalisation does not bring the features farther from $G_\\star$. At $\\Sigma \\ne I$ the least eigenvalue can be below 1.",
  assumptions: [...assumptions, isotropic],
  source,
  experiment: kfacStepExperiment,
  grid: grid({ condition: [1], headCondition: [10], eta: [0.3, 1], distance: [0.3, 0.95], angles: ["spread"] }),
  sizes: [8],
  test: {
    observable: "smallestGramEigenvalue",
    direction: "at-least",
    bound: {
      expression: "b",
      symbols: { b: { tex: "1", meaning: "the identity's eigenvalue" } },
      inputs: () => ({ b: exactly(1) }),
    },
    failureRate: 0,
    rounding: { absolute: 1e-9 },
  },
  controls: [
    {
      id: "anisotropic",
      why: "$\\Sigma \\ne I$, $\\kappa(\\Sigma) = 100$",
      expected: "refuted",
      grid: grid({ condition: [100], headCondition: [1], eta: [0.3], distance: [0.3], angles: ["spread"] }),
    },
  ],
});

export default [gram, cross, lengthens];
