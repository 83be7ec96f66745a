import { boundClaim, exactly, type FormulaSymbol, limitClaim, type Quantity } from "asymptopia";
import { fixedInstance, type TransferParameters, transferExperiment, transferFeatures } from "asymptopia/simulation";
import { transferRisk } from "asymptopia/theory";
import { paper } from "../paper.ts";

const assumptions = [
  "$y = F_\\star G_\\star x + \\varepsilon$, $x \\sim N(0, \\Sigma)$, $\\varepsilon \\sim N(0, \\sigma_\\varepsilon^2I)$; least squares on $z = \\widehat Gx$ from $n > k + 1$ fresh samples",
];

const symbols = {
  B: { tex: "B", meaning: "excess risk of the best head on $\\widehat G$" },
  noiseVariance: { tex: "\\sigma_\\varepsilon^2", meaning: "variance of each output's noise" },
  dY: { tex: "d_Y", meaning: "outputs" },
  k: { tex: "k", meaning: "features" },
  r: { tex: "\\tfrac1n", meaning: "one over the number of samples; 0 in the limit" },
} satisfies Record<string, FormulaSymbol>;

/** B of a point whose teacher is fixed. */
function bias(point: TransferParameters): Quantity {
  const { teacherHead, teacherFeatures, covariance } = fixedInstance(point);
  const { noiseVariance, features } = point;
  return transferRisk({
    features: transferFeatures(point),
    teacherHead,
    teacherFeatures,
    covariance: covariance.matrix,
    // B does not depend on it.
    samples: features + 2,
    noiseVariance,
  }).bias;
}

/** n times what fitting the head costs; exact at every n. */
export const fittingCost = {
  expression: "(B + noiseVariance * dY) * k / (1 - (k + 1) * r)",
  symbols,
  inputs: (point: TransferParameters) => ({
    B: bias(point),
    noiseVariance: exactly(point.noiseVariance),
    dY: exactly(point.outputs),
    k: exactly(point.features),
    r: exactly(point.inverseSamples),
  }),
};

export const shape = { inputs: 10, features: 3, outputs: 4, head: { kind: "log-spaced", condition: 3 } } as const;

const haar = (condition: number) => ({ basis: "haar", spectrum: { kind: "log-spaced", condition } });

/** Most of the cost is misdirection. */
const misdirected = { ...shape, covariance: haar(10), distance: 0.9, noiseVariance: 0.02, instance: 3 };

export const exact = limitClaim({
  id: "lp/lemma-3.7",
  title: "What a learned representation is worth to a new task, exactly",
  statement:
    "The expected excess risk of least squares on the features $\\widehat Gx$ is $B + (B + \\sigma_\\varepsilon^2d_Y)\\frac{k}{n - k - 1}$ at every $n > k + 1$, where $B = \\operatorname{tr}(M - F_\\infty\\widehat G)\\Sigma(M - F_\\infty\\widehat G)^\\top$ is that of the best head, $M = F_\\star G_\\star$, $F_\\infty = M\\Sigma\\widehat G^\\top(\\widehat G\\Sigma\\widehat G^\\top)^{-1}$. Here $n$ times what is above $B$.",
  assumptions,
  source: { reference: `Lemma 3.7 of ${paper}`, status: "sharper" },
  experiment: transferExperiment,
  grid: [{ ...shape, covariance: haar(100), distance: 0.2, noiseVariance: 0.5, instance: 2 }, misdirected],
  sizes: [10, 16],
  atBudget: { quick: { grid: [misdirected] } },
  test: {
    observable: "scaledVariance",
    formula: {
      ...fittingCost,
      variants: [
        {
          why: "$n$ in the place of $n - k - 1$: right for $n \\gg k$ alone",
          expression: "(B + noiseVariance * dY) * k",
        },
        { why: "$n - k$ in the place of $n - k - 1$", expression: "(B + noiseVariance * dY) * k / (1 - k * r)" },
        { why: "$B$ not counted as noise of the fit", expression: "noiseVariance * dY * k / (1 - (k + 1) * r)" },
        { why: "$B$ counted for each output", expression: "dY * (B + noiseVariance) * k / (1 - (k + 1) * r)" },
      ],
    },
    margin: { relative: 0.04 },
    // Exact at every size: there is no bias to extrapolate, and the ladder is all but averaged.
    residualBias: { relative: 0.001 },
    finiteSizeExponent: 6,
    varianceExponent: 1,
  },
  controls: [
    {
      id: "no-misdirection",
      why: "$B = 0$, as if the representation were the teacher's, at a distance of 0.9",
      expected: "refuted",
      grid: [{ ...shape, covariance: haar(10), distance: 0.9, noiseVariance: 0.1 }],
      test: {
        formula: { ...fittingCost, inputs: (point) => ({ ...fittingCost.inputs(point), B: exactly(0) }) },
      },
    },
  ],
});

const observed = { F2: "headSquare", lambdaMax: "largestEigenvalue", dist: "distance" } as const;

const boundSymbols = {
  F2: { tex: "\\Vert F_\\star\\Vert _F^2", meaning: "squared norm of the teacher's head" },
  lambdaMax: { tex: "\\lambda_{\\max}", meaning: "largest eigenvalue of $\\Sigma$" },
  dist: { tex: "\\mathrm{dist}", meaning: "$\\mathrm{dist}(\\widehat G, G_\\star)$" },
} satisfies Record<string, FormulaSymbol>;

const random = { ...shape, covariance: haar(10), noiseVariance: 0, draws: 1, instance: 0 };

const bound = boundClaim({
  id: "lp/lemma-3.7/bias",
  title: "The misdirected part of the transfer risk is at most quadratic in the distance",
  statement:
    "$B \\le \\Vert F_\\star\\Vert _F^2\\,\\lambda_{\\max}(\\Sigma)\\,\\mathrm{dist}(\\widehat G, G_\\star)^2$, always.",
  assumptions: ["$G_\\star$ and $\\widehat G$ have orthonormal rows, equally many"],
  source: { reference: `Lemma 3.7 of ${paper}`, status: "reconstructed" },
  experiment: transferExperiment,
  grid: [
    { ...random, distance: 0.5 },
    { ...random, distance: 0.05, covariance: haar(1000) },
    { ...random, distance: 0.5, covariance: { basis: "identity" }, features: 1 },
  ],
  sizes: [12],
  test: {
    observable: "bias",
    direction: "at-most",
    bound: { expression: "F2 * lambdaMax * dist^2", symbols: boundSymbols, observed, inputs: () => ({}) },
    failureRate: 0,
    // With one feature and Σ = I it is an equality up to rounding: of the distance 0.5, twice, and of a difference.
    rounding: { relative: 1e-12 },
  },
  controls: [
    {
      id: "smallest-eigenvalue",
      why: "$\\lambda_{\\min}(\\Sigma)$ in the place of $\\lambda_{\\max}(\\Sigma)$",
      expected: "refuted",
      grid: [{ ...random, distance: 0.05, covariance: haar(1000) }],
      test: {
        bound: {
          expression: "F2 * lambdaMax * dist^2",
          symbols: {
            ...boundSymbols,
            lambdaMax: { tex: "\\lambda_{\\min}", meaning: "smallest eigenvalue of $\\Sigma$" },
          },
          observed: { ...observed, lambdaMax: "smallestEigenvalue" },
          inputs: () => ({}),
        },
      },
    },
  ],
});

export default [exact, bound];
