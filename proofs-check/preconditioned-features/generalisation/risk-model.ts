import { exactly, type Formula, type FormulaSymbol, type Json, type Parameters, type Quantity } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import {
  gradientDescentRisk,
  gradientFlowRisk,
  integrateAgainst,
  type Normalization,
  ridgeRisk,
  spectrumOf,
  type TrajectoryRisk,
} from "asymptopia/theory";

export { paper } from "../paper.ts";

/** What the risk of a preconditioned linear readout depends on, beside how far it is trained. */
interface TeacherParameters extends Parameters {
  readonly population: Json;
  readonly phi: number;
  /** p of P = Σ^p. */
  readonly exponent: number;
  /** a of θᵢ² ∝ τᵢ^{2a}. */
  readonly alignment: number;
  readonly normalization: Normalization;
  readonly noiseVariance: number;
}

/** A readout that is trained to a ridge. */
export interface ReadoutParameters extends TeacherParameters {
  /** λ, added to the preconditioned sample covariance; 0 is the limit λ ↓ 0. */
  readonly lambda: number;
}

/** The setting that the risks of this folder share. */
export const assumptions = [
  "$x \\sim N(0, \\Sigma)$, $y = \\theta^\\top x + \\varepsilon$ with $\\varepsilon \\sim N(0, \\sigma^2)$, $n$ independent samples",
  "$\\theta_i^2 \\propto \\tau_i^{2a}$ in the eigenbasis of $\\Sigma$, with signs of their own; $\\theta^\\top\\theta = 1$ (unit norm) or $\\theta^\\top\\Sigma\\theta = 1$ (unit signal)",
  "the student is linear and trained with the population's $P = \\Sigma^p$: ridge regression on $\\tilde x = \\Sigma^{p/2}x$ with $\\lambda$ added to $\\widetilde X^\\top\\widetilde X/n$",
  "$n, d \\to \\infty$ with $d/n \\to \\varphi \\in (0, \\infty)$; the spectrum of $\\Sigma$ tends to $H$, bounded, not all at 0",
  "the risk is $\\mathbb E(y - \\hat y)^2$ at a fresh sample, label noise included",
];

// The order is that of who is taken for whom: symbols that stand side by side are.
const symbols = {
  sigma2: { tex: "\\sigma^2", meaning: "variance of the label noise" },
  kappa: {
    tex: "\\kappa",
    meaning: "effective ridge of the preconditioned covariance $\\Sigma^{1+p}$, above 0",
  },
  lambda: { tex: "\\lambda", meaning: "ridge, added to the preconditioned sample covariance" },
  phi: { tex: "\\varphi", meaning: "aspect ratio, $\\lim d/n$" },
  size: {
    tex: "s",
    meaning:
      "$\\int\\tau^{2a}dH$ where the teacher has unit norm, $\\int\\tau^{2a+1}dH$ where its signal has unit variance",
  },
  a: { tex: "a", meaning: "alignment of the teacher, $\\theta_i^2 \\propto \\tau_i^{2a}$" },
  p: { tex: "p", meaning: "exponent of the preconditioner $\\Sigma^p$" },
  tau: { tex: "\\tau", meaning: "eigenvalue of $\\Sigma$" },
  H: { tex: "H", meaning: "population spectral distribution, that of the eigenvalues of $\\Sigma$" },
} satisfies Record<string, FormulaSymbol>;

type RiskSymbol = keyof typeof symbols;

const without = (...names: readonly RiskSymbol[]): Readonly<Record<string, FormulaSymbol>> =>
  Object.fromEntries(Object.entries(symbols).filter(([name]) => !names.includes(name as RiskSymbol)));

/** ∫τ^{2a}dH or ∫τ^{2a+1}dH: what τ^{2a} is divided by to be d·θᵢ². */
function size({ population, alignment, normalization }: ReadoutParameters): Quantity {
  const order = normalization === "unit-norm" ? 2 * alignment : 2 * alignment + 1;
  return integrateAgainst(parsePopulation(population), (tau) => tau ** order);
}

