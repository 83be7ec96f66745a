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
  sizes: [40, 80, 160, 320],
  test: {
    observable: "distance",
    exponent: 1,
    logPower: 1,
    margin: 0.1,
    residualBias: 0.04,
    // O is a bound, and a constant beside the logarithm makes the fall a little faster.
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
