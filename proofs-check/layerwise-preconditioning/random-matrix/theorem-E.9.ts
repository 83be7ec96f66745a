import { exactly, type Formula, type FormulaSymbol, grid, limitClaim } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import { type ResolventTraceParameters, resolventTraceExperiment } from "asymptopia/simulation";
import { spectrumOf } from "asymptopia/theory";
import { assumptions, declare, paper, pick, ridgeInputs, twoAtoms } from "./random-matrix-model.ts";

const source = { reference: `Theorem E.9 of ${paper}`, status: "paper" } as const;

/** Ladder of the smaller of n and d. */
const sizes = [25, 50, 100];

const singular = { kind: "atoms", values: [0, 1, 4], weights: [0.25, 0.5, 0.25] };

/** φ below, at and above 1; a singular Σ among the populations; λ small and large. */
const negativeAxis = grid({
  population: [twoAtoms, { kind: "ar1", rho: 0.5 }, singular],
  phi: [0.3, 1, 2],
  zReal: [-0.1, -2],
});

/** A spectrum with gaps and one without, a singular Σ, φ on both sides of 1. */
const atBudget = {
  quick: {
    grid: [
      ...grid({ population: [singular], phi: [0.3], zReal: [-0.1, -2] }),
      ...grid({ population: [{ kind: "ar1", rho: 0.5 }], phi: [2], zReal: [-0.1, -2] }),
    ],
  },
};

const figure = { x: "phi", label: "aspect ratio φ = d/n", scale: "log", series: ["zReal"] } as const;

// The order is that of who is taken for whom: symbols that stand side by side are.
const symbols = {
  m: { tex: "m", meaning: "$m(-\\lambda)$, limit of $\\frac1d\\operatorname{tr}(\\widehat\\Sigma + \\lambda)^{-1}$" },
  q: {
    tex: "q",
    meaning:
      "$\\lambda/\\kappa$, the share of $\\tau$ that the resolvent sees: $(\\widehat\\Sigma + \\lambda)^{-1} \\simeq (q\\Sigma + \\lambda)^{-1}$",
  },
  lambda: { tex: "\\lambda", meaning: "ridge of the resolvent" },
  phi: { tex: "\\varphi", meaning: "aspect ratio, $\\lim d/n$" },
  tau: { tex: "\\tau", meaning: "eigenvalue of $\\Sigma$" },
  H: { tex: "H", meaning: "population spectral distribution, that of the eigenvalues of $\\Sigma$" },
} satisfies Record<string, FormulaSymbol>;

/** m as the root of its equation in a domain; at z = −λ the right one has m > 0 and q > 0. */
const root = (domain: readonly string[]): Formula<ResolventTraceParameters> => ({
  expression: "m",
  symbols,
  // With a name for the part that is above 0 for the right root, a slip in it is one in the domain too.
  equations: { m: "m = integral(1 / (tau * q + lambda), tau, H)", q: "q = 1 - phi + phi * lambda * m" },
  domain,
  inputs: ({ phi, zReal }) => ({ phi: exactly(phi), lambda: exactly(-zReal) }),
  spectra: ({ population }) => ({ H: spectrumOf(parsePopulation(population)) }),
});

export const trace = limitClaim({
  id: "lp/theorem-E.9",
  title: "Trace of the resolvent on the negative axis",
  statement:
    "For $\\lambda > 0$, $\\frac1d\\operatorname{tr}(\\widehat\\Sigma + \\lambda)^{-1} \\to m(-\\lambda)$ where $m(z) = \\int\\frac{dH(\\tau)}{\\tau(1 - \\varphi - \\varphi zm(z)) - z}$. Of the roots of that equation the limit is the one with $m > 0$ and $1 - \\varphi + \\varphi\\lambda m > 0$. The equation is what is verified: its mutants are solved in the same domain.",
  assumptions,
  source,
  experiment: resolventTraceExperiment,
  grid: negativeAxis,
  sizes,
  atBudget,
  test: {
    observable: "stieltjesReal",
    formula: {
      ...root(["m > 0", "q > 0"]),
      variants: [
        {
          why: "$m$ of the population itself, as if $\\varphi$ were 0",
          expression: "m",
          equations: { m: "m = integral(1 / (tau + lambda), tau, H)" },
          domain: ["m > 0"],
        },
        {
          why: "the equation of the companion $v$, the transform of $XX^\\top/n$",
          expression: "m",
          equations: { m: "m = 1 / (lambda + phi * integral(tau / (1 + tau * m), tau, H))" },
          domain: ["m > 0"],
        },
      ],
    },
    margin: { relative: 0.01 },
    // Over 3,000 draws at each point no intercept exceeded .1 % of theory, or 2.7 standard errors.
    residualBias: { relative: 0.002 },
    finiteSizeExponent: 1,
    // A sum of d eigenvalues' terms fluctuates by O(1), its mean by O(1/d).
    varianceExponent: 2,
  },
  controls: [
    {
      id: "wrong-root",
      why: "the root with $m < 0$ of the same equation, to which $m \\mapsto \\int\\frac{dH}{\\tau(1 - \\varphi + \\varphi\\lambda m) + \\lambda}$ converges from $m = 0$ when it is iterated undamped: $-1.237$ in the place of $5.471$",
      expected: "refuted",
      grid: [{ population: twoAtoms, phi: 2, zReal: -0.1 }],
      test: {
        formula: root(["m < 0"]),
      },
    },
  ],
  figure: { ...figure, yLabel: "m(−λ)" },
});

const derivativeSymbols = ["kappa", "df2", "phi", "lambda"] as const;

export const derivative = limitClaim({
  id: "lp/theorem-E.9/derivative",
  title: "Trace of the squared resolvent on the negative axis",
  statement:
    "$\\frac1d\\operatorname{tr}(\\widehat\\Sigma + \\lambda)^{-2} \\to m'(-\\lambda)$, the derivative in $z$ of the limit of Theorem E.9: analytic functions that converge take their derivatives along. Here through $v' = \\kappa'/\\kappa^2$ with $\\kappa'(\\lambda) = 1/(1 - \\varphi\\,\\mathrm{df}_2)$.",
  assumptions,
  source: { reference: `A consequence of Theorem E.9 of ${paper}`, status: "reconstructed" },
  experiment: resolventTraceExperiment,
  grid: negativeAxis,
  sizes,
  atBudget,
  test: {
    observable: "derivativeReal",
    formula: {
      expression: "(1 / (kappa^2 * (1 - phi * df2)) - (1 - phi) / lambda^2) / phi",
      symbols: declare(...derivativeSymbols),
      inputs: (parameters) => pick(ridgeInputs(parameters, -parameters.zReal), derivativeSymbols),
      variants: [
        {
          why: "$m^2$ in the place of $m'$, the square of a mean in the place of the mean of squares",
          expression: "((1 / kappa - (1 - phi) / lambda) / phi)^2",
        },
        {
          why: "$\\kappa' = 1$: the effective ridge moved as much as the ridge",
          expression: "(1 / kappa^2 - (1 - phi) / lambda^2) / phi",
        },
        {
          why: "$m$ differentiated by $\\lambda$, which is $-m'$",
          expression: "-(1 / (kappa^2 * (1 - phi * df2)) - (1 - phi) / lambda^2) / phi",
        },
      ],
    },
    margin: { relative: 0.02 },
    // Over 3,000 draws at each point no intercept exceeded .17 % of theory, or 3.2 standard errors.
    residualBias: { relative: 0.006 },
    finiteSizeExponent: 1,
    varianceExponent: 2,
  },
  figure: { ...figure, yLabel: "m′(−λ)" },
});

export default [trace, derivative];