/** The values of the symbols that are no unknowns; only those that a formula declares. */
const inputs =
  (...names: readonly RiskSymbol[]) =>
  (parameters: ReadoutParameters): Readonly<Record<string, Quantity>> => {
    const { phi, lambda, exponent, alignment, noiseVariance } = parameters;
    const all: Partial<Record<RiskSymbol, Quantity>> = {
      sigma2: exactly(noiseVariance),
      lambda: exactly(lambda),
      phi: exactly(phi),
      size: size(parameters),
      a: exactly(alignment),
      p: exactly(exponent),
    };
    return Object.fromEntries(names.map((name) => [name, all[name] as Quantity]));
  };

const spectra = ({ population }: ReadoutParameters) => ({ H: spectrumOf(parsePopulation(population)) });

const degreesOfFreedom = "integral(tau^(1 + p) / (tau^(1 + p) + kappa), tau, H)";
const squaredDegreesOfFreedom = "integral((tau^(1 + p) / (tau^(1 + p) + kappa))^2, tau, H)";
const residual = "kappa^2 * integral(tau^(2 * a + 1) / (tau^(1 + p) + kappa)^2, tau, H) / size";
const risk = `(sigma2 + ${residual}) / (1 - phi * ${squaredDegreesOfFreedom})`;

/** Wrong risks that a slip of the derivation would give, for λ above 0 and without a ridge. */
const variants = [
  {
    why: "the noise not inflated: $\\sigma^2$ outside the fraction",
    expression: `sigma2 + ${residual} / (1 - phi * ${squaredDegreesOfFreedom})`,
  },
  {
    why: "without the denominator, as though $\\kappa$ were a ridge on the population",
    expression: `sigma2 + ${residual}`,
  },
  {
    why: "$\\mathrm{df}_1$ in the place of $\\mathrm{df}_2$",
    expression: `(sigma2 + ${residual}) / (1 - phi * ${degreesOfFreedom})`,
  },
  {
    why: "the error of the estimate, $\\theta_i^2$ in the place of $\\theta_i^2\\tau_i$",
    expression: risk.replace("tau^(2 * a + 1)", "tau^(2 * a)"),
  },
];

/** The risk at a ridge λ > 0, κ from its equation. */
export const ridgeRiskFormula: Formula<ReadoutParameters> = {
  expression: risk,
  symbols,
  equations: { kappa: `lambda = kappa * (1 - phi * ${degreesOfFreedom})` },
  domain: ["kappa > 0"],
  inputs: inputs("sigma2", "lambda", "phi", "size", "a", "p"),
  spectra,
  variants: [
    ...variants,
    {
      why: "$\\kappa = \\lambda$: the sample covariance taken for the population's",
      expression: risk,
      equations: { kappa: "kappa = lambda" },
    },
  ],
};

/** The limit λ ↓ 0 of the risk where φ(1 − H{0}) > 1. */
export const ridgelessRiskFormula: Formula<ReadoutParameters> = {
  expression: risk,
  symbols: without("lambda"),
  equations: { kappa: `phi * ${degreesOfFreedom} = 1` },
  domain: ["kappa > 0"],
  inputs: inputs("sigma2", "phi", "size", "a", "p"),
  spectra,
  // With φ df₁ = 1 the third has no value.
  variants: variants.filter((_, i) => i !== 2),
};

/** The limit λ ↓ 0 of the risk where φ < 1 and H{0} = 0: that of least squares, for every p and every teacher. */
export const leastSquaresRiskFormula: Formula<ReadoutParameters> = {
  expression: "sigma2 / (1 - phi)",
  symbols: { sigma2: symbols.sigma2, phi: symbols.phi },
  inputs: inputs("sigma2", "phi"),
  variants: [
    { why: "the noise alone, as though the teacher were found", expression: "sigma2" },
    { why: "the noise that is fitted, without that of the test label", expression: "sigma2 * phi / (1 - phi)" },
  ],
};

