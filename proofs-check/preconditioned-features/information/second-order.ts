import { identityClaim } from "asymptopia";
import { inputMapCouplingExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { coupled, couplingAssumptions, observables } from "./coupling-model.ts";

/** Thirty samples with two outputs, three inputs and two hidden units: curvature of order six. */
const newton = {
  phi: 0.1,
  hidden: 2,
  outputs: 2,
  transformation: "linear",
  condition: 4,
  steps: 3,
  laterLearningRate: 0.05,
} as const;
const gaussNewton = { kind: "newton", curvature: "gauss-newton", damping: 0 } as const;
const hessian = { kind: "newton", curvature: "hessian", damping: 0 } as const;

/** Two samples of four inputs. */
const interpolating = {
  phi: 2,
  hidden: 2,
  outputs: 2,
  method: { kind: "least-norm-gauss-newton" },
  transformation: "unrelated",
  steps: 2,
  learningRate: 0.01,
  laterLearningRate: 0.05,
} as const;

const faults = {
  codes: ["non-finite"],
  why: "an undamped Newton step from a point where the curvature is nearly singular may be of any length, and training overflow",
} as const;

const source = {
  reference: `Wadia et al. 2021, on whitening and second-order optimisation, in the setting of ${paper}`,
  status: "sharper",
} as const;

const assumptions = [
  ...couplingAssumptions,
  "the curvature is the whole first-layer block of order $dh$ of a network $A^\\top\\tanh(W_1^\\top x + b) + c$: Gauss–Newton, which is the Fisher information of Gaussian labels as well, or the true Hessian; the network is as it stands, not averaged over its labels",
];

export const covariant = identityClaim({
  id: "pf/whitening-leaks-nothing/second-order",
  title: "Undamped Newton and Gauss–Newton steps see the row space of the inputs alone",
  statement:
    "Where the first-layer block $H$ of the curvature is invertible, training $W_1$ by $-\\eta H^{-1}\\nabla_{W_1}L$ on $X$ and on $X' = BX$ from $W_0' = B^{-\\top}W_0$ gives the same $Z$ and $\\theta_{2:L}$ for every invertible $B$, for Gauss–Newton (natural gradient) and for the true Hessian: like whitening it uses nothing of $X$ but its row space.",
  assumptions: [...assumptions, "$H$ is invertible: $n$ times the number of outputs is at least $dh$"],
  source,
  experiment: inputMapCouplingExperiment,
  grid: [
    coupled({ ...newton, method: gaussNewton, learningRate: 0.05 }),
    coupled({ ...newton, method: hessian, learningRate: 0.02 }),
  ],
  sizes: [3],
  atBudget: { quick: { grid: [coupled({ ...newton, method: gaussNewton, learningRate: 0.05 })] } },
  // The derived k of the experiment is at most 8,839 here.
  test: { ...observables, factor: 8_900 },
  faults,
  controls: [
    {
      id: "damped",
      why: "damping $0.1I$, as in Levenberg and Marquardt's method, which is not transformed along",
      expected: "refuted",
      grid: [coupled({ ...newton, method: { ...gaussNewton, damping: 0.1 }, learningRate: 0.05 })],
    },
  ],
});

export const manyInputs = identityClaim({
  id: "pf/whitening-leaks-nothing/second-order/more-inputs-than-samples",
  title:
    "With at least as many inputs as samples, least-norm Gauss–Newton sees nothing of them if the outputs determine the pre-activations",
  statement:
    "For $n \\le d$, where the curvature is singular, the smallest step that gives the residuals to first order is $J^+r$. If each sample's $\\partial f/\\partial z$ is an invertible matrix (as many outputs as hidden units), it moves $Z$ as though the inputs were orthonormal: two networks on unrelated inputs with the same $Z_0$ have the same $Z$ and $\\theta_{2:L}$ throughout. With fewer outputs that is false: $J^+$ then weighs the directions of $Z$ that outputs do not determine by $X^\\top X$.",
  assumptions: [
    ...assumptions,
    "$n \\le d$, inputs of rank $n$, unrelated on the two sides; as many outputs as hidden units",
  ],
  source,
  experiment: inputMapCouplingExperiment,
  grid: [coupled(interpolating)],
  sizes: [2],
  // The derived k of the experiment is 5,546 here.
  test: { ...observables, factor: 5_600 },
  faults,
  controls: [
    {
      id: "one-output",
      why: "one output for two hidden units: a second-order step of the smallest norm is not whitening",
      expected: "refuted",
      grid: [coupled({ ...interpolating, outputs: 1 })],
    },
  ],
});

export default [covariant, manyInputs];
