import { boundClaim, exactly, type FormulaSymbol, grid, limitClaim } from "asymptopia";
import { adversaryExperiment, type BestStepParameters, bestStepExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { fullRank, isotropic, noiseFree } from "./recursion-model.ts";

const source = (status: "reconstructed" | "sharper") => ({ reference: `Proposition 3.5 of ${paper}`, status }) as const;

const assumptions = [
  noiseFree,
  isotropic,
  fullRank,
  "two features; the adversary's starts: form A misaligns the direction of $\\lambda_{\\min}$ of $F_\\star^\\top F_\\star$, form B that of $\\lambda_{\\max}$; $\\kappa$ is their ratio",
];

const symbols = {
  kappa: { tex: "\\kappa", meaning: "condition number of $F_\\star^\\top F_\\star$" },
  T: { tex: "T", meaning: "number of steps" },
} satisfies Record<string, FormulaSymbol>;

const bound = (expression: string) => ({
  expression,
  symbols,
  observed: { kappa: "conditionNumber", T: "steps" },
  inputs: () => ({}),
});

const shared = {
  assumptions,
  experiment: adversaryExperiment,
  sizes: [3],
} as const;

const test = { observable: "ratio", direction: "at-least", failureRate: 0, rounding: { absolute: 1e-9 } } as const;

export const bounded = boundClaim({
  ...shared,
  id: "lp/proposition-3.5",
  title: "Gradient descent is slow for some start at a bounded distance, whatever its step",
  statement:
    "For every step size, $\\kappa$ and bound on $\\operatorname{dist}_0$ there is a start within that bound with $\\operatorname{dist}_T \\ge (1 - \\frac2\\kappa)^T\\operatorname{dist}_0$ for all $T$: form A up to the limit of stability, form B on its way to the two-cycle beyond. $\\kappa \\in [5, 5\\cdot10^4]$ (below 2 nothing is claimed), $\\eta\\lambda_{\\max} \\in [10^{-2}, 10^2]$, the bound in $[10^{-3}, .99]$ and $T \\le 20$ are drawn at random, and the path is followed with matrices.",
  source: source("reconstructed"),
  grid: grid({ adversary: ["bounded"] }),
  test: { ...test, bound: bound("(1 - 2 / kappa)^T") },
  controls: [
    {
      id: "half-the-constant",
      why: "$1 - \\frac1\\kappa$: steps up to the limit of stability are faster than that",
      expected: "refuted",
      test: { bound: bound("(1 - 1 / kappa)^T") },
    },
  ],
});

export const prescribed = boundClaim({
  ...shared,
  id: "lp/proposition-3.5/prescribed-distance",
  title: "Gradient descent is slow from a prescribed distance up to one half",
  statement:
    "For every step size and $\\kappa$ the worse one of forms A and B at $\\operatorname{dist}_0 = s_0 \\le \\frac12$ has $\\operatorname{dist}_T \\ge (1 - \\frac4\\kappa)^T\\operatorname{dist}_0$. All four numbers are drawn at random, $\\kappa \\ge 5$ (below 4 nothing is claimed).",
  source: source("reconstructed"),
  grid: grid({ adversary: ["prescribed"], largestDistance: [0.5] }),
  test: { ...test, bound: bound("(1 - 4 / kappa)^T") },
  controls: [
    {
      id: "beyond-one-half",
      why: "$s_0 = .7$, where a step beyond the limit of stability helps: $\\kappa = 100$, $\\eta\\lambda_{\\max} = 10.52$, $T = 3$",
      expected: "refuted",
      grid: grid({ adversary: ["prescribed"], distance: [0.7], conditionNumber: [100], step: [10.52], steps: [3] }),
    },
  ],
});

const local = {
  source: source("sharper"),
  assumptions: [...assumptions, "the larger one of both forms' ratios, $\\operatorname{dist}_0$ = 1/size"],
  experiment: bestStepExperiment,
  sizes: [40, 80],
} as const;

const inputs = ({ conditionNumber, steps }: BestStepParameters) => ({
  kappa: exactly(conditionNumber),
  T: exactly(steps),
});

export const sharp = limitClaim({
  ...local,
  id: "lp/proposition-3.5/sharp",
  title: "The best step's contraction of gradient descent, near the solution",
  statement:
    "$\\lim_{\\bar s \\to 0}\\inf_\\eta\\sup_{0 < \\operatorname{dist}_0 \\le \\bar s}\\operatorname{dist}_T/\\operatorname{dist}_0 = \\left(\\frac{\\kappa-1}{\\kappa+1}\\right)^T$. The least over $\\eta$ is searched for by paths of matrices.",
  grid: grid({ conditionNumber: [3, 30], steps: [1, 2] }),
  atBudget: {
    quick: { grid: [...grid({ conditionNumber: [3], steps: [2] }), ...grid({ conditionNumber: [30], steps: [1] })] },
  },
  test: {
    observable: "ratio",
    formula: { expression: "((kappa - 1) / (kappa + 1))^T", symbols, inputs },
    margin: { absolute: 2e-3 },
    residualBias: { absolute: 2e-4 },
    finiteSizeExponent: 2,
  },
  controls: [
    {
      id: "without-condition-number",
      why: "the contraction claimed free of $\\kappa$: that of $\\kappa = 3$",
      expected: "refuted",
      grid: grid({ conditionNumber: [30], steps: [1] }),
      test: {
        formula: {
          expression: "(1 / 2)^T",
          symbols: { T: symbols.T },
          inputs: ({ steps }) => ({ T: exactly(steps) }),
        },
      },
    },
  ],
});

export const bestStep = limitClaim({
  ...local,
  id: "lp/proposition-3.5/best-step",
  title: "The best step of gradient descent, near the solution",
  statement:
    "The least worst contraction near $G_\\star$ is reached at $\\eta = \\frac2{\\lambda_{\\max}+\\lambda_{\\min}}$; here $\\eta\\lambda_{\\max}$ where the search ends.",
  grid: grid({ conditionNumber: [3, 30], steps: [1] }),
  test: {
    observable: "step",
    formula: {
      expression: "2 * kappa / (kappa + 1)",
      symbols: { kappa: symbols.kappa },
      inputs: ({ conditionNumber }) => ({ kappa: exactly(conditionNumber) }),
    },
    margin: { absolute: 2e-3 },
    residualBias: { absolute: 2e-4 },
    finiteSizeExponent: 2,
  },
});

export default [bounded, prescribed, sharp, bestStep];
