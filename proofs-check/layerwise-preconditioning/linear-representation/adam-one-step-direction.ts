import { exactly, type Formula, type FormulaSymbol, limitClaim, orderingClaim, type Quantity } from "asymptopia";
import { parseActivation, parsePopulation } from "asymptopia/model";
import { type SignStepParameters, signStepExperiment } from "asymptopia/simulation";
import { gaussianMoments, moment, spectrumOf } from "asymptopia/theory";
import { paper } from "../paper.ts";

const symbols = {
  c: { tex: "\\sqrt{2/\\pi}", meaning: "correlation of a Gaussian with its sign" },
  alpha: { tex: "\\alpha_\\star", meaning: "$\\mathbb E\\,\\sigma_\\star'(z)$, $z \\sim N(0, m_1)$" },
  s2: { tex: "s^2", meaning: "$\\mathbb E\\,\\sigma_\\star(z)^2$, $z \\sim N(0, m_1)$" },
  phi: { tex: "\\varphi", meaning: "aspect ratio, $\\lim d/n$" },
  noiseVariance: { tex: "\\sigma_\\varepsilon^2", meaning: "variance of the label noise" },
} satisfies Record<string, FormulaSymbol>;

const ofPopulation = {
  m1: { tex: "m_1", meaning: "$\\int\\tau\\,dH$" },
  m2: { tex: "m_2", meaning: "$\\int\\tau^2\\,dH$" },
} satisfies Record<string, FormulaSymbol>;

function inputs({ population, teacher, phi, noiseVariance }: SignStepParameters) {
  const m1 = moment(parsePopulation(population), 1);
  const { derivativeMean, secondMoment } = gaussianMoments(parseActivation(teacher), m1.value);
  const root = Math.sqrt(2 / Math.PI);
  const c: Quantity = { value: root, error: 2 * Number.EPSILON, status: "ok" };
  return { c, alpha: derivativeMean, s2: secondMoment, phi: exactly(phi), noiseVariance: exactly(noiseVariance) };
}

const coordinates: Formula<SignStepParameters> = {
  expression: "c * integral(alpha * tau / sqrt(alpha^2 * tau^2 + phi * tau * (s2 + noiseVariance)), tau, H)",
  symbols: {
    ...symbols,
    H: { tex: "H", meaning: "population spectral distribution, that of the eigenvalues of $\\Sigma$" },
    tau: { tex: "\\tau", meaning: "an eigenvalue, over which is integrated" },
  },
  inputs,
  spectra: ({ population }) => ({ H: spectrumOf(parsePopulation(population)) }),
};

const haar: Formula<SignStepParameters> = {
  expression: "c * alpha * m1 / sqrt(alpha^2 * m2 + phi * m1 * (s2 + noiseVariance))",
  symbols: { ...symbols, ...ofPopulation },
  inputs: (parameters) => {
    const population = parsePopulation(parameters.population);
    return { ...inputs(parameters), m1: moment(population, 1), m2: moment(population, 2) };
  },
};

/** m₁ = 3: where it is 1, a mutant that loses a factor m₁ is no mutant. Few small eigenvalues would be few at d = 50. */
const spread = { kind: "atoms", values: [0.2, 5.8], weights: [0.5, 0.5] };

const point = { population: spread, noiseVariance: 0.5 };

const settings = [
  { ...point, phi: 0.5, teacher: { kind: "relu" } },
  { ...point, phi: 1, teacher: { kind: "tanh" } },
];

const at = (eigenbasis: "coordinates" | "haar") => settings.map((setting) => ({ ...setting, eigenbasis }));

const assumptions = [
  "$x \\sim N(0, \\Sigma)$, $y = \\sigma_\\star(\\beta_\\star^\\top x) + \\varepsilon$, $\\varepsilon \\sim N(0, \\sigma_\\varepsilon^2)$, $n$ independent samples; $\\beta_\\star \\sim N(0, I/d)$",
  "$n, d \\to \\infty$ with $d/n \\to \\varphi$; the spectrum of $\\Sigma$ tends to $H$",
  "Adam's first step, with its own $\\epsilon$ negligible: the signs of the gradient's entries",
];

