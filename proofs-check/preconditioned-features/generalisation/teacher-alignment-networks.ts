import { orderingClaim } from "asymptopia";
import { networkTrainingPairExperiment } from "asymptopia/simulation";
import {
  compared,
  covariance,
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

const noise = { noiseRatio: 0.5 };

/** That Σ^p is better with the one exponent than with the other. */
const at = (better: number, worse: number, teacher: object) =>
  compared(covariance(better, smallRate), covariance(worse, smallRate), small, teacher, noise);
const ownAt = (better: number, worse: number, teacher: object) =>
  compared(covariance(better, ownRate), covariance(worse, ownRate), own, teacher, noise);

// With other seeds: 59 of 60 draws at least at each point (test errors .055, .035, .016, .009 in Case High at p = −1, −½, 0, ½
// and .10, .27, .91, 1.77 in Case Low).
const chain = [
  [0.5, 0, high],
  [0, -0.5, high],
  [-0.5, -1, high],
  [-1, -0.5, low],
  [-0.5, 0, low],
  [0, 0.5, low],
] as const;

export default orderingClaim({
  id: "pf/teacher-alignment/networks",
  title:
    "Trained networks prefer large exponents where the teacher is on top of the spectrum, small ones where it is below",
  statement:
    "With $W_1 \\leftarrow W_1 - \\eta\\nabla_{W_1}L\\,\\Sigma^p$, $\\Sigma$ that of the population, the test error at $\\mathrm{SNR} = 2$ falls with $p$ through $-1, -\\frac12, 0, \\frac12$ in Case High, and rises with it in Case Low: the nearer to the teacher's own alignment, the better.",
  assumptions: [...networkAssumptions, smallAssumption, oftenAssumption],
  source: { reference: networkReference, status: "reconstructed" },
  experiment: networkTrainingPairExperiment,
  grid: chain.map(([better, worse, teacher]) => at(better, worse, teacher)),
  sizes: [smallHidden],
  atBudget: {
    quick: { grid: [at(0.5, -1, high), at(-1, 0.5, low)] },
    thorough: { grid: chain.map(([better, worse, teacher]) => ownAt(better, worse, teacher)), ...thoroughSizes },
  },
  test: winsOn("TestMse"),
  controls: [
    {
      id: "other-case",
      why: "the order of Case High, claimed for Case Low",
      expected: "refuted",
      grid: [at(0.5, 0, low)],
      atBudget: { thorough: { grid: [ownAt(0.5, 0, low)] } },
    },
  ],
});
