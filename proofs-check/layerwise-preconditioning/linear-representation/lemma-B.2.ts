import { boundClaim, exactly, type FormulaSymbol, grid, identityClaim, limitClaim } from "asymptopia";
import { cycleMultiplierExperiment, decoupledDescentExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { fullRank, isotropic, noiseFree } from "./recursion-model.ts";

const source = { reference: `Lemma B.2 of ${paper}`, status: "reconstructed" } as const;

const assumptions = [noiseFree, isotropic, fullRank, "one misaligned direction, $\\eta_F = 1$"];

const symbols = {
  y: { tex: "y", meaning: "$\\eta\\lambda_{\\min}$, the step in the unit of the misaligned direction's curvature" },
} satisfies Record<string, FormulaSymbol>;

const bound = (expression: string) => ({ expression, symbols, observed: { y: "step" }, inputs: () => ({}) });

export const slow = boundClaim({
  id: "lp/lemma-B.2",
  title: "Gradient descent is slow in its flattest direction, from every angle",
  statement:
    "$\\sin\\theta_+ \\ge (1 - \\eta\\lambda_{\\min})\\sin\\theta$ where the direction of $\\lambda_{\\min}$ is misaligned: with $\\eta\\lambda_{\\max} \\le 2$ that is at least $(1 - 2/\\kappa)\\sin\\theta$. Angle and step size are drawn at random.",
  assumptions,
  source,
  experiment: decoupledDescentExperiment,
  grid: [{}],
  sizes: [4, 12],
  test: {
    observable: "ratio",
    direction: "at-least",
    bound: bound("1 - y"),
    failureRate: 0,
    rounding: { absolute: 1e-12 },
  },
  controls: [
    {
      id: "half-the-step",
      why: "$1 - \\frac12\\eta\\lambda_{\\min}$",
      expected: "refuted",
      test: { bound: bound("1 - y / 2") },
    },
  ],
});

export const cycle = identityClaim({
  id: "lp/lemma-B.2/two-cycle",
  title: "Above the limit of stability gradient descent has a two-cycle",
  statement:
    "For $x = \\eta\\lambda_{\\max} > 2$ a step takes the misaligned direction at $\\sin\\theta^\\ast = \\sqrt{\\frac12 - \\frac1x}$ to the same angle on the other side.",
  assumptions,
  source,
  experiment: decoupledDescentExperiment,
  grid: grid({ start: ["cycle"], step: [2.1, 3, 10, 100] }),
  sizes: [4, 12],
  test: {
    discrepancy: "cycleDifference",
    scale: "unit",
    condition: "amplification",
    // That of Lemma B.1: 312 at d = 12.
    factor: 320,
  },
  controls: [
    {
      id: "another-angle",
      why: "$\\sin\\theta^\\ast = \\sqrt{1 - \\frac2x}$",
      expected: "refuted",
      grid: grid({ start: ["other-cycle"], step: [3] }),
    },
  ],
});

export const multiplier = limitClaim({
  id: "lp/lemma-B.2/multiplier",
  title: "The two-cycle attracts: gradient descent neither diverges nor converges",
  statement:
    "A small difference of $|\\tan\\theta|$ from that of the two-cycle is multiplied by $\\frac8{x^2} - 1 \\in (-1, 1)$ in a step. Differences over $\\pm h$, $h$ = 1/size, are extrapolated in $h^2$.",
  assumptions,
  source,
  experiment: cycleMultiplierExperiment,
  grid: grid({ step: [2.5, 4, 8] }),
  sizes: [40, 80, 160],
  test: {
    observable: "multiplier",
    formula: {
      expression: "8 / x^2 - 1",
      symbols: { x: { tex: "x", meaning: "$\\eta\\lambda_{\\max}$" } },
      inputs: ({ step }) => ({ x: exactly(step) }),
    },
    margin: { absolute: 1e-3 },
    residualBias: { absolute: 1e-4 },
    finiteSizeExponent: 2,
  },
});

export default [slow, cycle, multiplier];
