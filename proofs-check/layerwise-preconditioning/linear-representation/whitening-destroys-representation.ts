import { limitClaim, rateClaim } from "asymptopia";
import { rescaledInputsExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { assumptions, diagonal, haar, shape, sizes, targetDistance, tolerances } from "./rescaled-inputs-model.ts";

const source = { reference: `Section 3.1.1 and Figure 2 of ${paper}`, status: "sharper" } as const;

const whitened = { ...shape, rescaling: "whitening", eta: 0.5 } as const;

const limit = limitClaim({
  id: "lp/whitening-destroys-representation",
  title: "On whitened inputs gradient descent learns another representation",
  statement:
    "AMGD on $\\Sigma^{-1/2}x$, or on batch-normalised inputs where $\\Sigma$ is diagonal, converges to the row space of $G_\\star\\Sigma^{1/2}$, and so to $\\mathrm{dist}(G_\\star\\Sigma^{1/2}, G_\\star)$ from $G_\\star$.",
  assumptions,
  source,
  experiment: rescaledInputsExperiment,
  grid: [
    { ...whitened, covariance: diagonal(10) },
    { ...whitened, covariance: haar(10), instance: 2 },
    { ...whitened, rescaling: "batch-norm", covariance: diagonal(10) },
  ],
  sizes,
  atBudget: {
    quick: {
      grid: [
        { ...whitened, covariance: haar(10), instance: 2 },
        { ...whitened, rescaling: "batch-norm", covariance: diagonal(10) },
      ],
    },
  },
  test: { observable: "distance", formula: targetDistance("whitening"), ...tolerances },
  controls: [
    {
      id: "raw-inputs",
      why: "inputs as they are: what is learned is $G_\\star$ itself",
      expected: "refuted",
      grid: [{ ...shape, rescaling: "none", covariance: diagonal(4), eta: 0.5 }],
    },
  ],
});

const fits = rateClaim({
  id: "lp/whitening-destroys-representation/fits",
  title: "What was learned on whitened inputs fits all the same",
  statement:
    "The excess risk of the best head on what AMGD has learned from whitened inputs is of order $1/n$, $n$ the samples of a batch: nothing but noise is left, at a distance from $G_\\star$ that does not fall.",
  assumptions,
  source,
  experiment: rescaledInputsExperiment,
  grid: [{ ...whitened, covariance: diagonal(10) }],
  sizes: [100, 300, 900, 2700],
  test: { observable: "excessRisk", exponent: 1, margin: 0.25, residualBias: 0.05 },
  controls: [
    {
      id: "without-rescaling-back",
      why: "the distance in the place of the risk: it does not fall",
      expected: "refuted",
      grid: [{ ...whitened, covariance: diagonal(10) }],
      test: { observable: "distance" },
    },
  ],
});

export default [limit, fits];
