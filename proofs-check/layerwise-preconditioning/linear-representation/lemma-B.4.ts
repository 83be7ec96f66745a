import { boundClaim } from "asymptopia";
import { finiteBatchExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { basinGrid, bound, delta, isotropic, sizes } from "./finite-batch-model.ts";

const kappaBound = (spread: string) => `kappa * ((sqrt(n) + ${spread}) / (sqrt(n) - (${spread})))^2`;

export default boundClaim({
  id: "lp/lemma-B.4",
  title: "A sample covariance is as well conditioned as the covariance, up to a factor",
  statement:
    "With probability at least $1 - \\delta$, $\\kappa(\\widehat\\Sigma) \\le \\kappa(\\Sigma)\\bigl(\\frac{\\sqrt n + \\sqrt d + \\sqrt{2\\ell}}{\\sqrt n - \\sqrt d - \\sqrt{2\\ell}}\\bigr)^2$, $\\ell = \\ln(5/\\delta)$; here $\\delta = 0.05$. It is the concentration of the sample covariance in the form in which the proof of Theorem 3.6 uses it, for Gaussian inputs and with explicit constants.",
  assumptions: ["$x \\sim N(0, \\Sigma)$, $n$ independent samples, $\\sqrt n > \\sqrt d + \\sqrt{2\\ell}$"],
  source: { reference: `Lemma B.4 of ${paper}, and Davidson and Szarek 2001`, status: "reconstructed" },
  experiment: finiteBatchExperiment,
  grid: basinGrid,
  sizes,
  test: {
    observable: "sampleConditionNumber",
    direction: "at-most",
    bound: bound(kappaBound("sqrt(d) + sqrt(2 * ell)"), "kappa", "n", "d", "ell"),
    failureRate: delta,
  },
  controls: [
    {
      id: "free-of-dimension",
      why: "$\\sqrt d$ left out, as if the extremes of $d$ directions were those of one; $\\sqrt{2\\ell}$ stays",
      expected: "refuted",
      grid: [{ ...isotropic, inputs: 40 }],
      test: { bound: bound(kappaBound("sqrt(2 * ell)"), "kappa", "n", "ell") },
    },
  ],
});
