import { type Formula, limitClaim } from "asymptopia";
import { stationaryExperiment, type TransferParameters, transferExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { fittingCost, shape as transferShape } from "./lemma-3.7.ts";
import { haar, noiseFloor, shape } from "./stationary-model.ts";

const assumptions = [
  "$x = \\Sigma^{1/2}z$, the entries of $z$ independent, $\\pm1$ with probability $\\frac12$ each; all else as for Gaussian inputs",
  "$n \\to \\infty$ at fixed $d$",
];

const source = { reference: `Figures 1 and 2 of ${paper}, whose inputs these are`, status: "new" } as const;

/** Inputs of ±1 are a matter of the fourth moments: their bias is of order 1/n of the Gaussian value. */
const tolerances = { residualBias: { relative: 0.01 }, finiteSizeExponent: 1, varianceExponent: 0 } as const;

const still = {
  ...shape,
  inputs: 6,
  features: 2,
  outputs: 3,
  covariance: haar(10),
  head: { kind: "log-spaced", condition: 1 },
  noiseVariance: 1e-8,
  eta: 1.4,
  inputLaw: "rademacher",
};

const floor = limitClaim({
  id: "lp/rademacher-inputs",
  title: "The noise floor of KFAC with inputs of ±1",
  statement:
    "As $n \\to \\infty$ the noise floor for Gaussian inputs is that for inputs of $\\pm1$. At a fixed $n$ it is not: $n - d + 1$ would be nearer than $n - d - 1$, and as $\\widehat\\Sigma$ is singular with a probability above 0, the expectation is in fact infinite at every $n$, through events that are never seen unless $n$ is near $d$.",
  assumptions,
  source,
  experiment: stationaryExperiment,
  grid: [still],
  sizes: [40, 120],
  test: { observable: "scaledSquare", formula: noiseFloor, margin: { relative: 0.08 }, ...tolerances },
});

const { B: _, ...symbolsOfNoise } = fittingCost.symbols;

/** Where there is no misdirection. */
const noiseAlone: Formula<TransferParameters> = {
  expression: "noiseVariance * dY * k / (1 - (k + 1) * r)",
  symbols: symbolsOfNoise,
  inputs: (point) => {
    const { B: _, ...inputs } = fittingCost.inputs(point);
    return inputs;
  },
};

const transfer = limitClaim({
  id: "lp/rademacher-inputs/transfer",
  title: "The transfer risk with inputs of ±1",
  statement:
    "With the teacher's representation, where $B = 0$, what it costs to fit a head is as $n \\to \\infty$ for inputs of $\\pm1$ what it is for Gaussian ones. Far from it that is false at a fixed $d$: the residual of the best head is uncorrelated with the features, and not independent of them.",
  assumptions,
  source,
  experiment: transferExperiment,
  grid: [{ ...transferShape, covariance: haar(10), distance: 0, noiseVariance: 1, inputLaw: "rademacher" }],
  sizes: [16, 48],
  test: { observable: "scaledVariance", formula: noiseAlone, margin: { relative: 0.06 }, ...tolerances },
  controls: [
    {
      id: "misdirected",
      why: "four inputs, one feature and no noise, far from the teacher: the square of the residual depends on that of the feature",
      expected: "refuted",
      grid: [
        {
          inputs: 4,
          features: 1,
          outputs: 2,
          head: { kind: "log-spaced", condition: 1 },
          covariance: { basis: "identity" },
          distance: 0.8,
          noiseVariance: 0,
          inputLaw: "rademacher",
        },
      ],
      test: { formula: fittingCost },
    },
  ],
});

export default [floor, transfer];
