import { boundClaim } from "asymptopia";
import { finiteBatchExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { assumptions, basinGridOfSteps, bound, delta, noiseAlone, sizes } from "./finite-batch-model.ts";

export default boundClaim({
  id: "lp/proposition-B.6",
  title: "What a KFAC step leaves orthogonal to the teacher's features",
  statement:
    "Before its rows are made orthonormal, $\\bar G$ has $\\Vert \\bar G(I - G_\\star^\\top G_\\star)\\Vert \\le (1 - \\eta)s + \\eta\\nu$ with probability at least $1 - \\delta$, where $\\nu = \\sigma_\\varepsilon\\frac{\\sqrt d + \\sqrt k + \\sqrt{2\\ell}}{\\sigma_F\\sqrt{\\lambda_{\\min}(\\Sigma)}(\\sqrt n - \\sqrt d - \\sqrt{2\\ell})}$ with the bound $\\sigma_F$ of Lemma B.5; here $\\delta = 0.05$.",
  assumptions,
  source: { reference: `Proposition B.6 of ${paper}`, status: "reconstructed" },
  experiment: finiteBatchExperiment,
  grid: basinGridOfSteps,
  sizes,
  test: {
    observable: "orthogonalPart",
    direction: "at-most",
    bound: bound("(1 - eta) * s + eta * nu", "eta", "s", "nu"),
    failureRate: delta,
  },
  controls: [
    {
      id: "without-noise",
      why: "the noise $\\nu$ left out, from a start at which it is most of the distance",
      expected: "refuted",
      grid: [noiseAlone],
      test: { bound: bound("(1 - eta) * s", "eta", "s") },
    },
  ],
});
