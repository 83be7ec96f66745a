import { exactly, limitClaim, orderingClaim } from "asymptopia";
import { type SignFlipParameters, signFlipExperiment } from "asymptopia/simulation";
import { fewInputs, pathMargin, signFlipAssumptions, signFlipReference } from "./sign-flip-model.ts";

const source = { reference: signFlipReference, status: "new" } as const;
const experiment = signFlipExperiment;

const follows = orderingClaim({
  id: "pf/ood-synthetic/standard-follows-spurious",
  title: "Out of distribution: without preconditioning the spurious feature of high variance is followed",
  statement:
    "With $p = 0$ and $p = \\frac12$ the accuracy after the flip is at least $0.3$ below that of a coin, early (time 1) and later (time 30).",
  assumptions: [...signFlipAssumptions, "$d = 12$, $n = 500$"],
  source,
  experiment,
  grid: [0, 0.5].flatMap((exponent) => [1, 30].map((time) => ({ ...fewInputs, readout: { exponent, time } }))),
  sizes: [500],
  test: { better: "chance", worse: "oodAccuracy", criterion: "larger", by: 0.3 },
  controls: [
    {
      id: "variances-exchanged",
      why: "the invariant feature has the higher variance (deviations $0.5$ and $0.16$ exchanged), so that it is learned first",
      expected: "refuted",
      grid: [
        {
          ...fewInputs,
          invariantDeviation: 0.5,
          spuriousDeviation: 0.16,
          nuisanceDeviation: 0.25,
          readout: { exponent: 0, time: 1 },
        },
      ],
    },
  ],
});

const early = (exponent: number) => ({
  ...fewInputs,
  readout: { exponent, time: 1 },
  reference: { exponent: 0, time: 1 },
});

const recovers = orderingClaim({
  id: "pf/ood-synthetic",
  title: "Out of distribution: a sufficiently negative exponent, stopped early, undoes the spurious feature",
  statement:
    "With $p = -2$ or $p = -\\frac32$ and time 1, the accuracy after the flip is at least $0.7$ above that of $p = 0$ at time 1.",
  assumptions: [...signFlipAssumptions, "$d = 12$, $n = 500$"],
  source,
  experiment,
  grid: [early(-2), early(-1.5)],
  sizes: [500],
  test: { better: "oodAccuracy", worse: "referenceOodAccuracy", criterion: "larger", by: 0.7 },
  controls: [
    {
      id: "converged",
      why: "trained to convergence, where every $p$ gives least squares",
      expected: "refuted",
      grid: [{ ...fewInputs, readout: { exponent: -2 }, reference: { exponent: 0 } }],
    },
    {
      id: "exponent-minus-one",
      why: "$p = -1$, which is least squares already at time 1",
      expected: "refuted",
      grid: [early(-1)],
    },
    {
      id: "nuisance-below-the-signal",
      why: "nuisance of deviation $0.04$, which a negative exponent amplifies more than the invariant feature",
      expected: "refuted",
      grid: [{ ...early(-2), nuisanceDeviation: 0.04 }],
    },
  ],
});

const turned = orderingClaim({
  id: "pf/ood-synthetic/turns-the-spurious-around",
  title: "Out of distribution: what a very negative exponent learns is not invariant",
  statement:
    "With $p = -2$ at time 1 the accuracy after the flip is at least $0.25$ **above** that in distribution: the readout follows $\\Sigma$'s eigenvector of the smallest eigenvalue, the invariant feature less its regression on the spurious one, so that the spurious feature counts with the wrong sign in training and with the right one after the flip.",
  assumptions: [...signFlipAssumptions, "$d = 12$, $n = 500$"],
  source,
  experiment,
  grid: [{ ...fewInputs, readout: { exponent: -2, time: 1 } }],
  sizes: [500],
  test: { better: "oodAccuracy", worse: "accuracy", criterion: "larger", by: 0.25 },
  controls: [
    {
      id: "weak-spurious-signal",
      why: "$b = 0.1$, a spurious feature that says next to nothing of the class: both accuracies are near $\\Phi(1.25)$",
      expected: "refuted",
      grid: [{ ...fewInputs, spuriousSignal: 0.1, readout: { exponent: -2, time: 1 } }],
    },
  ],
});

const paths = [
  { exponent: 0, time: 1 },
  { exponent: 0, time: 100 },
  { exponent: -0.5, time: 10 },
  { exponent: -1, time: 1 },
  { exponent: -1.5, time: 1 },
  { exponent: -1.5, time: 10 },
  { exponent: -2, time: 1 },
  { exponent: -2, time: 30 },
  { exponent: -2, lambda: 1 },
  { exponent: 0.5, time: 50, steps: 40 },
].map((readout) => ({ inputs: 6, readout }));

const sizes = [1000, 2000, 4000];

