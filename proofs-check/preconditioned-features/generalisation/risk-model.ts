import { exactly, type Formula, type FormulaSymbol, type Json, type Parameters, type Quantity } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import { integrateAgainst, type Normalization, spectrumOf } from "asymptopia/theory";

export { paper } from "../paper.ts";

/** A linear readout that is trained with a preconditioner to a ridge. */
export interface ReadoutParameters extends Parameters {
  readonly population: Json;
  readonly phi: number;
  /** p of P = Σ^p. */
  readonly exponent: number;
  /** a of θᵢ² ∝ τᵢ^{2a}. */
  readonly alignment: number;
  readonly normalization: Normalization;
  readonly noiseVariance: number;
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
