import { exactly, type Formula, grid, identityClaim, lawClaim, limitClaim } from "asymptopia";
import {
  inputMapCouplingExperiment,
  interpolatorExperiment,
  type ReadoutErrorParameters,
  readoutErrorExperiment,
  whitenedPredictionsExperiment,
} from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { coupled, couplingAssumptions, observables } from "./coupling-model.ts";

const source = {
  reference: `Wadia et al. 2021, on whitening, in the setting of Theorems 1 and 2 of ${paper}`,
  status: "sharper",
} as const;

const unrelated = { phi: 2, hidden: 3, method: { kind: "whitening" }, transformation: "unrelated" } as const;

export const trainingSide = identityClaim({
  id: "pf/whitening-erases",
  title: "Whitening erases the inputs on the training side",
  statement:
    "With $P = (XX^\\top)^+$ and no more samples than inputs, $G_P = X^\\top PX = I$: networks trained on entirely unrelated inputs $X$, $X'$ from starts with the same $Z_0$ have the same $Z$ and $\\theta_{2:L}$ throughout. From a $P$-isotropic start $Z_0$ is a standard normal matrix whatever $X$ is, so that $Z$ and $\\theta_{2:L}$ carry no information on the inputs, $I(Z, \\theta_{2:L}; X \\mid Y) = 0$.",
  assumptions: [...couplingAssumptions, "$n \\le d$, $X$ and $X'$ independent of rank $n$, labels the same"],
  source,
  experiment: inputMapCouplingExperiment,
  grid: [coupled(unrelated), coupled({ ...unrelated, depth: 2 })],
  sizes: [4],
  atBudget: { quick: { grid: [coupled(unrelated)] } },
  // The derived k of the experiment is at most 52,755 here.
  test: { ...observables, factor: 53_000 },
  controls: [
    {
      id: "gradient-descent",
      why: "gradient descent, $P = I$, on the same unrelated inputs",
      expected: "refuted",
      grid: [coupled({ ...unrelated, method: { kind: "fixed" } })],
    },
  ],
});

export const minimumNorm = identityClaim({
  id: "pf/whitening-erases/minimum-norm",
  title: "Ridgeless linear readouts are the minimum-norm interpolator for every exponent",
  statement:
    "For $n \\le d$ and $P = (XX^\\top)^p$ preconditioned gradient descent on $\\Vert X^\\top w - y\\Vert^2$ from 0 ends at $PX(X^\\top PX)^{-1}y = X(X^\\top X)^{-1}y$ for every real $p$: whitening by the training inputs, $p = -1$, leaves the test predictions of gradient descent as they are, because $P$ maps the inputs' column space to itself.",
  assumptions: ["$X$ has rank $n$, here with singular values from 1 to 2 in a geometric sequence"],
  source,
  experiment: interpolatorExperiment,
  grid: grid({ phi: [1.6], exponent: [-2, -1, -0.5, 0.5, 1], spread: [2] }),
  sizes: [5],
  atBudget: { quick: { grid: grid({ phi: [1.6], exponent: [-1, 0.5], spread: [2] }) } },
  test: {
    discrepancy: "difference",
    scale: "scale",
    condition: "condition",
    // The proven 70d + 8n² + 20n + 20 of the experiment at n = 5, d = 8 is 880.
    factor: 880,
  },
  controls: [
    {
      id: "population",
      why: "a power of a covariance with the same eigenvalues that knows nothing of $X$: the interpolator then depends on $p$",
      expected: "refuted",
      grid: grid({ phi: [1.6], exponent: [-1], spread: [2], covariance: ["population"] }),
    },
  ],
});

/** Six training samples and four test samples of twelve inputs. */
const predictions = { trainShare: 0.5, testShare: 1 / 3, hidden: 6, steps: 10, learningRate: 1.5 } as const;

export const joint = identityClaim({
  id: "pf/whitening-erases/joint",
  title: "Whitening by training and test inputs together leaves test pre-activations where they start",
  statement:
    "With $P = ([X, X_t][X, X_t]^\\top)^+$ and $n + n_t \\le d$, $c_P = X^\\top PX_t = 0$: the test pre-activations $W_1^\\top X_t$ never move, whatever the network behind them learns.",
  assumptions: [
    "$x \\sim N(0, I)$, $y = \\beta^\\top x$; a network $a^\\top\\tanh(W_1^\\top x + b) + c$ with $W_1 = P^{1/2}\\omega$ at the start, full-batch gradient descent on $\\frac12\\operatorname{mean}(f - y)^2$",
  ],
  source,
  experiment: whitenedPredictionsExperiment,
  grid: [{ ...predictions, whitened: "train-and-test" }],
  sizes: [12],
  test: {
    ...observables,
    // The derived 47m + d + n + T + 6 of the experiment at m = 12 is 598.
    factor: 600,
  },
  controls: [
    {
      id: "train-only",
      why: "whitening by the training inputs alone: $c_P = X^+X_t$",
      expected: "refuted",
      grid: [{ ...predictions, whitened: "train" }],
    },
    {
      id: "too-many",
      why: "$n + n_t > d$, where no $P$ makes all of them orthonormal",
      expected: "refuted",
      grid: [{ ...predictions, testShare: 0.75, whitened: "train-and-test" }],
    },
  ],
});