// The bias is O(1/n) and analytic in 1/n; what a straight line in 1/n leaves at these sizes is of order 1/n².
const tolerances = {
  margin: { absolute: 0.03 },
  residualBias: { absolute: 0.006 },
  finiteSizeExponent: 1,
} as const;

const path = limitClaim({
  id: "pf/ood-synthetic/path",
  title: "Out of distribution: the margin after the flip follows the population's path",
  statement:
    "As $n \\to \\infty$ at fixed $d$, the margin after the flip along training tends to that of the readout $w = \\sum_i u_i u_i^\\top\\mathbb{E}xy\\,\\tau_i^p\\,(1 - e^{-t(\\tau_i^{1+p} + \\lambda)})/(\\tau_i^{1+p} + \\lambda)$, for gradient flow, gradient steps and ridge.",
  assumptions: [...signFlipAssumptions, "$d = 6$"],
  source,
  experiment,
  grid: paths,
  sizes,
  atBudget: { quick: { grid: paths.filter((_, i) => i % 3 === 0) } },
  test: { observable: "oodMargin", formula: pathMargin("-"), ...tolerances },
  controls: [
    {
      id: "in-distribution",
      why: "the margin of the training distribution, claimed after the flip",
      expected: "refuted",
      grid: [paths[0], paths[6]],
      test: { formula: pathMargin("+") },
    },
  ],
});

const pathWithin = limitClaim({
  id: "pf/ood-synthetic/path-in-distribution",
  title: "Out of distribution: the margin in distribution follows the population's path",
  statement: "The same limit holds for the margin in distribution.",
  assumptions: [...signFlipAssumptions, "$d = 6$"],
  source,
  experiment,
  grid: [paths[1], paths[5], paths[6]],
  sizes,
  test: { observable: "margin", formula: pathMargin("+"), ...tolerances },
  controls: [
    {
      id: "after-the-flip",
      why: "the margin after the flip, claimed in distribution",
      expected: "refuted",
      grid: [paths[1], paths[6]],
      test: { formula: pathMargin("-") },
    },
  ],
});

const symbols = {
  a: { tex: "a", meaning: "signal of the invariant feature" },
  b: { tex: "b", meaning: "signal of the spurious feature" },
  phi: { tex: "\\varphi", meaning: "aspect ratio $d/n$" },
};

/** So weak that φ counts beside their squares, and a negligible spurious one. */
const weakSignals = { invariantSignal: 1.5, spuriousSignal: 0.1 };

const leastSquares = limitClaim({
  id: "pf/ood-synthetic/least-squares",
  title: "Out of distribution: at convergence, for every preconditioner, the better feature wins",
  statement:
    "With $d/n \\to \\varphi < 1$, no ridge and training to convergence, the margin after the flip tends to $(a^2 - b^2)\\sqrt{1 - \\varphi}/\\sqrt{a^2 + b^2 + \\varphi}$ for every $p$ and all variances of the features: whether the accuracy is above ½ depends on the signals alone.",
  assumptions: [signFlipAssumptions[0], "trained to convergence without ridge", "$d/n \\to \\varphi < 1$"],
  source,
  experiment,
  atBudget: {
    quick: {
      grid: [
        { phi: 0.25, readout: { exponent: -2 }, reference: { exponent: -2 } },
        { phi: 0.5, readout: { exponent: 0 }, ...weakSignals },
      ],
    },
  },
  grid: [
    { phi: 0.1, readout: { exponent: 0 } },
    { phi: 0.25, readout: { exponent: -2 }, reference: { exponent: -2 } },
    { phi: 0.5, readout: { exponent: 0 }, invariantDeviation: 0.5, spuriousDeviation: 0.1 },
    { phi: 0.5, readout: { exponent: 0 }, ...weakSignals },
  ],
  sizes: [32, 64, 128],
  test: {
    observable: "oodMargin",
    formula: {
      expression: "(a ^ 2 - b ^ 2) * sqrt(1 - phi) / sqrt(a ^ 2 + b ^ 2 + phi)",
      symbols,
      inputs: (point: SignFlipParameters) => ({
        a: exactly(point.invariantSignal),
        b: exactly(point.spuriousSignal),
        phi: exactly(point.phi ?? 0),
      }),
      variants: [
        {
          why: "the means taken for known: without $\\varphi$ under the root",
          expression: "(a ^ 2 - b ^ 2) * sqrt(1 - phi) / sqrt(a ^ 2 + b ^ 2)",
        },
      ],
    },
    margin: { absolute: 0.03 },
    residualBias: { absolute: 0.003 },
    finiteSizeExponent: 1,
  },
  controls: [
    {
      id: "stopped-early",
      why: "$p = 0$ stopped at time 1",
      expected: "refuted",
      grid: [{ phi: 0.2, readout: { exponent: 0, time: 1 } }],
    },
  ],
});

export default [recovers, follows, turned, path, pathWithin, leastSquares] as const;
