import { exactly, type FormulaSymbol, type Quantity } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import type { SampleCovarianceParameters } from "asymptopia/simulation";
import { integrateAgainst, solveSilverstein } from "asymptopia/theory";

export { paper } from "../paper.ts";

/** The setting that all claims of this folder share. */
export const assumptions = [
  "$\\widehat\\Sigma = X^\\top X/n$; the $n$ rows of $X$ are independent, $N(0, \\Sigma)$",
  "$n, d \\to \\infty$ with $d/n \\to \\varphi \\in (0, \\infty)$; the spectrum of $\\Sigma$ tends to $H$, bounded, not all at 0",
];

/** Both atoms have whole numbers of eigenvalues at even d, so that sizes can realise this H exactly. */
export const twoAtoms = { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] };

/** ∫ f dH. */
export function integral(population: SampleCovarianceParameters["population"], f: (tau: number) => number): Quantity {
  return integrateAgainst(parsePopulation(population), f);
}

const symbols = {
  phi: { tex: "\\varphi", meaning: "aspect ratio, $\\lim d/n$" },
  lambda: { tex: "\\lambda", meaning: "ridge of the resolvent" },
  kappa: {
    tex: "\\kappa",
    meaning:
      "effective ridge, $1/v(-\\lambda)$: the $\\kappa > 0$ with $\\lambda = \\kappa(1 - \\varphi\\int\\frac{\\tau}{\\tau+\\kappa}dH)$",
  },
  df2: {
    tex: "\\mathrm{df}_2",
    meaning: "$\\int\\bigl(\\frac{\\tau}{\\tau+\\kappa}\\bigr)^2dH$, squared degrees of freedom for each input",
  },
} satisfies Record<string, FormulaSymbol>;

export type RidgeSymbol = keyof typeof symbols;

/** The declarations of some of the symbols, for a formula. */
export function declare(...names: readonly RidgeSymbol[]): Readonly<Record<string, FormulaSymbol>> {
  return Object.fromEntries(names.map((name) => [name, symbols[name]]));
}

/** The values of the symbols at a point of the negative axis: z = −λ. */
export function ridgeInputs(
  { population, phi }: SampleCovarianceParameters,
  lambda: number,
): Readonly<Record<RidgeSymbol, Quantity>> {
  const { kappa, squaredDegreesOfFreedom } = solveSilverstein(parsePopulation(population), phi, lambda);
  return { phi: exactly(phi), lambda: exactly(lambda), kappa, df2: squaredDegreesOfFreedom };
}

/** Some members of an object. */
export function pick<K extends string, V>(from: Readonly<Record<K, V>>, names: readonly K[]): Readonly<Record<K, V>> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Record<K, V>;
}