/** A readout that is tested where the inputs have other variances along the same eigenvectors. */
export interface ShiftedParameters extends ReadoutParameters {
  /** Of kind `atoms` or `eigenvalues`. */
  readonly population: {
    readonly kind: string;
    readonly values: readonly number[];
    readonly weights?: readonly number[];
  };
  /** τ′ᵢ beside the population's values. */
  readonly shiftedEigenvalues: readonly number[];
}

const shiftedSymbols = {
  sigma2: symbols.sigma2,
  shiftedBias: {
    tex: "b'",
    meaning:
      "$\\kappa^2\\sum\\tilde\\theta_i^2\\tilde\\tau'_i/(\\tilde\\tau_i + \\kappa)^2$ with $\\tilde\\tau' = \\tau'\\tau^p$",
  },
  bias: {
    tex: "b",
    meaning: "$\\kappa^2\\sum\\tilde\\theta_i^2\\tilde\\tau_i/(\\tilde\\tau_i + \\kappa)^2$",
  },
  spread: {
    tex: "v'",
    meaning:
      "$\\frac1d\\sum\\tilde\\tau'_i\\tilde\\tau_i/(\\tilde\\tau_i + \\kappa)^2$, how the estimate's noise shows at the shifted inputs",
  },
  df2: { tex: "\\mathrm{df}_2", meaning: "$\\frac1d\\sum\\tilde\\tau_i^2/(\\tilde\\tau_i + \\kappa)^2$" },
  phi: symbols.phi,
} satisfies Record<string, FormulaSymbol>;

/** The risk at shifted inputs; (σ² + b)/(1 − φ df₂) in it is the one at inputs like those of training. */
export const shiftedRiskFormula: Formula<ShiftedParameters> = {
  expression: "sigma2 + shiftedBias + phi * (sigma2 + bias) / (1 - phi * df2) * spread",
  symbols: shiftedSymbols,
  inputs: shiftedInputs,
  variants: [
    { why: "no shift: the risk of the training inputs", expression: "(sigma2 + bias) / (1 - phi * df2)" },
    {
      why: "the label noise $\\sigma^2$ in the place of the whole training risk $R$",
      expression: "sigma2 + shiftedBias + phi * sigma2 * spread",
    },
    {
      why: "$\\mathrm{df}_2$ in the place of $v'$: the variance not shifted",
      expression: "sigma2 + shiftedBias + phi * (sigma2 + bias) / (1 - phi * df2) * df2",
    },
    {
      why: "all of it inflated as it is without a shift",
      expression: "(sigma2 + shiftedBias) / (1 - phi * df2)",
    },
  ],
};

