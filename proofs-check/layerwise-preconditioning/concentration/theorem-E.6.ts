import { boundClaim, grid } from "asymptopia";
import { quadraticFormExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { bound, flat, populations, sizes } from "./quadratic-form-model.ts";

const delta = 0.05;
const t = Math.log(2 / delta);

export default boundClaim({
  id: "lp/theorem-E.6",
  title: "Both tails of a Gaussian quadratic form",
  statement:
    "For a symmetric $A$, indefinite or not, and $z \\sim N(0, I)$, $|z^\\top Az - \\operatorname{tr}A| \\le 2\\|A\\|_F\\sqrt t + 2\\|A\\|_{\\rm op}t$ with probability at least $1 - 2e^{-t}$; here with $2e^{-t} = 0.05$. The theorem, for sub-Gaussian entries, leaves its constants open; these are those of Gaussian ones, and are not claimed for others.",
  assumptions: ["$z \\sim N(0, I)$", "$A$ is fixed and symmetric"],
  source: { reference: `Theorem E.6 of ${paper}`, status: "reconstructed" },
  experiment: quadraticFormExperiment,
  grid: grid({ population: populations, signs: ["alternating", "positive"] }),
  sizes,
  test: {
    observable: "absoluteDeviation",
    direction: "at-most",
    bound: bound(t, "2 * frobenius * sqrt(t) + 2 * operator * t"),
    failureRate: delta,
  },
  controls: [
    {
      id: "no-frobenius-term",
      why: "the term $2\\|A\\|_F\\sqrt t$ left out: what remains is right for the tail far out alone",
      expected: "refuted",
      grid: grid({ population: [flat], signs: ["alternating"] }),
      test: { bound: bound(t, "2 * operator * t") },
    },
    {
      id: "not-centred",
      why: "the trace not subtracted: $|z^\\top Az|$ in the place of the distance from its mean",
      expected: "refuted",
      grid: grid({ population: [flat], signs: ["positive"] }),
      test: { observable: "quadraticForm" },
    },
  ],
});
