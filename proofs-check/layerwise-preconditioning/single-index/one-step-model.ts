import { exactly, type FormulaSymbol, grid, type Quantity } from "asymptopia";
import { parseActivation, parsePopulation } from "asymptopia/model";
import type { BalancedOneStepParameters } from "asymptopia/simulation";
import { gaussianMoments, moment, solveSilverstein } from "asymptopia/theory";

export { paper } from "../paper.ts";

/** The model of section 3.2, which all claims of this folder share. */
export const assumptions = [
  "$x \\sim N(0, \\Sigma)$, $y = \\sigma_\\star(\\beta_\\star^\\top x) + \\varepsilon$ with $\\varepsilon \\sim N(0, \\sigma_\\varepsilon^2)$, $n$ independent samples",
  "$\\beta_\\star \\sim N(0, I/d)$, independent of the data (Assumption 3.8)",
  "$n, d \\to \\infty$ with $d/n \\to \\varphi \\in (0, \\infty)$; the spectrum of $\\Sigma$ tends to $H$, bounded, not all at 0",
  "$\\sigma_\\star$ has a finite second moment and a weak derivative under $N(0, m_1)$",
];

/** Ladder of the smaller of n and d. */
export const sizes = [40, 80, 160];

/** Equivalence margin of the correlations. */
export const correlationMargin = { absolute: 0.01 };

/** Equivalence margin of inner products and squared norms, which have no natural unit. */
export const momentMargin = { relative: 0.03 };

/**
 * The bias is c/size + O(size⁻²) with |c|/size up to 3 % of theory at size 40; what the extrapolation leaves of it is of
 * second order. Over 2,000 draws at each of the 170 points of these grids no intercept was told from 0: the largest was
 * 2.7 standard errors, these being .01 to .2 % of theory.
 */
export const residualBias = { relative: 0.003 };

const populations = [
  { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] },
  { kind: "ar1", rho: 0.5 },
  // m₁ = 2: where it is 1, a mutant that loses a factor m₁ is no mutant.
  { kind: "uniform", low: 0.5, high: 3.5 },
];

const cells = { population: populations, phi: [0.3, 1, 2], teacher: [{ kind: "relu" }, { kind: "tanh" }] };

/** φ below, at and above 1, three populations, a kinked and a smooth teacher. */
export const sgdGrid = grid({ ...cells, noiseVariance: [0.25] });

/** The same with small and large damping. */
export const kfacGrid = grid({ ...cells, noiseVariance: [0.25], lambda: [0.1, 2] });

const quickCells = { teacher: cells.teacher, noiseVariance: [0.25] };

/** The points of a quick run: φ on both sides of 1, each with a population of its own, one of them with m₁ ≠ 1. */
const quickly = (damping: object) => [
  ...grid({ ...quickCells, population: populations.slice(2), phi: [0.3], ...damping }),
  ...grid({ ...quickCells, population: populations.slice(1, 2), phi: [2], ...damping }),
];

export const sgdAtBudget = { quick: { grid: quickly({}) } };

export const kfacAtBudget = { quick: { grid: quickly({ lambda: [0.1, 2] }) } };

/** A teacher without linear part, for which every correlation is 0 at every size. */
export const evenTeacher = {
  teacher: [{ kind: "hermite", degree: 2 }],
  // Four columns of a direction would have a mean of 0 by their construction.
  directions: [64],
  columnsPerDirection: [1],
};

const symbols = {
  alpha: {
    tex: "\\alpha_\\star",
    meaning: "$\\mathbb E\\,\\sigma_\\star'(z)$, mean slope of the teacher, $z \\sim N(0, m_1)$",
  },
  s2: { tex: "s^2", meaning: "$\\mathbb E\\,\\sigma_\\star(z)^2$, second moment of the teacher, $z \\sim N(0, m_1)$" },
  m1: { tex: "m_1", meaning: "$\\int \\tau\\,dH(\\tau)$, mean of the population spectral distribution" },
  m2: { tex: "m_2", meaning: "$\\int \\tau^2\\,dH(\\tau)$, its second moment" },
  phi: { tex: "\\varphi", meaning: "aspect ratio, $\\lim d/n$" },
  noiseVariance: { tex: "\\sigma_\\varepsilon^2", meaning: "variance of the label noise" },
  lambda: { tex: "\\lambda", meaning: "damping of the KFAC step (ridge)" },
  m: {
    tex: "m",
    meaning: "$m(-\\lambda)$, Stieltjes transform of the limiting spectrum of $\\widehat\\Sigma = X^\\top X/n$",
  },
  dm: { tex: "m'", meaning: "$m'(-\\lambda)$, its derivative" },
} satisfies Record<string, FormulaSymbol>;

export type OneStepSymbol = keyof typeof symbols;

/** The declarations of some of the symbols, for a formula. */
export function declare(...names: readonly OneStepSymbol[]): Readonly<Record<string, FormulaSymbol>> {
  return Object.fromEntries(names.map((name) => [name, symbols[name]]));
}

/** The values of some of the symbols at a point of the limit, or at a finite problem's realised parameters. */
export function inputs(
  ...names: readonly OneStepSymbol[]
): (parameters: BalancedOneStepParameters) => Readonly<Record<string, Quantity>> {
  return (parameters) => {
    const all = allInputs(parameters);
    return Object.fromEntries(names.map((name) => [name, all[name]()]));
  };
}

function allInputs(parameters: BalancedOneStepParameters): Record<OneStepSymbol, () => Quantity> {
  const population = parsePopulation(parameters.population);
  const m1 = moment(population, 1);
  const teacher = teacherMoments(parameters.teacher, m1.value);
  const silverstein = () => solveSilverstein(population, parameters.phi, parameters.lambda as number);
  return {
    alpha: () => teacher.derivativeMean,
    s2: () => teacher.secondMoment,
    m1: () => m1,
    m2: () => moment(population, 2),
    phi: () => exactly(parameters.phi),
    noiseVariance: () => exactly(parameters.noiseVariance),
    lambda: () => exactly(parameters.lambda as number),
    m: () => silverstein().m,
    dm: () => silverstein().mDerivative,
  };
}

const momentsKnown = new Map<string, ReturnType<typeof gaussianMoments>>();

/** A teacher has the same ones at every φ, λ and noise. */
function teacherMoments(teacher: BalancedOneStepParameters["teacher"], variance: number) {
  const key = JSON.stringify([teacher, variance]);
  const known = momentsKnown.get(key) ?? gaussianMoments(parseActivation(teacher), variance);
  momentsKnown.set(key, known);
  return known;
}

/** How the pages of these claims draw them. */
export function figure(yLabel: string) {
  return { x: "phi", label: "aspect ratio φ = d/n", scale: "log", series: ["teacher"], yLabel } as const;
}
