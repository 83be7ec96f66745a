import { orderingClaim } from "asymptopia";
import { optimizerComparisonExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { signFlipAssumptions } from "./sign-flip-model.ts";

const reference = `summary of ${paper}`;

const assumptions = [
  signFlipAssumptions[0],
  "$d = 6$, $n = 150$ training samples; a linear readout from $0$, or a ReLU network of 4 hidden units; 100 full-batch steps on $\\frac12$ mean $(y - f(x))^2$",
  "each optimizer with the one of six step sizes that has the smallest error on 150 validation samples **in distribution**; gradient descent $0.03$ to $1.5$, Adam $0.003$ to $1$, AdaHessian (Hessian power 1, one Hutchinson sample a step) $0.03$ to $3$",
  "accuracies on 1000 test samples",
];

const experiment = optimizerComparisonExperiment;
const sizes = [150];

const linear = { inputs: 6, hidden: 0, steps: 100 };
const network = { inputs: 6, hidden: 4, steps: 100 };

/** The invariant feature is the better one, and so badly scaled that gradient descent does not get to it. */
const badlyScaled = { invariantSignal: 2, spuriousSignal: 1, invariantDeviation: 0.016 };

// Pilots with other seeds, 8 replicates, accuracies after the flip of gradient descent, Adam and AdaHessian: .12, .13, .13
// (linear) and .07, .13, .11 (network); badly scaled .21, .87, .89 and .18, .86, .71 with a deviation of .2.
const worded = orderingClaim({
  id: "pf/adahessian-ood",
  title: "Printed: AdaHessian generalises better out of distribution than SGD and Adam",
  statement:
    "After the flip AdaHessian's accuracy is at least $0.1$ above Adam's. **It is not**, with either strength of the spurious feature: both rescale the coordinates, by nearly the same factors, and both end near least squares. It is better than gradient descent in one of the two settings, see `pf/adahessian-ood/than-gradient-descent`.",
  assumptions: [...assumptions, "the second point has $a = 2$, $b = 1$ and an invariant feature of deviation $0.016$"],
  source: { reference, status: "reconstructed" },
  experiment,
  grid: [linear, { ...linear, ...badlyScaled }],
  sizes,
  expected: "refuted",
  test: { better: "adahessianOodAccuracy", worse: "adamOodAccuracy", criterion: "larger", by: 0.1 },
  controls: [
    {
      id: "than-gradient-descent",
      why: "gradient descent in Adam's place, where the invariant feature is the better and badly scaled one",
      expected: "supported",
      grid: [{ ...linear, ...badlyScaled }],
      test: { worse: "sgdOodAccuracy" },
    },
  ],
});

const better = orderingClaim({
  id: "pf/adahessian-ood/than-gradient-descent",
  title: "AdaHessian is better after the flip than gradient descent where the better feature is badly scaled",
  statement:
    "With the signals $a = 2$, $b = 1$ and an invariant feature of deviation $0.016$, AdaHessian's accuracy after the flip is at least $0.1$ above that of gradient descent, for the linear readout and for the network: it converges in 100 steps, and least squares relies on the invariant feature.",
  assumptions,
  source: { reference, status: "sharper" },
  experiment,
  grid: [linear, network].map((model) => ({ ...model, ...badlyScaled })),
  sizes,
  atBudget: { quick: { grid: [{ ...linear, ...badlyScaled }] } },
  test: { better: "adahessianOodAccuracy", worse: "sgdOodAccuracy", criterion: "larger", by: 0.1 },
  controls: [
    {
      id: "well-scaled",
      why: "the deviation $0.16$, where gradient descent converges as well",
      expected: "refuted",
      grid: [{ ...linear, ...badlyScaled, invariantDeviation: 0.16 }],
    },
    {
      id: "stronger-spurious-signal",
      why: "$a = 1.25$, $b = 2$, where least squares relies on the spurious feature",
      expected: "refuted",
      grid: [linear],
    },
  ],
});

const belowChance = orderingClaim({
  id: "pf/adahessian-ood/below-chance",
  title: "Where the spurious feature is the stronger one, AdaHessian is worse than chance after the flip",
  statement:
    "With the signals $a = 1.25$, $b = 2$ AdaHessian's accuracy after the flip is at least $0.2$ below that of a coin, for the linear readout and, at the thorough budget, for the network.",
  assumptions,
  source: { reference, status: "new" },
  experiment,
  grid: [linear],
  sizes,
  atBudget: { thorough: { grid: [linear, network] } },
  test: { better: "chance", worse: "adahessianOodAccuracy", criterion: "larger", by: 0.2 },
  controls: [
    {
      id: "stronger-invariant-signal",
      why: "$a = 2$, $b = 1$",
      expected: "refuted",
      grid: [{ ...linear, ...badlyScaled }],
    },
  ],
});

export default [worded, better, belowChance] as const;
