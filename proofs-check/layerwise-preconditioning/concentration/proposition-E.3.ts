import { boundClaim, grid } from "asymptopia";
import { quadraticFormExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { bound, flat, lowRank, populations, sizes } from "./quadratic-form-model.ts";

const statement = (delta: string) =>
  `For a positive semidefinite $A$ and $z \\sim N(0, I)$, $P(z^\\top Az > \\operatorname{tr}A + 2\\|A\\|_F\\sqrt t + 2\\|A\\|_{\\rm op}t) \\le e^{-t}$; here with $e^{-t} = ${delta}$.`;

/** The claim at failure rate δ = e^(−t). */
function claimAt(id: string, title: string, delta: number, shownDelta: string) {
  const t = Math.log(1 / delta);
  return {
    id,
    title,
    statement: statement(shownDelta),
    assumptions: ["$z \\sim N(0, I)$", "$A$ is fixed, symmetric and positive semidefinite"],
    source: { reference: `Proposition E.3 of ${paper}`, status: "paper" },
    experiment: quadraticFormExperiment,
    grid: grid({ population: populations, signs: ["positive"] }),
    sizes,
    test: {
      observable: "quadraticForm",
      direction: "at-most",
      bound: bound(t, "trace + 2 * frobenius * sqrt(t) + 2 * operator * t"),
      failureRate: delta,
    },
    controls: [
      {
        id: "no-frobenius-term",
        why: "the term $2\\|A\\|_F\\sqrt t$ left out: what remains is right for the tail far out alone",
        expected: "refuted",
        grid: grid({ population: [flat], signs: ["positive"] }),
        test: { bound: bound(t, "trace + 2 * operator * t") },
      },
    ],
  } as const;
}

const rare = claimAt(
  "lp/proposition-E.3/rare",
  "Upper tail of a Gaussian quadratic form, once in a thousand",
  1e-3,
  "10^{-3}",
);

export default [
  boundClaim(claimAt("lp/proposition-E.3", "Upper tail of a Gaussian quadratic form", 0.05, "0.05")),
  boundClaim({
    ...rare,
    controls: [
      ...rare.controls,
      {
        id: "no-operator-term",
        why: "the term $2\\|A\\|_{\\rm op}t$ left out, as if the form were Gaussian: wrong for a form of rank one",
        expected: "refuted",
        grid: grid({ population: [lowRank], signs: ["positive"] }),
        test: { bound: bound(Math.log(1e3), "trace + 2 * frobenius * sqrt(t)") },
      },
    ],
  }),
];
