import { lawClaim } from "asymptopia";
import { rotatedOneStepExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";

const step = { noiseVariance: 0.25, lambda: 0.1 };

/** Eigenvalues that differ much, so that a direction that Σ singles out would show. */
const spread = { kind: "atoms", values: [0.1, 1.9], weights: [0.5, 0.5] };

const fewerInputs = { population: spread, phi: 0.5, teacher: { kind: "relu" }, ...step };
const moreInputs = { population: { kind: "ar1", rho: 0.5 }, phi: 2, teacher: { kind: "tanh" }, ...step };

export default lawClaim({
  id: "lp/rotation-invariance",
  title: "The one-step correlations notice only the eigenvalues of the covariance",
  statement:
    "For every orthogonal $Q$ the correlations of the SGD and of the KFAC step with an isotropic teacher have the same law for the covariance $\\Sigma$ as for $Q\\Sigma Q^\\top$, at every $n$ and $d$: seen in the coordinates $Qx$, $Q\\beta_\\star$ the labels are the same, both steps rotate along, and angles stay. It is why $\\Sigma$ may be taken diagonal in simulations.",
  assumptions: [
    "$x \\sim N(0, \\Sigma)$, $y = \\sigma_\\star(\\beta_\\star^\\top x) + \\varepsilon$ with $\\varepsilon \\sim N(0, \\sigma_\\varepsilon^2)$, $n$ independent samples",
    "$\\beta_\\star \\sim N(0, I/d)$, independent of the data (Assumption 3.8)",
  ],
  source: {
    reference: `Assumption 3.8 of ${paper}`,
    status: "new",
  },
  experiment: rotatedOneStepExperiment,
  grid: [fewerInputs, moreInputs],
  // The smaller of n and d: d = 20 with n = 40, and d = 40 with n = 20.
  sizes: [20],
  atBudget: { quick: { grid: [fewerInputs] } },
  test: {
    coupling: {
      discrepancy: "couplingDiscrepancy",
      scale: "couplingScale",
      condition: "couplingCondition",
      // The proven 5x + 2(n + 4d + 8) of the experiment at n = 20, d = 40 is 62,400.
      factor: 65_000,
    },
    projections: [
      { name: "correlation of the SGD step", left: "sgdCorrelationLeft", right: "sgdCorrelationRight" },
      { name: "correlation of the KFAC step", left: "kfacCorrelationLeft", right: "kfacCorrelationRight" },
    ],
    margin: 0.1,
  },
  controls: [
    {
      id: "aligned-teacher",
      why: "on the right the teacher is fixed along the eigenvector of the largest eigenvalue: then its place relative to $\\Sigma$ matters",
      expected: "refuted",
      grid: [fewerInputs, moreInputs].map((point) => ({ ...point, rightTeacher: "top-eigenvector" })),
      atBudget: { quick: { grid: [{ ...fewerInputs, rightTeacher: "top-eigenvector" }] } },
    },
    {
      id: "teacher-not-rotated",
      why: "the coupled run rotates the inputs and not the teacher: no coupling any more, though the laws are equal still",
      expected: "refuted",
      grid: [{ ...fewerInputs, coupledTeacher: "unrotated" }],
    },
  ],
});
