import { orderingClaim } from "asymptopia";
import { networkTransferPairExperiment } from "asymptopia/simulation";
import {
  compared,
  covariance,
  networkAssumptions,
  networkReference,
  oftenAssumption,
  ownRate,
  thoroughSizes,
  winsOn,
} from "./network-model.ts";

/** Steps and start such that the first layer has learnt, and has begun to fit the noise, after few steps. */
const small = {
  inputs: 10,
  samples: 100,
  testSamples: 400,
  initialScale: 0.003,
  steps: 300,
  noiseRatio: 0.2,
} as const;
const smallRate = 0.08;
const smallHidden = 32;

/** The experiment's own sizes, but for its length: two networks a method leave no time for more. */
const own = { steps: 4000, noiseRatio: 0.2 } as const;

const smallPoint = (better: number, worse: number, changes: object = {}) =>
  compared(covariance(better, smallRate), covariance(worse, smallRate), small, changes);
const ownPoint = (better: number, worse: number, changes: object = {}) =>
  compared(covariance(better, ownRate), covariance(worse, ownRate), own, changes);

const otherCase = { target: "other-case", noiseRatio: 0.5 };

// With three other seeds, 24 to 80 draws each: p = −1 is the better one in 84 to 89 % of the draws for the worse of the two
// targets and in 92 to 95 % from high to low, p = 0 in 92 to 100 % from low to high. With the other case's inputs, p = −1 is
// the better one in 13 to 15 %.
// With h = 500: 12 of 12, 12 of 12, 12 of 12 and 2 of 12.
export default orderingClaim({
  id: "pf/forward-transfer/networks",
  title:
    "Features trained with the inverse covariance are the safest to transfer: their worse of two targets is better",
  statement:
    "$W_1$ is trained on Case High or on Case Low with $\\Sigma^p$ and frozen; new points of the same inputs get a teacher of inverted alignment (a bottom eigenvector in the place of the top one, or the reverse), and the head is refitted by centred ridge regression with $n\\lambda$, $\\lambda = 10^{-3}$. The larger of the two targets' test errors is smaller at $p = -1$ than at $p = 0$. From Case Low to the high teacher alone $p = 0$ is the better one (a control).",
  assumptions: [
    ...networkAssumptions,
    "at the default budget $h = 32$, $n = 100$, 400 test points, 300 steps of $0.08$ from $0.003$ times Kaiming's law; at the thorough one $h = 500$, and besides $n = 200$, 9,800 test points and 4,000 steps of $0.01$ from $0.001$ times it; $\\mathrm{SNR} = 5$ in both trainings",
    "*the other case* is read as the inverted teacher on the **same** inputs. With the inputs of the other case as well, the first layer meets variances of $10$ where it was trained on $0.1$, hardly anything is transferred from high to low, and $p = -1$ is not the minimax (a control, at $\\mathrm{SNR} = 2$)",
    oftenAssumption,
  ],
  source: { reference: networkReference, status: "reconstructed" },
  experiment: networkTransferPairExperiment,
  grid: [smallPoint(-1, 0)],
  sizes: [smallHidden],
  atBudget: { thorough: { grid: [smallPoint(-1, 0), ownPoint(-1, 0)], ...thoroughSizes } },
  test: winsOn("WorstTransfer"),
  controls: [
    {
      id: "low-to-high",
      why: "from Case Low to the high teacher alone, where $p = 0$ is the better one: only the worse of the two is claimed",
      expected: "refuted",
      grid: [smallPoint(-1, 0)],
      test: winsOn("LowToHigh"),
    },
    {
      id: "high-to-low",
      why: "from Case High to the low teacher alone, which is the worse of the two nearly always",
      expected: "supported",
      grid: [smallPoint(-1, 0)],
      test: winsOn("HighToLow"),
    },
    {
      id: "other-inputs",
      why: "the other case's inputs with its teacher: the variances that $W_1$ was trained on are exchanged",
      expected: "refuted",
      grid: [smallPoint(-1, 0, otherCase)],
    },
  ],
});
