import { boundClaim } from "asymptopia";
import { finiteBatchExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { assumptions, basinGrid, bound, delta, farStart, sizes } from "./finite-batch-model.ts";

export default boundClaim({
  id: "lp/lemma-B.5",
  title: "The least-squares head keeps its smallest singular value",
  statement:
    "With probability at least $1 - \\delta$, $\\sigma_{\\min}(F_{LS}) \\ge \\sigma_{\\min}(F_\\star)a - \\sigma_\\varepsilon\\frac{\\sqrt{d_Y} + \\sqrt k + \\sqrt{2\\ell}}{\\sqrt{\\lambda_{\\min}(\\Sigma)}(\\sqrt n - \\sqrt d - \\sqrt{2\\ell})}$, where $a = \\sqrt{1 - s^2} - sq$, $q = \\frac{\\hat\\kappa - 1}{2\\sqrt{\\hat\\kappa}}$ and $\\hat\\kappa$ is the bound of Lemma B.4; $\\ell = \\ln(5/\\delta)$, here $\\delta = 0.05$.",
  assumptions,
  source: { reference: `Lemma B.5 of ${paper}`, status: "reconstructed" },
  experiment: finiteBatchExperiment,
  grid: basinGrid,
  sizes,
  test: {
    observable: "headSingularValue",
    direction: "at-least",
    bound: bound(
      "sigmaMin * a - sqrt(noiseVariance / lambdaMin) * (sqrt(dY) + sqrt(k) + sqrt(2 * ell)) / (sqrt(n) - sqrt(d) - sqrt(2 * ell))",
      "sigmaMin",
      "a",
      "noiseVariance",
      "lambdaMin",
      "dY",
      "k",
      "ell",
      "n",
      "d",
    ),
    failureRate: delta,
  },
  controls: [
    {
      id: "no-loss",
      why: "$\\sigma_{\\min}(F_\\star)$ itself, without what a distance of 0.4 and the noise cost",
      expected: "refuted",
      grid: [farStart],
      test: { bound: bound("sigmaMin", "sigmaMin") },
    },
  ],
});
