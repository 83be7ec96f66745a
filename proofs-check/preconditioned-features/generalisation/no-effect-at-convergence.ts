import { grid, identityClaim } from "asymptopia";
import { readoutAgreementExperiment } from "asymptopia/simulation";
import { assumptions, paper, threeAtoms } from "./readout-model.ts";

const base = { population: [threeAtoms], phi: [0.5], noiseVariance: [0.5], alignment: [0.5] };

export default identityClaim({
  id: "pf/no-effect-at-convergence",
  title: "At convergence without a ridge all preconditioners agree, where samples outnumber inputs",
  statement:
    "A linear readout with $n > d$ and without a ridge converges to least squares from $0$, whatever the preconditioner $\\Sigma^p$: two exponents end in the same function of $x$, by the limit $\\lambda \\downarrow 0$, by gradient flow of a long time and by many steps of gradient descent.",
  assumptions: [
    ...assumptions.slice(0, 2),
    "the readout is linear and starts at $0$; half the mean of squares without regularisation, to convergence: at the times shown $e^{-ts}$ and $(1 - \\eta s)^k$ are below $10^{-17}$",
    "$n > d$, $\\Sigma$ regular",
  ],
  source: { reference: `A remark on the setting of ${paper}: linear, unregularised, $n > d$`, status: "new" },
  experiment: readoutAgreementExperiment,
  grid: [
    ...grid({
      ...base,
      first: [{ exponent: 0, lambda: 0 }],
      second: [-2, -1, 1].map((exponent) => ({ exponent, lambda: 0 })),
    }),
    ...grid({
      ...base,
      first: [{ exponent: 0, time: 1e5 }],
      second: [
        { exponent: -1, time: 1e5 },
        { exponent: -1, steps: 100_000, learningRate: 0.2 },
      ],
    }),
  ],
  sizes: [8, 20],
  test: {
    discrepancy: "discrepancy",
    scale: "scale",
    condition: "amplification",
    // The proven nd of the sample covariance at d = 20, n = 40, and some 20d for eigenvectors and products.
    factor: 1200,
  },
  controls: [
    {
      id: "more-inputs-than-samples",
      why: "$n < d$: of the interpolators, each $p$ ends in another",
      expected: "refuted",
      grid: grid({ ...base, phi: [2], first: [{ exponent: 0, lambda: 0 }], second: [{ exponent: -1, lambda: 0 }] }),
    },
    {
      id: "with-a-ridge",
      why: "a ridge $\\lambda = 0.1$ on both readouts",
      expected: "refuted",
      grid: grid({ ...base, first: [{ exponent: 0, lambda: 0.1 }], second: [{ exponent: -1, lambda: 0.1 }] }),
    },
    {
      id: "stopped-early",
      why: "gradient flow stopped at the time 2",
      expected: "refuted",
      grid: grid({ ...base, first: [{ exponent: 0, time: 2 }], second: [{ exponent: -1, time: 2 }] }),
    },
  ],
});