export const chance = lawClaim({
  id: "pf/whitening-erases/chance",
  title: "Whitening by training and test inputs together leaves test predictions at chance",
  statement:
    "With $P = ([X, X_t][X, X_t]^\\top)^+$, $n + n_t \\le d$ and a $P$-isotropic start, the correlation over the test samples between the trained network's outputs and the labels has the law of the correlation of $n_t$ independent pairs of Gaussian numbers. Whitening by the training inputs alone does not do that.",
  assumptions: [
    "$x \\sim N(0, I)$, $y = \\beta^\\top x$ with $\\beta \\sim N(0, I/d)$; given $\\beta$ the test labels are independent Gaussian numbers, and the test pre-activations independent of all labels, so that the laws are equal exactly",
  ],
  source,
  experiment: whitenedPredictionsExperiment,
  grid: [{ ...predictions, whitened: "train-and-test" }],
  sizes: [12],
  atBudget: { quick: { grid: [{ ...predictions, steps: 4, whitened: "train-and-test" }] } },
  test: {
    projections: [{ name: "correlation of test outputs with labels", left: "correlation", right: "chanceCorrelation" }],
    margin: 0.1,
  },
  controls: [
    {
      id: "train-only",
      why: "chance claimed for whitening by the training inputs alone",
      expected: "refuted",
      grid: [{ ...predictions, whitened: "train" }],
    },
  ],
});

const risk: Formula<ReadoutErrorParameters> = {
  expression: "1 - gamma + sigma2 / (1 - gamma)",
  symbols: {
    gamma: { tex: "\\gamma", meaning: "$n/d$" },
    sigma2: { tex: "\\sigma_\\varepsilon^2", meaning: "variance of the noise" },
  },
  inputs: ({ trainShare, noiseVariance }) => ({
    gamma: { ...exactly(trainShare), error: Number.EPSILON * trainShare },
    sigma2: exactly(noiseVariance),
  }),
};

/** So many steps that what is left of the residual is 0 in double precision. */
export const converged = 1e15;

export const testRisk = limitClaim({
  id: "pf/whitening-erases/test-risk",
  title: "The test risk of a whitened linear readout is that of gradient descent",
  statement:
    "For $n/d \\to \\gamma < 1$ and $P = (XX^\\top)^p$ of the training inputs the linear readout that gradient descent from 0 ends at has the risk $1 - \\gamma + \\sigma_\\varepsilon^2/(1 - \\gamma)$ for every $p$, below the $1 + \\sigma_\\varepsilon^2$ of chance as long as $\\sigma_\\varepsilon^2 < 1 - \\gamma$: whitening ($p = -1$) by training inputs does not erase what they say about test labels.",
  assumptions: ["$x \\sim N(0, I)$, $y = \\theta^\\top x + \\varepsilon$ with $\\Vert\\theta\\Vert = 1$"],
  source: {
    reference: `the risk of the minimum-norm interpolator (Hastie et al. 2022), in the setting of Theorem 2 of ${paper}`,
    status: "new",
  },
  experiment: readoutErrorExperiment,
  grid: [
    ...grid({ exponent: [-1, 0.5], trainShare: [0.5], testShare: [0.1], steps: [converged], noiseVariance: [0.1] }),
    ...grid({ exponent: [-1], trainShare: [0.25], testShare: [0.1], steps: [converged], noiseVariance: [0.5] }),
  ],
  sizes: [16, 32, 48],
  atBudget: {
    quick: {
      grid: grid({ exponent: [-1], trainShare: [0.5], testShare: [0.1], steps: [converged], noiseVariance: [0.1] }),
    },
  },
  test: {
    observable: "risk",
    formula: risk,
    margin: { relative: 0.05 },
    // The mean is 1 − γ + σ²(1 + γ/(1 − γ − 1/d)) exactly: beyond 1/d the second order is below σ²γ/((1 − γ)³d²), 0.002 at
    // d = 16, of which extrapolation over these sizes leaves less than half.
    residualBias: { relative: 0.003 },
    finiteSizeExponent: 1,
  },
  controls: [
    {
      id: "chance",
      why: "the risk of chance, $1 + \\sigma_\\varepsilon^2$, claimed for whitening by the training inputs",
      expected: "refuted",
      grid: grid({ exponent: [-1], trainShare: [0.5], testShare: [0.1], steps: [converged], noiseVariance: [0.1] }),
      test: { formula: { ...risk, expression: "1 + sigma2 + 0 * gamma" } },
    },
  ],
});

export default [trainingSide, minimumNorm, joint, chance, testRisk];
