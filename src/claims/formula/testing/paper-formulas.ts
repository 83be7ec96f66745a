import type { Formula, FormulaSymbol } from "../../formula.ts";

const symbols: Readonly<Record<string, FormulaSymbol>> = {
  alpha: { tex: "\\alpha_\\star", meaning: "signal strength" },
  m1: { tex: "M_1", meaning: "first moment of the population spectral distribution" },
  m2: { tex: "M_2", meaning: "second moment of the population spectral distribution" },
  s2: { tex: "\\sigma_\\star^2", meaning: "second moment of the link function" },
  phi: { tex: "\\phi", meaning: "aspect ratio" },
  noiseVariance: { tex: "\\sigma_\\varepsilon^2", meaning: "variance of the label noise" },
  lambda: { tex: "\\lambda", meaning: "ridge" },
  m: { tex: "m(-\\lambda)", meaning: "Stieltjes transform at minus the ridge" },
  dm: { tex: "m'", meaning: "derivative of the Stieltjes transform at minus the ridge" },
};

const formulaOf = (expression: string, names: string): Pick<Formula, "expression" | "symbols"> => ({
  expression,
  symbols: Object.fromEntries(names.split(" ").map((name) => [name, symbols[name]])),
});

/** Four limits of Zhang et al. 2025, arXiv 2502.01763: alignments and moments of one step of gradient or ridge descent. */
export const paperFormulas = {
  "Lemma 3.10": formulaOf(
    "alpha * m1 / sqrt(alpha^2 * m2 + phi * m1 * (s2 + noiseVariance))",
    "alpha m1 m2 phi s2 noiseVariance",
  ),
  "Lemma 3.12": formulaOf(
    "alpha * (1 - lambda * m) / sqrt(alpha^2 * (1 - 2 * lambda * m + lambda^2 * dm)" +
      " + phi * (s2 - alpha^2 * m1 + noiseVariance) * (m - lambda * dm))",
    "alpha lambda m dm phi s2 m1 noiseVariance",
  ),
  "inner product": formulaOf("alpha * m1", "alpha m1"),
  "squared norm": formulaOf(
    "alpha^2 * (m2 + phi * m1^2) + phi * m1 * (s2 - alpha^2 * m1 + noiseVariance)",
    "alpha m1 m2 phi s2 noiseVariance",
  ),
} as const;

/**
 * Inputs at which all four are real and far from the ends of their domains: Jensen's inequalities between the moments
 * hold strictly.
 *
 * @param t nine numbers in [0, 1), one for each degree of freedom.
 */
export function paperInputs(t: readonly number[]): Readonly<Record<string, number>> {
  const alpha = 0.3 + t[0];
  const m1 = 0.5 + t[1];
  const m2 = m1 ** 2 * (1.1 + t[2]);
  const lambda = 0.1 + 2 * t[3];
  const shrinkage = 0.2 + 0.5 * t[4];
  const m = shrinkage / lambda;
  const dm = m ** 2 * (1.05 + 0.3 * t[5]);
  const s2 = alpha ** 2 * m1 * (1.2 + t[6]);
  return { alpha, m1, m2, lambda, m, dm, s2, phi: 0.2 + 2 * t[7], noiseVariance: 0.05 + t[8] };
}

/** The members of `inputs` that `symbols` declares. */
export function inputsOf<T>(symbols: object, inputs: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.keys(symbols).map((name) => [name, inputs[name]]));
}
