import { boundClaim } from "asymptopia";
import { experiment } from "./optimal-exponent-experiment.ts";
import { assumptions, paper } from "./readout-model.ts";

const theoryAlone =
  "the risk is the formula of `pf/ridge-risk`, which that claim checks against simulation; nothing is simulated here";

const source = { reference: `The teacher alignment of ${paper}`, status: "sharper" } as const;

const rising = {
  observable: "laterExponent",
  bound: {
    expression: "before",
    symbols: { before: { tex: "p^\\star(a)", meaning: "the best exponent before the rise of the alignment" } },
    observed: { before: "exponent" },
    inputs: () => ({}),
  },
} as const;

export const tuned = boundClaim({
  id: "pf/teacher-alignment/optimal-exponent",
  title: "At the tuned ridge the limiting risk is least at p = 2a exactly",
  statement:
    "Of all exponents, each with the ridge that is best for it, $p = 2a$ has the least limiting risk, in random settings: population, $\\varphi$, noise, $a$ and the exponent that it is compared with are drawn.",
  assumptions: [...assumptions, theoryAlone],
  source,
  experiment,
  grid: [{ question: "tuned", offset: 0 }],
  sizes: [1],
  test: {
    observable: "otherRisk",
    direction: "at-least",
    bound: {
      expression: "best",
      symbols: { best: { tex: "R^\\star(2a)", meaning: "the risk at $p = 2a$ and its best ridge" } },
      observed: { best: "claimedRisk" },
      inputs: () => ({}),
    },
    failureRate: 0,
  },
  controls: [
    {
      id: "off-by-a-half",
      why: "$p = 2a + \\frac12$ claimed to be the best",
      expected: "refuted",
      grid: [{ question: "tuned", offset: 0.5 }],
    },
    {
      id: "rising-without-a-ridge",
      why: "that without a ridge, too, $p^\\star$ rises with the alignment: from $a = 1$ to $1.5$ it falls from $0.50$ to $0.45$, for nine log-spaced eigenvalues on $[0.1, 10]$ ($0.67$ to $0.61$ for their density), unit signal variance, $\\varphi$ near 2 and $\\sigma^2$ near $0.01$",
      expected: "refuted",
      grid: [{ question: "rising", alignment: 1 }],
      test: rising,
    },
    {
      id: "rising-from-zero",
      why: "the same from $a = 0$ to $\\frac12$, where it does rise",
      expected: "supported",
      grid: [{ question: "rising", alignment: 0 }],
      test: rising,
    },
  ],
});

export const whitening = boundClaim({
  id: "pf/teacher-alignment/whitening/optimal-exponent",
  title: "Without a ridge and at a = −½ the limiting risk is least at p = −1 exactly",
  statement:
    "For $\\varphi > 1$ and $\\lambda \\downarrow 0$ the best exponent for $\\theta_i^2 \\propto 1/\\tau_i$ is $-1$, whatever the population, $\\varphi$ and the noise.",
  assumptions: [...assumptions, theoryAlone, "the exponents searched are those of $[-4, 4]$"],
  source,
  experiment,
  grid: [{ question: "whitening", alignment: -0.5 }],
  sizes: [1],
  test: {
    observable: "distance",
    direction: "at-most",
    bound: {
      // A root of a derivative that is rounded to 1e-15 or so of its terms; populations close to one atom have it flat.
      expression: "tolerance",
      symbols: { tolerance: { tex: "\\epsilon", meaning: "what rounding may leave of a root" } },
      inputs: () => ({ tolerance: { value: 1e-6, error: 0, status: "ok" } }),
    },
    failureRate: 0,
  },
  controls: [
    {
      id: "another-teacher",
      why: "$a = 0$: there $p^\\star$ is near $0$ and moves with the noise",
      expected: "refuted",
      grid: [{ question: "whitening", alignment: 0 }],
    },
  ],
});

export default [tuned, whitening];
