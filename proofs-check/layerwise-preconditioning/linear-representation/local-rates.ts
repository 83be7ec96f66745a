import { exactly, type FormulaSymbol, grid, limitClaim } from "asymptopia";
import { type LocalRateParameters, localRateExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { fullRank, noiseFree } from "./recursion-model.ts";

const shared = {
  source: { reference: `section 3.1 of ${paper}: why gradient descent is slow, in exact form`, status: "new" },
  assumptions: [
    noiseFree,
    fullRank,
    "$\\eta_F = 1$",
    "$\\lambda_i$ are the eigenvalues of $F_\\star^\\top F_\\star$, $s_j$ those of $S = (N\\Sigma^{-1}N^\\top)^{-1}$ with the rows of $N$ an orthonormal basis of $G_\\star$'s null space",
  ],
  experiment: localRateExperiment,
  sizes: [100, 200, 400],
} as const;

const symbols = {
  h: { tex: "\\kappa_F", meaning: "$\\lambda_{\\max}/\\lambda_{\\min}$" },
  c: { tex: "\\kappa_S", meaning: "$s_{\\max}/s_{\\min}$" },
  eta: { tex: "\\eta", meaning: "step size $\\eta_G$" },
  a: { tex: "a", meaning: "$G_\\star\\Sigma G_\\star^\\top = aI$" },
} satisfies Record<string, FormulaSymbol>;

type Name = keyof typeof symbols;

const values = {
  h: "headCondition",
  c: "inputCondition",
  eta: "eta",
  a: "signal",
} as const satisfies Record<Name, keyof LocalRateParameters>;

const formula = (expression: string, ...names: readonly Name[]) => ({
  expression,
  symbols: Object.fromEntries(names.map((name) => [name, symbols[name]])),
  inputs: (point: LocalRateParameters) =>
    Object.fromEntries(names.map((name) => [name, exactly(point[values[name]] ?? Number.NaN)])),
});

/** Central differences over ± 1/size: what extrapolation in its square leaves is of the fourth order. */
const local = {
  observable: "rate",
  margin: { absolute: 1e-3 },
  residualBias: { absolute: 1e-4 },
  finiteSizeExponent: 2,
} as const;

export const amgd = limitClaim({
  ...shared,
  id: "lp/local-rates",
  title: "The local rate of gradient descent: the head's and the inputs' condition numbers multiply",
  statement:
    "Near $G_\\star$ a step of AMGD multiplies deviations $E$ as $E_+ = E - \\eta F_\\star^\\top F_\\star ES$; with the best step size the largest factor is $\\frac{K-1}{K+1}$, $K = \\kappa(F_\\star^\\top F_\\star)\\,\\kappa(S)$. What counts of $\\Sigma$ is the condition number of $S$, which may be far from that of $\\Sigma$. The Jacobian of a step is taken by central differences.",
  grid: grid({ method: ["amgd"], headCondition: [1, 9], inputCondition: [1.5, 5], coupling: [0.3] }),
  atBudget: {
    quick: { grid: grid({ method: ["amgd"], headCondition: [9], inputCondition: [1.5, 5], coupling: [0.3] }) },
  },
  test: { ...local, formula: formula("(h * c - 1) / (h * c + 1)", "h", "c") },
  controls: [
    {
      id: "condition-of-the-covariance",
      why: "$\\kappa(\\Sigma)$ in the place of $\\kappa(S)$, with inputs that vary most where $G_\\star$ looks",
      expected: "refuted",
      grid: grid({ method: ["amgd"], headCondition: [1], inputCondition: [1.5], signal: [10] }),
      test: { formula: formula("(h * c * a - 1) / (h * c * a + 1)", "h", "c", "a") },
    },
  ],
});

export const dfw = limitClaim({
  ...shared,
  id: "lp/local-rates/dfw",
  title: "The local rate with the inputs' preconditioner alone depends on the head",
  statement:
    "With $Q_G = \\Sigma$ alone (DFW), $E_+ = (I - \\eta F_\\star^\\top F_\\star)E$; with the best step size the largest factor is $\\frac{K-1}{K+1}$, $K = \\kappa(F_\\star^\\top F_\\star)$, whatever $\\Sigma$.",
  grid: grid({ method: ["dfw"], headCondition: [2, 9], inputCondition: [1.5, 20], coupling: [0.3] }),
  atBudget: {
    quick: { grid: grid({ method: ["dfw"], headCondition: [9], inputCondition: [1.5, 20], coupling: [0.3] }) },
  },
  test: { ...local, formula: formula("(h - 1) / (h + 1)", "h") },
  controls: [
    {
      id: "free-of-the-head",
      why: "the rate $1-\\eta$ of KFAC claimed for DFW, free of $\\kappa(F_\\star)$",
      expected: "refuted",
      grid: grid({ method: ["dfw"], headCondition: [9], inputCondition: [1.5], coupling: [0.3], eta: [0.5] }),
      test: { formula: formula("1 - eta", "eta") },
    },
  ],
});

export const left = limitClaim({
  ...shared,
  id: "lp/local-rates/left",
  title: "The local rate with the head's preconditioner alone depends on the inputs",
  statement:
    "With $P_G = F^\\top F$ alone, $E_+ = E(I - \\eta S)$; with the best step size the largest factor is $\\frac{K-1}{K+1}$, $K = \\kappa(S)$, whatever $F_\\star$.",
  grid: grid({ method: ["left"], headCondition: [2, 20], inputCondition: [1.5, 9], coupling: [0.3] }),
  atBudget: {
    quick: { grid: grid({ method: ["left"], headCondition: [2, 20], inputCondition: [9], coupling: [0.3] }) },
  },
  test: { ...local, formula: formula("(c - 1) / (c + 1)", "c") },
});

export const kfac = limitClaim({
  ...shared,
  id: "lp/local-rates/kfac",
  title: "The local rate of KFAC is $1 - \\eta$, free of both condition numbers",
  statement: "With both preconditioners $E_+ = (1-\\eta)E$, whatever $\\Sigma$ and $F_\\star$.",
  grid: grid({ method: ["kfac"], headCondition: [1, 50], inputCondition: [20], coupling: [0.3], eta: [0.1, 0.7] }),
  atBudget: {
    quick: {
      grid: grid({ method: ["kfac"], headCondition: [1, 50], inputCondition: [20], coupling: [0.3], eta: [0.7] }),
    },
  },
  test: { ...local, formula: formula("1 - eta", "eta") },
});

export default [amgd, dfw, left, kfac];
