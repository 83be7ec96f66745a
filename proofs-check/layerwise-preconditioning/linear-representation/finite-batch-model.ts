import { exactly, type FormulaSymbol, type Quantity } from "asymptopia";
import { type FiniteBatchParameters, inputEigenvalues } from "asymptopia/simulation";
import { type FiniteBatchSetting, finiteBatchTerms } from "asymptopia/theory";

/** δ, the probability with which the statements may fail. */
export const delta = 0.05;

/** n, the samples of each of the two batches. */
export const sizes = [1000, 10_000];

export const assumptions = [
  "$y = F_\\star G_\\star x + \\varepsilon$, $x \\sim N(0, \\Sigma)$, $\\varepsilon \\sim N(0, \\sigma_\\varepsilon^2I)$; $G_\\star$ has orthonormal rows, $F_\\star$ full column rank",
  "two fresh batches of $n$ samples, one for $F$, one for $G$; $\\eta_F = 1$, $\\eta_G = \\eta$",
];

const shape = { inputs: 10, features: 3, outputs: 5 } as const;

const haar = (condition: number) => ({ basis: "haar", spectrum: { kind: "log-spaced", condition } });

/**
 * Teachers and inputs of rising condition numbers, each with as much noise as the basin of Theorem 3.6 allows at n = 1000
 * and near to the largest distance that it allows.
 */
const settings = [
  {
    covariance: { basis: "identity" },
    head: { kind: "log-spaced", condition: 1 },
    noiseVariance: 7e-4,
    distance: 0.04,
  },
  { covariance: haar(10), head: { kind: "log-spaced", condition: 3 }, noiseVariance: 2e-5, distance: 0.0126 },
  { covariance: haar(100), head: { kind: "log-spaced", condition: 10 }, noiseVariance: 3e-7, distance: 0.004 },
];

/** The settings at one step size. */
export const basinGrid = settings.map((setting) => ({ ...shape, ...setting, eta: 0.5 }));

/** The same, with a small and a full step beside where κ is 10. */
export const basinGridOfSteps = [...basinGrid, ...[0.1, 1].map((eta) => ({ ...shape, ...settings[1], eta }))];

/** Isotropic inputs and a start so near that what is left is noise. */
export const noiseAlone = { ...shape, ...settings[0], distance: 1e-3, eta: 0.5 };

/** Isotropic inputs and a start that is far from the teacher. */
export const farStart = { ...shape, ...settings[0], distance: 0.4, eta: 0.5 };

export const isotropic = { ...shape, ...settings[0], eta: 0.5 };

/** The setting of a point whose batch size is known, as theory asks for it. */
export function finiteBatchSetting(point: FiniteBatchParameters): FiniteBatchSetting {
  const { inputs, features, outputs, samples, distance, eta, noiseVariance } = point;
  const eigenvalues = inputEigenvalues(point);
  return {
    inputs,
    features,
    outputs,
    batchSize: samples,
    failureProbability: delta,
    distance,
    eta,
    noiseVariance,
    smallestHeadSingularValue: smallestHeadSingularValue(point),
    smallestEigenvalue: eigenvalues[0],
    conditionNumber: eigenvalues[eigenvalues.length - 1] / eigenvalues[0],
  };
}

/** σ_min(F⋆), where it is a matter of the point. */
export function smallestHeadSingularValue({ head }: FiniteBatchParameters): number {
  if (head.kind === "log-spaced") return 1 / head.condition;
  throw new TypeError(`the smallest singular value of a ${head.kind} head is random`);
}

const symbols = {
  eta: { tex: "\\eta", meaning: "step size of $G$" },
  s: { tex: "s", meaning: "$\\mathrm{dist}(G, G_\\star)$ before the step" },
  nu: { tex: "\\nu", meaning: "bound on $\\Vert F^+N_2\\Vert $, the noise in the step of $G$" },
  beta: { tex: "\\beta", meaning: "bound on $\\Vert (\\bar G - G)G^\\top\\Vert /\\eta$" },
  a: {
    tex: "a",
    meaning: "lower bound on $\\sigma_{\\min}(G_\\star\\widehat\\Sigma G^\\top(G\\widehat\\Sigma G^\\top)^{-1})$",
  },
  sigmaMin: { tex: "\\sigma_{\\min}(F_\\star)", meaning: "smallest singular value of the teacher's head" },
  noiseVariance: { tex: "\\sigma_\\varepsilon^2", meaning: "variance of the label noise" },
  lambdaMin: { tex: "\\lambda_{\\min}", meaning: "smallest eigenvalue of $\\Sigma$" },
  kappa: { tex: "\\kappa", meaning: "condition number of $\\Sigma$" },
  n: { tex: "n", meaning: "samples of a batch" },
  d: { tex: "d", meaning: "inputs" },
  k: { tex: "k", meaning: "features" },
  dY: { tex: "d_Y", meaning: "outputs" },
  ell: { tex: "\\ell", meaning: "$\\ln(5/\\delta)$, for five events that may fail" },
} satisfies Record<string, FormulaSymbol>;

type Name = keyof typeof symbols;

/** A bound of which `expression` uses the symbols with the given names. */
export function bound(expression: string, ...names: readonly Name[]) {
  return {
    expression,
    symbols: Object.fromEntries(names.map((name) => [name, symbols[name]])),
    inputs: (point: FiniteBatchParameters) => {
      const all = values(point);
      return Object.fromEntries(names.map((name) => [name, all[name]()]));
    },
  };
}

function values(point: FiniteBatchParameters): Record<Name, () => Quantity> {
  const setting = finiteBatchSetting(point);
  const terms = () => finiteBatchTerms(setting);
  return {
    eta: () => exactly(setting.eta),
    s: () => exactly(setting.distance),
    nu: () => rounded(terms().stepNoise),
    beta: () => rounded(terms().drift),
    a: () => rounded(terms().alignment),
    sigmaMin: () => rounded(setting.smallestHeadSingularValue),
    noiseVariance: () => exactly(setting.noiseVariance),
    lambdaMin: () => rounded(setting.smallestEigenvalue),
    kappa: () => rounded(setting.conditionNumber),
    n: () => exactly(setting.batchSize),
    d: () => exactly(setting.inputs),
    k: () => exactly(setting.features),
    dY: () => exactly(setting.outputs),
    ell: () => rounded(Math.log(5 / delta)),
  };
}

/** A number from a few dozen roundings of numbers above 0. */
function rounded(value: number): Quantity {
  return { value, error: 64 * Number.EPSILON * value, status: "ok" };
}