function shiftedInputs(parameters: ShiftedParameters): Readonly<Record<keyof typeof shiftedSymbols, Quantity>> {
  const { population, shiftedEigenvalues, phi, lambda, exponent, alignment, normalization, noiseVariance } = parameters;
  const { values, weights = values.map(() => 1) } = population;
  const parsed = parsePopulation(population);
  const { effectiveRidge: kappa } = ridgeRisk({
    population: parsed,
    phi,
    lambda,
    exponent,
    alignment,
    normalization,
    noiseVariance,
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scale = size(parameters).value;
  /** A sum of positive terms, each with some twenty roundings and twice the error of κ. */
  const summed = (term: (tau: number, shifted: number) => number): Quantity => {
    const value = values.reduce((sum, tau, i) => sum + (weights[i] / total) * term(tau, shiftedEigenvalues[i]), 0);
    const ofKappa = kappa.value === 0 ? 0 : kappa.error / kappa.value;
    const error = value * ((20 + values.length) * Number.EPSILON + 2 * ofKappa);
    return { value, error, status: kappa.status };
  };
  const rest = (tau: number): number => kappa.value / (tau ** (1 + exponent) + kappa.value);
  return {
    sigma2: exactly(noiseVariance),
    shiftedBias: summed((tau, shifted) => (tau ** (2 * alignment) / scale) * shifted * rest(tau) ** 2),
    bias: summed((tau) => (tau ** (2 * alignment) / scale) * tau * rest(tau) ** 2),
    spread: summed((tau, shifted) => (shifted / tau) * (1 - rest(tau)) ** 2),
    df2: summed((tau) => (1 - rest(tau)) ** 2),
    phi: exactly(phi),
  };
}

/** A readout that is trained by gradient flow, or by steps of gradient descent, from 0 and without a ridge. */
export interface TrainedParameters extends TeacherParameters {
  /** t of the flow of ½‖y − X̃w‖²/n, in the unit of an inverse preconditioned eigenvalue; absent for descent. */
  readonly time?: number;
  /** k of gradient descent, and its learning rate. */
  readonly steps?: number;
  readonly learningRate?: number;
}

const partSymbols = {
  sigma2: symbols.sigma2,
  bias: {
    tex: "B",
    meaning:
      "$\\frac1{(2\\pi i)^2}\\oint\\oint W_1W_2\\frac{\\sum\\tilde\\theta_i^2\\tilde\\tau_i/((\\tilde\\tau_i+\\kappa_1)(\\tilde\\tau_i+\\kappa_2))}{1-\\varphi\\int\\tilde\\tau^2/((\\tilde\\tau+\\kappa_1)(\\tilde\\tau+\\kappa_2))dH}dz_1dz_2$, $W = f(z)\\kappa(z)/z$, $f = e^{-tz}$ or $(1 - \\eta z)^k$",
  },
  variance: {
    tex: "V",
    meaning: "$-\\frac{\\sigma^2}{2\\pi i}\\oint\\frac{(1 - f(z))^2}{z}\\bigl(\\frac{\\kappa(z)}{-z} - 1\\bigr)dz$",
  },
} satisfies Record<string, FormulaSymbol>;

/** The risk along training, from its parts as contour integrals around 0 and the spectrum. */
export const trainedRiskFormula: Formula<TrainedParameters> = {
  expression: "sigma2 + bias + variance",
  symbols: partSymbols,
  inputs: (parameters) => {
    const { bias, variance } = trained(parameters);
    return { sigma2: exactly(parameters.noiseVariance), bias, variance };
  },
  variants: [
    { why: "the risk of training on labels without noise", expression: "sigma2 + bias" },
    { why: "the error of the estimate, without the noise of the test label", expression: "bias + variance" },
  ],
};

/** A wrong one, for controls: early stopping at t taken for a ridge of 1/t. */
export const inverseTimeRidgeFormula: Formula<TrainedParameters> = {
  expression: "sigma2 + bias + variance",
  symbols: partSymbols,
  inputs: (parameters) => {
    const { population, phi, exponent, alignment, normalization, noiseVariance } = parameters;
    const { bias, variance } = ridgeRisk({
      population: parsePopulation(population),
      phi,
      lambda: 1 / durationOf(parameters),
      exponent,
      alignment,
      normalization,
      noiseVariance,
    });
    return { sigma2: exactly(noiseVariance), bias, variance };
  },
};

function trained(parameters: TrainedParameters): TrajectoryRisk {
  const { population, phi, exponent, alignment, normalization, noiseVariance, time, steps, learningRate } = parameters;
  const teacher = {
    population: parsePopulation(population),
    phi,
    exponent,
    alignment,
    normalization,
    noiseVariance,
  };
  if (time !== undefined) return gradientFlowRisk({ ...teacher, time });
  return gradientDescentRisk({ ...teacher, steps: steps as number, learningRate: learningRate as number });
}

function durationOf({ time, steps, learningRate }: TrainedParameters): number {
  return time ?? (steps as number) * (learningRate as number);
}
