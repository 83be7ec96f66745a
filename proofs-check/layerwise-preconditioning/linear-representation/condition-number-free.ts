import { grid, rateClaim } from "asymptopia";
import { iterationsExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { fullRank, isotropic, noiseFree } from "./recursion-model.ts";

const assumptions = [
  noiseFree,
  isotropic,
  fullRank,
  "both principal angles start equal, with a sine uniform on $[.3, .7]$; iterations are interpolated between whole ones",
];

const source = { reference: `Theorem 3.6 and Proposition 3.5 of ${paper}`, status: "sharper" } as const;

export const kfac = rateClaim({
  id: "lp/condition-number-free",
  title: "KFAC takes as many iterations at a condition number of a million as at a hundred",
  statement:
    "The iterations of KFAC until $\\operatorname{dist}$ has shrunk to a given part of its value are of order $\\kappa^0$, $\\kappa$ the condition number of $F_\\star^\\top F_\\star$, which is the size here.",
  assumptions,
  source,
  experiment: iterationsExperiment,
  grid: grid({ method: ["kfac"], accuracy: [1e-2, 1e-5], eta: [0.5] }),
  sizes: [100, 1000, 10_000, 100_000, 1_000_000],
  test: { observable: "iterations", exponent: 0, margin: 0.01, residualBias: 0.001 },
  controls: [
    {
      id: "gradient-descent",
      why: "AMGD, at its best step size, claimed to be free of the condition number",
      expected: "refuted",
      grid: grid({ method: ["amgd"], accuracy: [0.9] }),
    },
  ],
});

export const descent = rateClaim({
  id: "lp/condition-number-free/gradient-descent",
  title: "Gradient descent takes as many iterations as the condition number",
  statement:
    "The iterations of AMGD at its best step size $\\frac2{\\lambda_{\\max}+\\lambda_{\\min}}$ until $\\operatorname{dist}$ has halved are of order $\\kappa$, which is the size here.",
  assumptions,
  source,
  experiment: iterationsExperiment,
  grid: grid({ method: ["amgd"], accuracy: [0.5] }),
  sizes: [30, 300, 3000, 30_000],
  test: { observable: "iterations", exponent: -1, margin: 0.05, residualBias: 0.01 },
  controls: [
    {
      id: "square-root",
      why: "the order $\\sqrt\\kappa$, which takes acceleration",
      expected: "refuted",
      test: { exponent: -0.5 },
    },
  ],
});

export default [kfac, descent];
