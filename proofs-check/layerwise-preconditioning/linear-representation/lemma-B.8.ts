import { boundClaim, exactly } from "asymptopia";
import { scalarInequalityExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";

export const scalar = boundClaim({
  id: "lp/lemma-B.8",
  title: "The step size's inequality, up to its largest constant",
  statement:
    "$\\frac{1-\\eta}{\\sqrt{1-b\\eta}} \\le 1 - a\\eta$ for all $\\eta \\in [0, 1]$ where $b \\le 2(1-a)$, $a \\in [\\frac12, 1]$; here with $b = 2(1-a)$. Half of the $\\eta$ are uniform, the others uniform in their logarithm from $10^{-6}$ on, since small ones decide.",
  assumptions: ["$\\frac12 \\le a \\le 1$"],
  source: { reference: `Lemma B.8 of ${paper}`, status: "reconstructed" },
  experiment: scalarInequalityExperiment,
  grid: [
    { a: 0.9, b: 0.2 },
    { a: 0.5, b: 1 },
    { a: 0.75, b: 0.5 },
    { a: 1, b: 0 },
  ],
  sizes: [1],
  test: {
    observable: "left",
    direction: "at-most",
    bound: {
      expression: "1 - a * eta",
      symbols: {
        a: { tex: "a", meaning: "what is left of the rate" },
        eta: { tex: "\\eta", meaning: "step size" },
      },
      observed: { eta: "eta" },
      inputs: ({ a }) => ({ a: exactly(a) }),
    },
    failureRate: 0,
    // Both sides are of order 1 and have seen a handful of roundings, but for the left one near b·η = 1.
    rounding: { absolute: 1e-13 },
  },
  controls: [
    {
      id: "beyond-the-largest",
      why: "$b = .2001$ with $a = .9$",
      expected: "refuted",
      grid: [{ a: 0.9, b: 0.2001 }],
    },
  ],
});

export default scalar;
