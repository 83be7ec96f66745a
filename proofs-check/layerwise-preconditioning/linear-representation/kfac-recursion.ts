import { boundClaim, exactly, type FormulaSymbol, grid, identityClaim, limitClaim } from "asymptopia";
import { type KfacStepParameters, kfacStepExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { exactAtEverySize, fullRank, noiseFree } from "./recursion-model.ts";

const source = { reference: `Theorem 3.6 of ${paper}, its noise-free part`, status: "sharper" } as const;

const assumptions = [noiseFree, fullRank, "$F$ refitted before each step of $G$ ($\\eta_F = 1$)"];

const symbols = {
  s: { tex: "s", meaning: "$\\sin\\theta$ before the step" },
  eta: { tex: "\\eta", meaning: "step size $\\eta_G$" },
} satisfies Record<string, FormulaSymbol>;

const inputs = ({ distance, eta }: KfacStepParameters) => ({ s: exactly(distance), eta: exactly(eta) });

export const recursion = limitClaim({
  id: "lp/kfac-recursion",
  title: "A step of KFAC contracts principal angles, whatever $\\Sigma$ and $\\kappa(F_\\star)$",
  statement:
    "Each principal angle between the row spaces of $G\\Sigma^{1/2}$ and $G_\\star\\Sigma^{1/2}$ obeys $\\sin\\theta_+ = \\frac{(1-\\eta)\\sin\\theta}{\\sqrt{1+\\eta^2\\tan^2\\theta}}$. No limit is involved: the claim is one of kind `limit` without any bias, and the margin allows for rounding. All angles start equal here.",
  assumptions,
  source,
  experiment: kfacStepExperiment,
  grid: [
    ...grid({ condition: [100], headCondition: [10], eta: [0.1, 0.5, 0.9], distance: [0.1, 0.5, 0.9] }),
    ...grid({ condition: [1], headCondition: [1], eta: [0.5], distance: [0.5] }),
    ...grid({ condition: [1e4], headCondition: [30], eta: [0.5], distance: [0.5] }),
  ],
  sizes: [8, 12],
  atBudget: {
    quick: {
      grid: [
        ...grid({ condition: [100], headCondition: [10], eta: [0.1, 0.9], distance: [0.1, 0.9] }),
        ...grid({ condition: [1e4], headCondition: [30], eta: [0.5], distance: [0.5] }),
      ],
    },
  },
  test: {
    observable: "sine",
    formula: {
      expression: "(1 - eta) * s / sqrt(1 + eta^2 * s^2 / (1 - s^2))",
      symbols,
      inputs,
      variants: [
        { why: "the factor $1-\\eta$ alone, the local rate", expression: "(1 - eta) * s" },
        {
          why: "$\\sin^2\\theta$ in the place of $\\tan^2\\theta$: right to first order",
          expression: "(1 - eta) * s / sqrt(1 + eta^2 * s^2)",
        },
        {
          why: "the recursion of the tangent, $\\tan\\theta_+ = (1-\\eta)\\tan\\theta/(1+\\eta\\tan^2\\theta)$, read as one of sines",
          expression: "(1 - eta) * s / (1 + eta * s^2 / (1 - s^2))",
        },
        {
          why: "the row's length taken for the factor of the sine: $\\eta^2$ with the wrong sign",
          expression: "(1 - eta) * s / sqrt(abs(1 - eta^2 * s^2 / (1 - s^2)))",
        },
      ],
    },
    // Absolute, so that formulas that vanish are told apart as well.
    margin: { absolute: 1e-8 },
    residualBias: { absolute: 1e-9 },
    ...exactAtEverySize,
  },
  controls: [
    {
      id: "euclidean-distance",
      why: "the recursion claimed for $\\operatorname{dist}$, the angle of $G$ and $G_\\star$ themselves, at $\\Sigma \\ne I$",
      expected: "refuted",
      grid: grid({ condition: [100], headCondition: [10], eta: [0.5], distance: [0.5], geometry: ["euclidean"] }),
      test: { observable: "distance" },
    },
    {
      id: "wrong-left-factor",
      why: "$F_\\star^\\top F_\\star$ on the left, in the place of $F^\\top F$ of the head that was just fitted",
      expected: "refuted",
      grid: grid({ condition: [100], headCondition: [10], eta: [0.5], distance: [0.5], leftFactor: ["teacher"] }),
    },
  ],
  figure: { x: "distance", label: "sin θ before the step", scale: "linear", series: ["eta"], yLabel: "sin θ after it" },
});

export const allAngles = identityClaim({
  id: "lp/kfac-recursion/all-angles",
  title: "A step of KFAC contracts every principal angle by itself",
  statement:
    "All principal angles between the row spaces of $G\\Sigma^{1/2}$ and $G_\\star\\Sigma^{1/2}$, one by one and up to rounding, are what $\\tan\\theta_+ = \\frac{(1-\\eta)\\tan\\theta}{1+\\eta\\tan^2\\theta}$ makes of those before the step, which differ from one another. The rounding allowed for is the worst case by backward error analysis, to first order in $\\varepsilon$.",
  assumptions,
  source,
  experiment: kfacStepExperiment,
  grid: grid({ condition: [1, 30], headCondition: [4], eta: [0.3, 1], distance: [0.8], angles: ["spread"] }),
  sizes: [12],
  atBudget: {
    quick: { grid: grid({ condition: [30], headCondition: [4], eta: [0.3, 1], distance: [0.8], angles: ["spread"] }) },
  },
  test: {
    discrepancy: "angleDifference",
    scale: "startSine",
    condition: "angleAmplification",
    // The proven 10d + 3·5 + 16·3 + 40 of the experiment at d = 12 is 223.
    factor: 230,
    resolution: 1e-5,
  },
  controls: [
    {
      id: "wrong-left-factor",
      why: "$F_\\star^\\top F_\\star$ on the left, in the place of $F^\\top F$",
      expected: "refuted",
      grid: grid({
        condition: [30],
        headCondition: [4],
        eta: [0.3],
        distance: [0.8],
        angles: ["spread"],
        leftFactor: ["teacher"],
      }),
    },
  ],
});

export const outside = identityClaim({
  id: "lp/kfac-recursion/outside",
  title: "A step of KFAC multiplies what is wrong in the features by $1 - \\eta$, with any batch",
  statement:
    "$\\bar GP_\\perp = (1-\\eta)GP_\\perp$ exactly, before the orthonormalisation, for every $\\Sigma$, $F$ and $F_\\star$ and without noise at every $n > d$ as well: at $\\eta = 1$ the row space of $G_\\star$ is found in one step.",
  assumptions: [
    "no label noise; population quantities, or two fresh batches of $n > d$ samples",
    fullRank,
    "$P_G = F^\\top F$ for the $F$ in the gradient",
  ],
  source,
  experiment: kfacStepExperiment,
  grid: grid({ condition: [1, 100], headCondition: [4], eta: [0.3, 1], distance: [0.6], samplesPerInput: [0, 3] }),
  sizes: [12],
  atBudget: {
    quick: {
      grid: grid({ condition: [100], headCondition: [4], eta: [0.3, 1], distance: [0.6], samplesPerInput: [0, 3] }),
    },
  },
  test: {
    discrepancy: "orthogonalDifference",
    scale: "orthogonalScale",
    condition: "orthogonalAmplification",
    // The proven 10d + 3·5 + 16·3 + 40 of the experiment at d = 12 is 223, with a finite batch as well.
    factor: 230,
    resolution: 1e-5,
  },
  controls: [
    {
      id: "wrong-left-factor",
      why: "$F_\\star^\\top F_\\star$ on the left, in the place of $F^\\top F$: the factor is $I - \\eta P_G^{-1}F^\\top F$ then",
      expected: "refuted",
      grid: grid({ condition: [100], headCondition: [4], eta: [0.3], distance: [0.3], leftFactor: ["teacher"] }),
    },
  ],
});

export const monotone = boundClaim({
  id: "lp/kfac-recursion/never-farther",
  title: "A step of KFAC never increases the angles in the geometry of $\\Sigma$",
  statement:
    "$\\sin\\theta_+ \\le (1-\\eta)\\sin\\theta$ for the largest principal angle between the row spaces of $G\\Sigma^{1/2}$ and $G_\\star\\Sigma^{1/2}$, and $0 \\le \\eta \\le 1$. Not so for $\\operatorname{dist}$, which may grow far from $G_\\star$ where $\\Sigma \\ne I$.",
  assumptions,
  source,
  experiment: kfacStepExperiment,
  grid: grid({ condition: [100], headCondition: [10], eta: [0.1, 0.5], distance: [0.3, 0.95], angles: ["spread"] }),
  sizes: [8],
  test: {
    observable: "sine",
    direction: "at-most",
    bound: {
      expression: "(1 - eta) * s",
      symbols,
      observed: { s: "startSine" },
      inputs: ({ eta }) => ({ eta: exactly(eta) }),
    },
    failureRate: 0,
    rounding: { relative: 1e-8 },
  },
  controls: [
    {
      id: "euclidean-distance",
      why: "$\\operatorname{dist}_+ \\le \\operatorname{dist}$ at a distance of .8 and $\\kappa(\\Sigma) = 10^4$",
      expected: "refuted",
      grid: grid({
        condition: [1e4],
        headCondition: [10],
        eta: [0.3],
        distance: [0.8],
        geometry: ["euclidean"],
        angles: ["spread"],
      }),
      test: {
        observable: "distance",
        bound: {
          expression: "s",
          symbols: { s: symbols.s },
          observed: { s: "startDistance" },
          inputs: () => ({}),
        },
      },
    },
  ],
});

export default [recursion, allAngles, outside, monotone];
