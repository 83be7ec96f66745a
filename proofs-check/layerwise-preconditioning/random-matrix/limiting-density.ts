import { grid, rateClaim } from "asymptopia";
import { experiment } from "./empirical-distribution-experiment.ts";
import { assumptions, twoAtoms } from "./random-matrix-model.ts";

const points = grid({
  population: [twoAtoms, { kind: "atoms", values: [1, 10], weights: [0.5, 0.5] }],
  phi: [0.5, 2],
});

export default rateClaim({
  id: "rm/limiting-density",
  title: "The spectrum of a sample covariance tends to its limiting law",
  statement:
    "The empirical distribution of the $d$ eigenvalues of $\\widehat\\Sigma$ tends to the law with density $\\frac1\\pi\\Im m(x + i0)$ and mass $\\max(H\\{0\\}, 1 - 1/\\varphi)$ at 0; with $H$ and $\\varphi = d/n$ those of that size, their Kolmogorov distance is of order $\\log d/d$. Each eigenvalue keeps within about $\\sqrt{\\log d}/d$ of its quantile, and the largest of $d$ such deviations is seen.",
  assumptions,
  source: { reference: "Rigidity of eigenvalues: Knowles and Yin 2017, up to powers $d^\\epsilon$", status: "sharper" },
  experiment,
  grid: points,
  sizes: [30, 60, 120, 240],
  // One of each: φ = ½ with the one population, φ = 2 with the other.
  atBudget: { quick: { grid: [points[0], points[3]] } },
  test: {
    observable: "distance",
    exponent: 1,
    logPower: 1,
    margin: 0.1,
    // Over 120 draws at each point the exponents were 1.050 to 1.059 with standard errors of .009, and d times the distance
    // at φ = ½ was 1.87, 2.12, 2.39 and 2.65: a multiple of log d and a constant.
    residualBias: 0.06,
    // O is a bound, and the constant makes the fall a little faster.
    sense: "at-least",
  },
  controls: [
    {
      id: "isotropic-law",
      why: "the Marchenko–Pastur law of isotropic inputs with the same mean, claimed for a population of two atoms",
      expected: "refuted",
      grid: grid({ population: [twoAtoms], phi: [0.5] }),
      test: { observable: "distanceFromIsotropic" },
    },
  ],
});
