import { exactly, grid, limitClaim, orderingClaim } from "asymptopia";
import { averagedReadoutExperiment, readoutPairExperiment } from "asymptopia/simulation";
import {
  assumptions,
  averagedAssumption,
  extrapolation,
  onLadder,
  paper,
  residualBias,
  riskMargin,
  thinnedWhenQuick,
  threeAtoms,
} from "./readout-model.ts";

const unitSignal = "$\\theta^\\top\\Sigma\\theta = 1$: the signal has unit variance";
const interpolation = "$\\lambda \\downarrow 0$, $\\varphi > 1$";
const source = { reference: `Forward transfer in ${paper}, in the linear readout`, status: "sharper" } as const;

const whitened = { population: [threeAtoms], exponent: [-1], lambda: [0], normalization: ["unit-signal"] };

export const value = limitClaim({
  id: "pf/forward-transfer/linear",
  title: "With p = −1 all teachers of unit signal variance have the same risk",
  statement:
    "Trained with $P = \\Sigma^{-1}$ and without a ridge, for $\\varphi > 1$, the risk of any teacher with $\\theta^\\top\\Sigma\\theta = 1$ tends to $\\frac{\\sigma^2 + (1 - 1/\\varphi)^2}{1 - 1/\\varphi}$, whatever its alignment and the population.",
  assumptions: [...assumptions, averagedAssumption, unitSignal, interpolation],
  source,
  experiment: averagedReadoutExperiment,
  ...onLadder(grid({ ...whitened, phi: [2, 4], alignment: [-2, 0, 1], noiseVariance: [0, 0.25] })),
  test: {
    observable: "risk",
    formula: {
      expression: "(sigma2 + (1 - 1 / phi)^2) / (1 - 1 / phi)",
      symbols: {
        sigma2: { tex: "\\sigma^2", meaning: "variance of the label noise" },
        phi: { tex: "\\varphi", meaning: "aspect ratio, $\\lim d/n$, above 1" },
      },
      inputs: ({ noiseVariance, phi }) => ({ sigma2: exactly(noiseVariance), phi: exactly(phi) }),
      variants: [
        {
          why: "$1/\\varphi$, the share of the signal that is learnt, in the place of what is left",
          expression: "sigma2 * phi + 1 / phi",
        },
        { why: "the noise not inflated", expression: "sigma2 + (1 - 1 / phi)" },
      ],
    },
    margin: riskMargin,
    residualBias,
    ...extrapolation,
  },
  controls: [
    {
      id: "unit-norm",
      why: "$\\theta^\\top\\theta = 1$ in the place of unit signal variance",
      expected: "refuted",
      grid: grid({ ...whitened, normalization: ["unit-norm"], phi: [2], alignment: [1], noiseVariance: [0.25] }),
    },
    {
      id: "standard-training",
      why: "$p = 0$ in the place of $-1$, for a teacher in the directions of small variance",
      expected: "refuted",
      grid: grid({ ...whitened, exponent: [0], phi: [2], alignment: [-2], noiseVariance: [0.25] }),
    },
  ],
});

/** From the directions of small variance alone, nearly, to those of large variance. */
const alignments = [-2, -0.5, 0.5, 2];

export const minimax = orderingClaim({
  id: "pf/forward-transfer/linear/minimax",
  title: "For an unknown target of unit signal variance p = −1 is the safest",
  statement:
    "Of the exponents, $-1$ has the least risk for the worst of the target teachers: against $-\\frac12$, $0$ and $-\\frac32$, over teachers with $a$ from $-2$ to $2$. Without a ridge for $\\varphi > 1$; and at $\\varphi = \\frac12$ with the ridge $\\sigma^2\\varphi$, which is the best of all for $p = -1$ and every such teacher.",
  assumptions: [...assumptions, averagedAssumption, unitSignal],
  source,
  experiment: readoutPairExperiment,
  ...thinnedWhenQuick([
    ...grid({
      population: [threeAtoms],
      phi: [2],
      noiseVariance: [0, 0.25],
      normalization: ["unit-signal"],
      alignments: [alignments],
      first: [{ exponent: -1, lambda: 0 }],
      second: [-1.5, -0.5, 0].map((exponent) => ({ exponent, lambda: 0 })),
    }),
    ...grid({
      population: [threeAtoms],
      phi: [0.5],
      noiseVariance: [0.5],
      normalization: ["unit-signal"],
      alignments: [alignments],
      first: [{ exponent: -1, lambda: 0.25 }],
      second: [0.05, 0.1, 0.2, 0.4].flatMap((lambda) => [-0.5, 0].map((exponent) => ({ exponent, lambda }))),
    }),
  ]),
  sizes: [64],
  test: { better: "firstRisk", worse: "secondRisk", criterion: "smaller", differences: "nearly-gaussian" },
  controls: [
    {
      id: "unit-norm",
      why: "teachers of unit norm, of which those along large variance have the largest signal: there $p = 0$ is safer",
      expected: "refuted",
      grid: grid({
        population: [threeAtoms],
        phi: [2],
        noiseVariance: [0.25],
        normalization: ["unit-norm"],
        alignments: [alignments],
        first: [{ exponent: -1, lambda: 0 }],
        second: [{ exponent: 0, lambda: 0 }],
      }),
    },
    {
      id: "one-target",
      why: "the target known to lie in the directions of large variance: no need to be safe",
      expected: "refuted",
      grid: grid({
        population: [threeAtoms],
        phi: [2],
        noiseVariance: [0.25],
        normalization: ["unit-signal"],
        alignments: [[2]],
        first: [{ exponent: -1, lambda: 0 }],
        second: [{ exponent: 0, lambda: 0 }],
      }),
    },
  ],
});

export default [value, minimax];
