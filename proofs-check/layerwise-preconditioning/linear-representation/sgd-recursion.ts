import { exactly, type FormulaSymbol, grid, limitClaim } from "asymptopia";
import { type DecoupledDescentParameters, decoupledDescentExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { exactAtEverySize, fullRank, isotropic, noiseFree } from "./recursion-model.ts";

const symbols = {
  s: { tex: "s", meaning: "$\\sin\\theta$ before the step" },
  x: { tex: "x", meaning: "$\\eta\\lambda$, the step in the unit of the direction's curvature" },
} satisfies Record<string, FormulaSymbol>;

const inputs = ({ sine, step }: DecoupledDescentParameters) => ({
  s: exactly(sine ?? Number.NaN),
  x: exactly(step ?? Number.NaN),
});

const shared = {
  source: { reference: `Proposition 3.5 of ${paper}, the recursion behind it`, status: "sharper" },
  assumptions: [
    noiseFree,
    isotropic,
    fullRank,
    "one direction of $\\mathrm{row}(G)$ is misaligned, by $\\theta$, and its companion in $\\mathrm{row}(G_\\star)$ is an eigenvector of $F_\\star^\\top F_\\star$ with eigenvalue $\\lambda$; $\\eta_F = 1$",
  ],
  experiment: decoupledDescentExperiment,
  // At s = .9 and x > 5.26 the direction does not flip; near s = .05 it does for every x above 1.
  grid: grid({ sine: [0.05, 0.5, 0.9], step: [0.3, 1.5, 2.5, 10] }),
  sizes: [5, 9],
} as const;

// The signed sine vanishes where x cos²θ = 1; it is at most 1, and rounding is 1e-13 of that.
const exact = { margin: { absolute: 1e-9 }, residualBias: { absolute: 1e-10 }, ...exactAtEverySize } as const;

export const recursion = limitClaim({
  ...shared,
  id: "lp/sgd-recursion",
  title: "A step of gradient descent moves an angle by its direction's curvature",
  statement:
    "$\\tan\\theta_+ = \\tan\\theta\\,\\frac{1-x\\cos^2\\theta}{1+x\\sin^2\\theta}$ with $x = \\eta\\lambda$, here as the signed sine: the direction flips to the other side where $x\\cos^2\\theta > 1$. The same for SGD and AMGD without noise. No limit is involved: the claim is one of kind `limit` without any bias.",
  test: {
    observable: "sine",
    formula: {
      expression: "s * (1 - x * (1 - s^2)) / sqrt(1 + x^2 * s^2 * (1 - s^2))",
      symbols,
      inputs,
      variants: [
        { why: "the linearisation at $G_\\star$", expression: "s * (1 - x)" },
        {
          why: "the row not normalised",
          expression: "s * (1 - x * (1 - s^2))",
        },
        {
          why: "the absolute value: no flip",
          expression: "s * abs(1 - x * (1 - s^2)) / sqrt(1 + x^2 * s^2 * (1 - s^2))",
        },
      ],
    },
    ...exact,
  },
  controls: [
    {
      id: "coupled-direction",
      why: "the rows of $G_\\star$ turned among themselves, so that the direction is none of $F_\\star^\\top F_\\star$'s eigenvectors; $\\lambda$ is that of before",
      expected: "refuted",
      grid: grid({ sine: [0.5], step: [0.3], head: ["turned"] }),
    },
  ],
});

export const length = limitClaim({
  ...shared,
  id: "lp/sgd-recursion/length",
  title: "A step of gradient descent lengthens the row that it turns",
  statement:
    "Before the orthonormalisation the row's squared length is $1 + x^2\\cos^2\\theta\\sin^2\\theta$. No limit is involved: the claim is one of kind `limit` without any bias.",
  test: {
    observable: "squaredLength",
    formula: {
      expression: "1 + x^2 * s^2 * (1 - s^2)",
      symbols,
      inputs,
      variants: [{ why: "$\\cos^2\\theta$ forgotten", expression: "1 + x^2 * s^2" }],
    },
    ...exact,
  },
});

export default [recursion, length];
