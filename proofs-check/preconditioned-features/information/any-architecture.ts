import { identityClaim } from "asymptopia";
import { inputMapCouplingExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { coupled, couplingAssumptions, observables } from "./coupling-model.ts";

const linear = { phi: 1.5, method: { kind: "fixed" }, transformation: "linear", tokens: 3 } as const;
const recurrent = { ...linear, architecture: "recurrent" } as const;
const attention = { ...linear, architecture: "attention" } as const;

export default identityClaim({
  id: "pf/any-architecture",
  title: "Theorem 1 holds for any network that reads its input through one dense map",
  statement:
    "A recurrent network and a layer of softmax attention, whose input weights $W_1$ serve every time or token, are trained with $W_1 \\leftarrow W_1 - \\eta P\\nabla_{W_1}L$ on sequences with all tokens as columns of $X$, and on $X' = P'^{-1/2}QP^{1/2}X$ with $P'$ and $W_0' = P'^{1/2}QP^{-1/2}W_0$. The pre-activations $Z$ and $\\theta_{2:L}$ are the same at every step.",
  assumptions: [
    ...couplingAssumptions,
    "$P$, $P'$ are positive definite with condition number 10, $Q$ is orthogonal, all three random",
  ],
  source: { reference: `Theorem 1 of ${paper}`, status: "sharper" },
  experiment: inputMapCouplingExperiment,
  grid: [coupled(recurrent), coupled(attention)],
  sizes: [4],
  atBudget: { quick: { grid: [coupled({ ...recurrent, steps: 5 }), coupled({ ...attention, steps: 5 })] } },
  // The derived k of the experiment is at most 32,549 here.
  test: { ...observables, factor: 33_000 },
  controls: [
    {
      id: "skip",
      why: "a trainable skip from the raw input to the output: $u^\\top\\bar x$ sees $X^\\top X$, not $X^\\top PX$",
      expected: "refuted",
      grid: [coupled({ ...recurrent, access: "map-and-skip" }), coupled({ ...attention, access: "map-and-skip" })],
    },
  ],
});