const source = { reference: `Section 3.2 of ${paper}, on Adam`, status: "new" } as const;

const tolerances = {
  margin: { absolute: 0.01 },
  residualBias: { relative: 0.008 },
  finiteSizeExponent: 1,
} as const;

export const diagonal = limitClaim({
  id: "lp/adam-one-step-direction",
  title: "Direction of Adam's first step, Σ diagonal",
  statement:
    "With the eigenvectors of $\\Sigma$ along the coordinates the correlation of $\\operatorname{sign}(\\beta_{SGD})$ with $\\beta_\\star$ tends to $\\sqrt{2/\\pi}\\int\\frac{\\alpha_\\star\\tau}{\\sqrt{\\alpha_\\star^2\\tau^2 + \\varphi\\tau(s^2 + \\sigma_\\varepsilon^2)}}dH$.",
  assumptions,
  source,
  experiment: signStepExperiment,
  grid: at("coordinates"),
  sizes: [40, 80, 160],
  atBudget: { quick: { grid: at("coordinates").slice(0, 1) } },
  test: { observable: "signCorrelation", formula: coordinates, ...tolerances },
  controls: [
    {
      id: "other-basis",
      why: "the formula for a Haar eigenbasis",
      expected: "refuted",
      grid: at("coordinates").slice(0, 1),
      test: { formula: haar },
    },
  ],
});

export const rotated = limitClaim({
  id: "lp/adam-one-step-direction/haar",
  title: "Direction of Adam's first step, eigenvectors at random",
  statement:
    "In a Haar eigenbasis the correlation of $\\operatorname{sign}(\\beta_{SGD})$ with $\\beta_\\star$ tends to $\\sqrt{2/\\pi}$ times that of $\\beta_{SGD}$, the limit of Lemma 3.10.",
  assumptions,
  source,
  experiment: signStepExperiment,
  grid: at("haar"),
  sizes: [40, 80, 160],
  atBudget: { quick: { grid: at("haar").slice(0, 1) } },
  test: { observable: "signCorrelation", formula: haar, ...tolerances },
  controls: [
    {
      id: "other-basis",
      why: "the formula for a diagonal $\\Sigma$",
      expected: "refuted",
      grid: at("haar").slice(0, 1),
      test: { formula: coordinates },
    },
  ],
});

/** m₁/√m₂ = .45 < √(2/π): strongly anisotropic, with many samples. */
const strongly = {
  population: { kind: "atoms", values: [0.2, 10], weights: [0.9, 0.1] },
  phi: 0.02,
  teacher: { kind: "identity" },
  noiseVariance: 0.01,
  columns: 16,
};

const againstSgd = orderingClaim({
  id: "lp/adam-one-step-direction/against-sgd",
  title: "Where Adam's first step is better than that of SGD",
  statement:
    "With many samples, $\\varphi \\to 0$, and $\\Sigma$ diagonal, the signs are nearer to $\\beta_\\star$ than $\\beta_{SGD}$ itself where $m_1/\\sqrt{m_2} < \\sqrt{2/\\pi}$: as anisotropic as that. It needs the basis: at eigenvectors at random they are worse by the factor $\\sqrt{2/\\pi}$.",
  assumptions,
  source,
  experiment: signStepExperiment,
  grid: [{ ...strongly, eigenbasis: "coordinates" }],
  sizes: [50],
  test: { better: "signCorrelation", worse: "sgdCorrelation", criterion: "larger", differences: "nearly-gaussian" },
  controls: [
    {
      id: "haar",
      why: "eigenvectors at random",
      expected: "refuted",
      grid: [{ ...strongly, eigenbasis: "haar" }],
    },
    {
      id: "nearly-isotropic",
      why: "$m_1/\\sqrt{m_2} = 0.99$",
      expected: "refuted",
      grid: [
        {
          ...strongly,
          population: { kind: "atoms", values: [0.9, 1.1], weights: [0.5, 0.5] },
          eigenbasis: "coordinates",
        },
      ],
    },
  ],
});

export default [diagonal, rotated, againstSgd];
