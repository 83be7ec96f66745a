import { boundClaim } from "asymptopia";
import { finiteBatchExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { assumptions, basinGridOfSteps, bound, delta, noiseAlone, sizes } from "./finite-batch-model.ts";

const shared = {
  source: { reference: `Theorem 3.6 of ${paper}`, status: "reconstructed" },
  experiment: finiteBatchExperiment,
  grid: basinGridOfSteps,
  sizes,
} as const;

const explicit = boundClaim({
  id: "lp/theorem-3.6",
  title: "KFAC contracts the distance at a rate free of condition numbers",
  statement:
    "After one KFAC step, with probability at least $1 - \\delta$, $\\mathrm{dist}(G_+, G_\\star) \\le [(1 - \\eta)s + \\eta\\nu]/\\sqrt{1 - 2\\eta\\beta}$; here $\\delta = 0.05$. The constants in $\\nu$ and $\\beta$ are explicit, and no $\\kappa(F_\\star)$ enters.",
  assumptions: [...assumptions, "$\\beta \\le 0.1$: a good start, and little noise beside $n$"],
  ...shared,
  test: {
    observable: "distance",
    direction: "at-most",
    bound: bound("((1 - eta) * s + eta * nu) / sqrt(1 - 2 * eta * beta)", "eta", "s", "nu", "beta"),
    failureRate: delta,
  },
  controls: [
    {
      id: "without-noise",
      why: "the noise $\\nu$ left out, from a start at which it is most of the distance",
      expected: "refuted",
      grid: [noiseAlone],
      test: { bound: bound("(1 - eta) * s / sqrt(1 - 2 * eta * beta)", "eta", "s", "beta") },
    },
  ],
});

const basin = boundClaim({
  id: "lp/theorem-3.6/basin",
  title: "The simple form of Theorem 3.6",
  statement:
    "Where $s \\le 1/(25\\sqrt{\\kappa(\\Sigma)})$, $n \\ge 8d + 16\\ell$ and $n \\ge 5\\cdot10^4(d + d_Y + 2\\ell)\\sigma_\\varepsilon^2/(\\sigma_{\\min}(F_\\star)^2\\lambda_{\\min}(\\Sigma))$, with probability at least $1 - \\delta$, $\\mathrm{dist}(G_+, G_\\star) \\le (1 - 0.9\\eta)s + 11\\eta\\sigma_\\varepsilon\\sqrt{(d + \\ell)/n}/(\\sigma_{\\min}(F_\\star)\\sqrt{\\lambda_{\\min}(\\Sigma)})$; here $\\delta = 0.05$.",
  assumptions,
  ...shared,
  test: {
    observable: "distance",
    direction: "at-most",
    bound: bound(
      "(1 - 0.9 * eta) * s + 11 * eta * sqrt(noiseVariance * (d + ell) / (n * lambdaMin)) / sigmaMin",
      "eta",
      "s",
      "noiseVariance",
      "d",
      "ell",
      "n",
      "lambdaMin",
      "sigmaMin",
    ),
    failureRate: delta,
  },
  controls: [
    {
      id: "a-twentieth-of-the-noise",
      why: "a twentieth of the noise's term: shows how far from sharp the constant is",
      expected: "refuted",
      grid: [noiseAlone],
      test: {
        bound: bound(
          "(1 - 0.9 * eta) * s + 0.55 * eta * sqrt(noiseVariance * (d + ell) / (n * lambdaMin)) / sigmaMin",
          "eta",
          "s",
          "noiseVariance",
          "d",
          "ell",
          "n",
          "lambdaMin",
          "sigmaMin",
        ),
      },
    },
  ],
});

export default [explicit, basin];
