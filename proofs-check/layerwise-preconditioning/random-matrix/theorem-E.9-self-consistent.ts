import { exactly, type FormulaSymbol, grid, limitClaim } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import { type ResolventTraceParameters, resolventTraceExperiment } from "asymptopia/simulation";
import { spectrumOf } from "asymptopia/theory";
import { assumptions, paper, twoAtoms } from "./random-matrix-model.ts";

/** φ below, at and above 1; a singular Σ among the populations; λ small and large. */
const negativeAxis = { phi: [0.3, 1, 2], zReal: [-0.1, -2] };
const atomic = [twoAtoms, { kind: "atoms", values: [0, 1, 4], weights: [0.25, 0.5, 0.25] }];

// The order is that of who is taken for whom: symbols that stand side by side are.
const symbols = {
  m: { tex: "m", meaning: "$m(-\\lambda)$, limit of $\\frac1d\\operatorname{tr}(\\widehat\\Sigma + \\lambda)^{-1}$" },
  dm: {
    tex: "m'",
    meaning: "$m'(-\\lambda)$, limit of $\\frac1d\\operatorname{tr}(\\widehat\\Sigma + \\lambda)^{-2}$",
  },
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

/** The equation with a name for the part of it that is above 0 for the right root: a slip in it is one in the domain too. */
const silverstein = { m: "m = integral(1 / (tau * q + lambda), tau, H)", q: "q = 1 - phi + phi * lambda * m" };
const rightRoot = ["m > 0", "q > 0"];

const inputs = ({ phi, zReal }: ResolventTraceParameters) => ({ phi: exactly(phi), lambda: exactly(-zReal) });
const spectra = ({ population }: ResolventTraceParameters) => ({ H: spectrumOf(parsePopulation(population)) });

const experiment = resolventTraceExperiment;
const figure = { x: "phi", label: "aspect ratio φ = d/n", scale: "log", series: ["zReal"] } as const;

const { dm, ...symbolsOfM } = symbols;

export const trace = limitClaim({
  id: "lp/theorem-E.9/self-consistent",
  title: "Trace of the resolvent from the equation itself, on the negative axis",
  statement:
    "For $\\lambda > 0$, $\\frac1d\\operatorname{tr}(\\widehat\\Sigma + \\lambda)^{-1} \\to m(-\\lambda)$, which the theorem gives as a root of $m(z) = \\int\\frac{dH(\\tau)}{\\tau(1 - \\varphi - \\varphi zm(z)) - z}$. Here the equation is what is verified: its wrong variants are solved in the same domain.",
  assumptions,
  source: { reference: `Theorem E.9 of ${paper}`, status: "paper" },
  experiment,
  grid: grid({ population: [...atomic, { kind: "ar1", rho: 0.5 }], ...negativeAxis }),
  sizes: [25, 50, 100],
  test: {
    observable: "stieltjesReal",
    formula: {
      expression: "m",
      symbols: symbolsOfM,
      equations: silverstein,
      domain: rightRoot,
      inputs,
      spectra,
      variants: [
        {
          why: "$m$ taken of the population itself, as if $\\varphi$ were 0",
          expression: "m",
          equations: { m: "m = integral(1 / (tau + lambda), tau, H)" },
        },
        {
          why: "the equation of the companion, the transform of $XX^\\top/n$",
          expression: "m",
          equations: { m: "m = 1 / (lambda + phi * integral(tau / (1 + tau * m), tau, H))" },
          domain: ["m > 0"],
        },
      ],
    },
    margin: { relative: 0.01 },
    residualBias: { relative: 0.002 },
    finiteSizeExponent: 1,
    // A sum of d eigenvalues' terms fluctuates by O(1), its mean by O(1/d).
    varianceExponent: 2,
  },
  controls: [
    {
      id: "wrong-root",
      why: "the root with $m < 0$ of the same equation, $-1.237$ in the place of $5.471$, to which undamped iteration goes",
      expected: "refuted",
      grid: [{ population: twoAtoms, phi: 2, zReal: -0.1 }],
      test: {
        formula: {
          expression: "m",
          symbols: symbolsOfM,
          equations: silverstein,
          domain: ["m < 0"],
          inputs,
          spectra,
        },
      },
    },
  ],
  figure: { ...figure, yLabel: "m(−λ)" },
});

export const derivative = limitClaim({
  id: "lp/theorem-E.9/derivative/self-consistent",
  title: "Trace of the squared resolvent from the equations themselves, on the negative axis",
  statement:
    "$\\frac1d\\operatorname{tr}(\\widehat\\Sigma + \\lambda)^{-2} \\to m'(-\\lambda)$, where the equation of Theorem E.9 and its derivative in $z$ determine $m$ and $m'$.",
  assumptions,
  source: { reference: `A consequence of Theorem E.9 of ${paper}`, status: "reconstructed" },
  experiment,
  grid: grid({ population: atomic, ...negativeAxis }),
  sizes: [25, 50, 100],
  test: {
    observable: "derivativeReal",
    formula: {
      expression: "dm",
      symbols: { dm, ...symbolsOfM },
      equations: {
        ...silverstein,
        dm: "dm = integral((1 + phi * tau * (m - lambda * dm)) / (tau * q + lambda)^2, tau, H)",
      },
      domain: rightRoot,
      inputs,
      spectra,
    },
    margin: { relative: 0.02 },
    residualBias: { relative: 0.006 },
    finiteSizeExponent: 1,
    varianceExponent: 2,
  },
  figure: { ...figure, yLabel: "m′(−λ)" },
});

export default [trace, derivative];
