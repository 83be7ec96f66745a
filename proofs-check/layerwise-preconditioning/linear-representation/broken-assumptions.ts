import { boundClaim, exactly, limitClaim } from "asymptopia";
import { parseActivation, parsePopulation } from "asymptopia/model";
import { type SignStepParameters, signStepExperiment, stationaryExperiment } from "asymptopia/simulation";
import { gaussianMoments, moment } from "asymptopia/theory";
import { paper } from "../paper.ts";
import { haar, shape } from "./stationary-model.ts";

const deficient = {
  ...shape,
  steps: 1,
  covariance: haar(10),
  head: { kind: "log-spaced", condition: 1 },
  noiseVariance: 1e-4,
  eta: 0.5,
  distance: 0.3,
  instance: 0,
  missing: 1,
};

const half = { value: 0.5, error: 0, status: "ok" } as const;

const rank = boundClaim({
  id: "lp/broken-assumptions",
  title: "A head without full rank does not show all features",
  statement:
    "Where $\\operatorname{rank}F_\\star = k - 1$, against Assumption 3.3, KFAC loses the feature that no label shows, however near it starts: from a distance of 0.3, after some ten steps with little noise, $\\mathrm{dist}(G, G_\\star) \\ge 0.5$ with probability at least 0.95.",
  assumptions: ["as for KFAC's noise floor, but for the rank of $F_\\star$"],
  source: { reference: `Assumption 3.3 of ${paper}`, status: "new" },
  experiment: stationaryExperiment,
  grid: [deficient],
  sizes: [40],
  test: {
    observable: "distance",
    direction: "at-least",
    bound: {
      expression: "half",
      symbols: { half: { tex: "\\tfrac12", meaning: "a distance above that of the start" } },
      inputs: () => ({ half }),
    },
    failureRate: 0.05,
  },
  controls: [
    {
      id: "full-rank",
      why: "the same with a head of full rank",
      expected: "refuted",
      grid: [{ ...deficient, missing: 0 }],
    },
  ],
});

const symbols = {
  alpha: { tex: "\\alpha_\\star", meaning: "$\\mathbb E\\,\\sigma_\\star'(z)$, $z \\sim N(0, \\tau_1)$" },
  s2: { tex: "s^2", meaning: "$\\mathbb E\\,\\sigma_\\star(z)^2$, $z \\sim N(0, \\tau_1)$" },
  tau1: { tex: "\\tau_1", meaning: "largest eigenvalue of $\\Sigma$" },
  m1: { tex: "m_1", meaning: "mean of the population spectral distribution" },
  phi: { tex: "\\varphi", meaning: "aspect ratio, $\\lim d/n$" },
  noiseVariance: { tex: "\\sigma_\\varepsilon^2", meaning: "variance of the label noise" },
};

function inputs({ population, teacher, phi, noiseVariance }: SignStepParameters) {
  const H = parsePopulation(population);
  const tau1 = "values" in population ? Math.max(...population.values) : Number.NaN;
  const { derivativeMean, secondMoment } = gaussianMoments(parseActivation(teacher), tau1);
  return {
    alpha: derivativeMean,
    s2: secondMoment,
    tau1: exactly(tau1),
    m1: moment(H, 1),
    phi: exactly(phi),
    noiseVariance: exactly(noiseVariance),
  };
}

/** What the claim says of an isotropic teacher: Lemma 3.10 with all moments those of the population. */
function isotropicInputs(parameters: SignStepParameters) {
  const H = parsePopulation(parameters.population);
  const m1 = moment(H, 1);
  const { derivativeMean, secondMoment } = gaussianMoments(parseActivation(parameters.teacher), m1.value);
  const { phi, noiseVariance } = inputs(parameters);
  return { alpha: derivativeMean, s2: secondMoment, m1, m2: moment(H, 2), phi, noiseVariance };
}

const aligned = {
  population: { kind: "atoms", values: [0.5, 3.5], weights: [0.5, 0.5] },
  phi: 1,
  teacher: { kind: "tanh" },
  noiseVariance: 1,
  eigenbasis: "coordinates",
  direction: "top-eigenvector",
  columns: 16,
};

const { tau1: _, ...isotropicSymbols } = symbols;

const alignedTeacher = limitClaim({
  id: "lp/broken-assumptions/aligned-teacher",
  title: "One step of SGD where the teacher is an eigenvector",
  statement:
    "With $\\beta_\\star$ the unit eigenvector of $\\Sigma$'s largest eigenvalue $\\tau_1$, against Assumption 3.8, the correlation of the SGD step with it tends to $\\alpha_\\star\\tau_1/\\sqrt{\\alpha_\\star^2\\tau_1^2 + \\varphi m_1(s^2 + \\sigma_\\varepsilon^2)}$, moments at the variance $\\tau_1$: the signal is not spread over the spectrum, and Lemma 3.10 does not hold.",
  assumptions: [
    "$x \\sim N(0, \\Sigma)$, $y = \\sigma_\\star(\\beta_\\star^\\top x) + \\varepsilon$, $\\varepsilon \\sim N(0, \\sigma_\\varepsilon^2)$, $n$ independent samples",
    "$n, d \\to \\infty$ with $d/n \\to \\varphi$; the spectrum of $\\Sigma$ tends to $H$, its largest eigenvalue to $\\tau_1$",
  ],
  source: { reference: `Assumption 3.8 of ${paper}`, status: "new" },
  experiment: signStepExperiment,
  grid: [aligned, { ...aligned, phi: 0.5, teacher: { kind: "relu" } }],
  sizes: [50, 100, 200],
  atBudget: { quick: { grid: [aligned] } },
  test: {
    observable: "sgdCorrelation",
    formula: {
      expression: "alpha * tau1 / sqrt(alpha^2 * tau1^2 + phi * m1 * (s2 + noiseVariance))",
      symbols,
      inputs,
    },
    margin: { absolute: 0.02 },
    residualBias: { relative: 0.004 },
    finiteSizeExponent: 1,
  },
  controls: [
    {
      id: "lemma-3.10",
      why: "the formula of Lemma 3.10, which is for a teacher that is spread over all eigenvectors",
      expected: "refuted",
      grid: [aligned],
      test: {
        formula: {
          expression: "alpha * m1 / sqrt(alpha^2 * m2 + phi * m1 * (s2 + noiseVariance))",
          symbols: { ...isotropicSymbols, m2: { tex: "m_2", meaning: "its second moment" } },
          inputs: isotropicInputs,
        },
      },
    },
  ],
});

export default [rank, alignedTeacher];
