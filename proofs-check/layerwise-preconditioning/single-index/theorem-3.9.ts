import { grid, rateClaim } from "asymptopia";
import { parseActivation, parsePopulation } from "asymptopia/model";
import { firstLayerGradientExperiment } from "asymptopia/simulation";
import { gaussianMoments, moment } from "asymptopia/theory";
import { paper } from "./one-step-model.ts";

const population = { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] };
const activation = { kind: "tanh" };

/** α = E σ′(z) for z ~ N(0, m₁). */
const slope = gaussianMoments(parseActivation(activation), moment(parsePopulation(population), 1).value).derivativeMean;

const setting = {
  population: [population],
  phi: [0.5, 2],
  teacher: [{ kind: "relu" }],
  activation: [activation],
  slope: [slope.value],
  noiseVariance: [0.25],
};

export default rateClaim({
  id: "lp/theorem-3.9",
  title: "The first gradient step is rank one",
  statement:
    "At initialisation $-\\nabla_G\\widehat L = \\alpha f\\beta_{\\rm SGD}^\\top + \\Delta$ with $\\alpha = \\mathbb E\\,\\sigma'(z)$, $z \\sim N(0, m_1)$, $\\beta_{\\rm SGD} = X^\\top y/n$, and $\\|\\Delta\\|_{op}/\\|\\alpha f\\beta_{\\rm SGD}^\\top\\|_{op} = \\tilde O(d^{-1/2})$: divided by $\\sqrt{\\log d}$, which is the logarithm that shows at $\\varphi = 2$, it falls at least as fast as $d^{-1/2}$.",
  assumptions: [
    "$x \\sim N(0, \\Sigma)$, $y = \\sigma_\\star(\\beta_\\star^\\top x) + \\varepsilon$, $\\beta_\\star \\sim N(0, I/d)$ (Assumption 3.8)",
    "network $f^\\top\\sigma(Gx)$ with entries of $G_0$ from $N(0, 1/d)$ and entries of $f$ of size $1/h$ (mean-field scale)",
    "$n, d, h \\to \\infty$ in proportion; $\\sigma'$ Lipschitz, $\\alpha \\neq 0$",
  ],
  source: { reference: `Theorem 3.9 of ${paper}`, status: "reconstructed" },
  experiment: firstLayerGradientExperiment,
  grid: grid(setting),
  sizes: [36, 72, 144, 288],
  // On the draws of the controls.
  atBudget: { quick: { grid: grid({ ...setting, phi: [0.5] }) } },
  test: {
    observable: "relativeRemainder",
    exponent: 0.5,
    logPower: 0.5,
    margin: 0.1,
    residualBias: 0.03,
    // Õ is a bound: at φ = ½ no logarithm shows, and the exponent is nearer .62.
    sense: "at-least",
  },
  controls: [
    {
      id: "lazy-scale",
      why: "entries of $f$ of size $1/\\sqrt h$, with which the network's own output is as large as the labels and the remainder does not vanish",
      expected: "refuted",
      grid: grid({ ...setting, phi: [0.5], outputScale: ["lazy"] }),
    },
    {
      id: "another-slope",
      why: "$1.2\\,\\alpha$ in the place of $\\alpha$: what is left is of the order of the gradient itself",
      expected: "refuted",
      grid: grid({ ...setting, phi: [0.5], slope: [1.2 * slope.value] }),
    },
  ],
});
