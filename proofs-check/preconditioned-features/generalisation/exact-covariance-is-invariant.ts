import { limitClaim, orderingClaim } from "asymptopia";
import { signFlipExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { fewInputs, pathMargin, signFlipAssumptions, signFlipReference } from "./sign-flip-model.ts";

const experiment = signFlipExperiment;
const assumptions = [...signFlipAssumptions, "$d = 12$, $n = 1000$"];

/** As good after the flip as a reader of the invariant feature alone, up to 0.1. */
const invariantLearning = {
  better: "oodAccuracy",
  worse: "invariantAccuracy",
  criterion: "larger",
  by: -0.1,
} as const;

const worded = orderingClaim({
  id: "pf/exact-covariance-is-invariant",
  title: "Printed: the exact covariance preconditioner gives invariant learning",
  statement:
    "With $P = \\Sigma^{-1}$ the readout is after the flip at most $0.1$ less accurate than the invariant feature alone, $\\Phi(a)$, at any time of training and at its end. **It is not**: in this setting, with $n > d$, $P = \\Sigma^{-1}$ is least squares from the start, with an accuracy of about $0.15$.",
  assumptions,
  source: { reference: `summary of ${paper}`, status: "reconstructed" },
  experiment,
  grid: [0.1, 1, 10, "converged"].map((time) => ({ ...fewInputs, readout: { exponent: -1, time } })),
  sizes: [1000],
  expected: "refuted",
  test: invariantLearning,
  controls: [
    {
      id: "beyond-the-covariance",
      why: "$p = -2$ at time 1, which the same test finds to be as good as the invariant feature",
      expected: "supported",
      grid: [{ ...fewInputs, readout: { exponent: -2, time: 1 } }],
    },
    {
      id: "stronger-invariant-signal",
      why: "signals $a = 2$ and $b = 0.5$, where least squares relies on the invariant feature",
      expected: "supported",
      grid: [{ ...fewInputs, invariantSignal: 2, spuriousSignal: 0.5, readout: { exponent: -1, time: 1 } }],
    },
  ],
});

const early = orderingClaim({
  id: "pf/exact-covariance-is-invariant/early-stopping",
  title: "Beyond the exact covariance: an exponent below −1 and early stopping",
  statement:
    "With $p = -\\frac32$ or $p = -2$ and time $0.3$ or 1, the readout is after the flip at most $0.1$ less accurate than the invariant feature alone.",
  assumptions,
  source: { reference: signFlipReference, status: "new" },
  experiment,
  grid: [-1.5, -2].flatMap((exponent) => [0.3, 1].map((time) => ({ ...fewInputs, readout: { exponent, time } }))),
  sizes: [1000],
  test: invariantLearning,
  controls: [
    {
      id: "converged",
      why: "$p = -2$ trained to convergence",
      expected: "refuted",
      grid: [{ ...fewInputs, readout: { exponent: -2 } }],
    },
    {
      id: "exponent-minus-half",
      why: "$p = -\\frac12$, above $-1$, however early",
      expected: "refuted",
      grid: [{ ...fewInputs, readout: { exponent: -0.5, time: 0.3 } }],
    },
  ],
});

const ridge = orderingClaim({
  id: "pf/exact-covariance-is-invariant/ridge",
  title: "Beyond the exact covariance: an exponent below −1 and a ridge",
  statement:
    "With $p = -\\frac32$ or $p = -2$ and a ridge of $10\\lambda_{\\max}(\\Sigma^{1+p})$, training to convergence leaves the readout after the flip at most $0.1$ less accurate than the invariant feature alone.",
  assumptions,
  source: { reference: signFlipReference, status: "new" },
  experiment,
  grid: [-1.5, -2].map((exponent) => ({ ...fewInputs, readout: { exponent, lambda: 10 } })),
  sizes: [1000],
  test: invariantLearning,
  controls: [
    {
      id: "small-ridge",
      why: "$p = -2$ with a ridge of $10^{-4}\\lambda_{\\max}(\\Sigma^{-1})$",
      expected: "refuted",
      grid: [{ ...fewInputs, readout: { exponent: -2, lambda: 1e-4 } }],
    },
    {
      id: "ridge-at-minus-one",
      why: "$p = -1$ with a ridge: at any strength the direction of least squares",
      expected: "refuted",
      grid: [{ ...fewInputs, readout: { exponent: -1, lambda: 1 } }],
    },
  ],
});

const atOnce = limitClaim({
  id: "pf/exact-covariance-is-invariant/at-once",
  title: "With the exact covariance, training has the direction of least squares at all times",
  statement:
    "As $n \\to \\infty$ at fixed $d$, with $P = \\Sigma^{-1}$ the margin after the flip is $(a^2 - b^2)/\\sqrt{a^2 + b^2}$ from the first moment of training to its end.",
  assumptions: [...signFlipAssumptions, "$d = 6$"],
  source: { reference: signFlipReference, status: "new" },
  experiment,
  grid: [0.01, 1, "converged"].map((time) => ({ inputs: 6, readout: { exponent: -1, time } })),
  sizes: [1000, 2000, 4000],
  test: {
    observable: "oodMargin",
    formula: {
      expression: "(a ^ 2 - b ^ 2) / sqrt(a ^ 2 + b ^ 2)",
      symbols: { a: pathMargin("-").symbols.a, b: pathMargin("-").symbols.b },
      inputs: (point) => {
        const { a, b } = pathMargin("-").inputs(point);
        return { a, b };
      },
    },
    margin: { absolute: 0.03 },
    residualBias: { absolute: 0.006 },
    finiteSizeExponent: 1,
  },
  controls: [
    {
      id: "exponent-minus-0.9",
      why: "$p = -0.9$ at time $0.01$",
      expected: "refuted",
      grid: [{ inputs: 6, readout: { exponent: -0.9, time: 0.01 } }],
    },
  ],
});

export default [worded, early, ridge, atOnce] as const;
