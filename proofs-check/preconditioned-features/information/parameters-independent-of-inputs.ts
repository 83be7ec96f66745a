import { identityClaim } from "asymptopia";
import { inputMapCouplingExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { coupled, couplingAssumptions, observables } from "./coupling-model.ts";

const fewerSamples = { phi: 1.5, method: { kind: "fixed" }, transformation: "linear" } as const;
const moreSamples = { ...fewerSamples, phi: 0.5, depth: 2 } as const;

const shared = {
  assumptions: [
    ...couplingAssumptions,
    "$P$, $P'$ are positive definite with condition number 10, $Q$ is orthogonal, all three random; $X' = P'^{-1/2}QP^{1/2}X$, $W_0' = P'^{1/2}QP^{-1/2}W_0$, so that both sides have one Gram matrix",
  ],
  experiment: inputMapCouplingExperiment,
  sizes: [4],
} as const;

export const laterParameters = identityClaim({
  id: "pf/parameters-independent-of-inputs",
  title: "Later parameters and pre-activations depend on the inputs through the Gram matrix alone",
  statement:
    "For two sets of inputs with the same $X^\\top PX$ and starts with the same $Z_0$, the later parameters $\\theta_{2:L}$ and the pre-activations $Z$ are the same throughout training.",
  ...shared,
  source: { reference: `Theorem 1 of ${paper}`, status: "reconstructed" },
  grid: [coupled(fewerSamples), coupled(moreSamples)],
  atBudget: { quick: { grid: [coupled(fewerSamples)] } },
  // The derived k of the experiment is at most 20,139 here.
  test: { ...observables, factor: 21_000 },
  controls: [
    {
      id: "gradient-descent",
      why: "unrelated inputs, gradient descent: the Gram matrices differ",
      expected: "refuted",
      grid: [coupled({ ...fewerSamples, transformation: "unrelated" })],
    },
  ],
});

export const allParameters = identityClaim({
  id: "pf/parameters-independent-of-inputs/first-layer",
  title: "All parameters depend on the inputs through the Gram matrix alone",
  statement:
    "A summary of Theorem 1 says that trained parameters are independent of the inputs given the Gram matrix. With $W_1$ among the parameters that is false: of two sets of inputs with the same $X^\\top PX$ the first layer's weights differ by as much as they are large, from the start and for good, as they must for $W_1^\\top X$ to be the same.",
  ...shared,
  source: { reference: `summaries of Theorem 1 of ${paper}`, status: "reconstructed" },
  expected: "refuted",
  grid: [
    coupled({ ...fewerSamples, compared: "all-parameters" }),
    coupled({ ...moreSamples, compared: "all-parameters" }),
  ],
  test: { ...observables, factor: 21_000 },
  controls: [
    {
      id: "without-first-layer",
      why: "the same runs without $W_1$ in the comparison",
      expected: "supported",
      grid: [coupled(fewerSamples), coupled(moreSamples)],
      atBudget: { quick: { grid: [coupled(fewerSamples)] } },
    },
  ],
});

export default [laterParameters, allParameters];
