import { orderingClaim } from "asymptopia";
import { trainingPairExperiment } from "asymptopia/simulation";
import { anisotropic, mild, pair, smallInputs, trainingAssumptions, trainingReference } from "./training-model.ts";

/** Batches so large that the noise of batch-norm's own statistics is small beside the labels'. */
const largeBatch = { samples: 2000 };

const assumptions = [
  ...trainingAssumptions,
  "$d = 20$, $k = 2$, $d_Y = 15$, $n = 2000$, learning rate $0.04$, 200 iterations",
];

const fits = orderingClaim({
  id: "lp/batch-norm/fits",
  title: "With batch-norm AMGD fits as well as KFAC, at mild condition numbers",
  statement:
    "At the condition number 10 AMGD with batch-normed inputs ends with a training loss of at most $0.02$ above KFAC's on average, where the labels have a mean square of about 10 and their noise one of $0.1$. At $10^3$ it does not fit.",
  assumptions,
  source: { reference: trainingReference, status: "reconstructed" },
  experiment: trainingPairExperiment,
  grid: [
    pair("normedAmgd", "kfac", anisotropic(10), largeBatch),
    pair("normedAmgd", "kfac", anisotropic(10, "diagonal"), largeBatch),
  ],
  sizes: [smallInputs],
  atBudget: { quick: { grid: [pair("normedAmgd", "kfac", anisotropic(10, "diagonal"), largeBatch)] } },
  test: {
    better: "firstTrainLoss",
    worse: "secondTrainLoss",
    criterion: "smaller",
    by: -0.02,
    differences: "nearly-gaussian",
  },
  controls: [
    {
      id: "condition-1000",
      why: "at the condition number $10^3$, in a Haar eigenbasis, batch-norm hardly changes the conditioning, and AMGD is slow with it as without: the printed sentence does not hold there",
      expected: "refuted",
      grid: [pair("normedAmgd", "kfac", anisotropic(1000), largeBatch)],
      // On the batches of 200 samples that the orderings of training draw.
      atBudget: { quick: { grid: [pair("normedAmgd", "kfac", anisotropic(1000))] } },
    },
  ],
});

const recovers = orderingClaim({
  id: "lp/batch-norm/does-not-recover",
  title: "With batch-norm AMGD does not recover the representation, though it fits",
  statement:
    "In the settings in which it fits, AMGD with batch-normed inputs ends farther from $G_\\star$ than KFAC, by at least $0.05$ on average: its target is the row space of $G_\\star D^{1/2}$ with $D = \\operatorname{diag}\\Sigma$, which is another one where the variances of the inputs differ.",
  assumptions,
  source: { reference: trainingReference, status: "reconstructed" },
  experiment: trainingPairExperiment,
  grid: [
    pair("kfac", "normedAmgd", anisotropic(10), largeBatch),
    pair("kfac", "normedAmgd", anisotropic(10, "diagonal"), largeBatch),
  ],
  sizes: [smallInputs],
  atBudget: { quick: { grid: [pair("kfac", "normedAmgd", anisotropic(10, "diagonal"), largeBatch)] } },
  test: {
    better: "firstDistance",
    worse: "secondDistance",
    criterion: "smaller",
    by: 0.05,
    differences: "nearly-gaussian",
  },
  controls: [
    {
      id: "nearly-equal-variances",
      why: "$\\Sigma = I + 0.01(A + A^\\top)$ has variances near 1: batch-norm's target is hardly another one",
      expected: "refuted",
      grid: [pair("kfac", "normedAmgd", mild, largeBatch)],
      // Likewise on batches of 200.
      atBudget: { quick: { grid: [pair("kfac", "normedAmgd", mild)] } },
    },
  ],
});

export default [fits, recovers];
