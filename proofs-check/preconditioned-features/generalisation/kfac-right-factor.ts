import { orderingClaim } from "asymptopia";
import { networkTrainingPairExperiment } from "asymptopia/simulation";
import {
  compared,
  high,
  low,
  networkAssumptions,
  networkReference,
  oftenAssumption,
  own,
  ownRate,
  small,
  smallAssumption,
  smallHidden,
  smallRate,
  thoroughSizes,
  winsOn,
} from "./network-model.ts";

const noise = { noiseRatio: 1 };

const method = (exponent: number, learningRate: number) => ({
  kind: "right-factor",
  exponent,
  learningRate,
  damping: 1e-3,
});

type Point = readonly [better: number, worse: number, teacher: object];

const smallPoint = ([better, worse, teacher]: Point) =>
  compared(method(better, smallRate), method(worse, smallRate), small, teacher, noise);
const ownPoint = ([better, worse, teacher]: Point) =>
  compared(method(better, ownRate), method(worse, ownRate), own, teacher, noise);

// With other seeds: 24 of 24 draws at each point; mean test errors at p = −1, −½, 0, ½: .13, .08, .04, .02 in Case High, .24,
// .52, 1.01, 1.53 in Case Low.
const points: readonly Point[] = [
  [0.5, 0, high],
  [0, -0.5, high],
  [-0.5, -1, high],
  [-1, -0.5, low],
  [-0.5, 0, low],
  [0, 0.5, low],
];

export default orderingClaim({
  id: "pf/kfac-right-factor",
  title: "The order in the exponent persists with powers of KFAC's right factor in the place of the covariance",
  statement:
    "Training with $W_1 \\leftarrow W_1 - \\eta\\nabla_{W_1}L\\,(X^\\top X/n + \\delta I)^p$, the second moments of the training inputs in the place of $\\Sigma$, has the order of $\\Sigma^p$ at $\\mathrm{SNR} = 1$: the test error falls with $p$ through $-1, -\\frac12, 0, \\frac12$ in Case High and rises with it in Case Low.",
  assumptions: [
    ...networkAssumptions,
    smallAssumption,
    "$\\delta = 10^{-3}$, KFAC's right factor of the first layer, of the batch (here all training points) and not centred; there is no left factor, and $p = -1$ is KFAC without it",
    oftenAssumption,
  ],
  source: { reference: networkReference, status: "reconstructed" },
  experiment: networkTrainingPairExperiment,
  grid: points.map(smallPoint),
  sizes: [smallHidden],
  atBudget: {
    quick: { grid: [smallPoint([0.5, -1, high]), smallPoint([-1, 0.5, low])] },
    thorough: { grid: points.map(ownPoint), ...thoroughSizes },
  },
  test: winsOn("TestMse"),
  controls: [
    {
      id: "other-case",
      why: "the order of Case High, claimed for Case Low",
      expected: "refuted",
      grid: [smallPoint([0, -0.5, low])],
      atBudget: { thorough: { grid: [ownPoint([0, -0.5, low])] } },
    },
  ],
});
