import { identityClaim } from "asymptopia";
import { inputMapCouplingExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { adaptiveDefinitions, adaptivePoint } from "./adaptive-gap-model.ts";
import { couplingAssumptions, observables } from "./coupling-model.ts";

const shared = {
  assumptions: [...couplingAssumptions, ...adaptiveDefinitions],
  experiment: inputMapCouplingExperiment,
  sizes: [4],
} as const;

/** The methods whose preconditioners turn along. */
function equivariant(steps: number) {
  return (["kfac", "shampoo", "muon"] as const).map((method) => adaptivePoint(method, "rotation", { steps }));
}

export const rotation = identityClaim({
  id: "pf/adaptive-gap",
  title: "KFAC, Shampoo and Muon notice the inputs' Gram matrix alone; Adam and AdaHessian do not",
  statement:
    "For $X' = QX$, $W_0' = QW_0$ with orthogonal $Q$, which leaves $X^\\top X$ and $Z_0$, training $W_1$ by KFAC with factors of the batch, Shampoo or Muon gives the same $Z$ and $\\theta_{2:L}$ at every step: their preconditioners turn along. Methods that divide entry by entry do not.",
  ...shared,
  source: { reference: `the open question on adaptive preconditioners of ${paper}`, status: "new" },
  grid: equivariant(8),
  atBudget: { quick: { grid: equivariant(4) }, thorough: { grid: equivariant(40) } },
  // The derived k of the experiment is at most 9,240 here.
  test: { ...observables, factor: 9_300 },
  controls: [
    {
      id: "adam",
      why: "Adam: its second moments belong to the coordinates",
      expected: "refuted",
      grid: [adaptivePoint("adam", "rotation")],
    },
    {
      id: "adahessian",
      why: "AdaHessian: so does the Hessian's diagonal",
      expected: "refuted",
      grid: [adaptivePoint("adahessian", "rotation")],
    },
    {
      id: "shampoo-linear",
      why: "Shampoo under $X' = AX$, $W_0' = A^{-\\top}W_0$ with $A = P'^{-1/2}QP^{1/2}$: it does see the Gram matrix",
      expected: "refuted",
      grid: [adaptivePoint("shampoo", "linear")],
    },
    {
      id: "muon-linear",
      why: "Muon under the same transformation",
      expected: "refuted",
      grid: [adaptivePoint("muon", "linear")],
    },
    {
      id: "damped-kfac-linear",
      why: "KFAC, whose damping is not transformed along, under the same transformation",
      expected: "refuted",
      grid: [adaptivePoint("kfac", "linear")],
    },
  ],
});

export const affine = identityClaim({
  id: "pf/adaptive-gap/undamped-kfac",
  title: "Undamped KFAC does not notice even the Gram matrix",
  statement:
    "With $A = XX^\\top/n$ and no damping on that side, KFAC's runs on $X$ and on $X' = BX$ from $W_0' = B^{-\\top}W_0$ have the same $Z$ and $\\theta_{2:L}$ for every invertible $B$, here $P'^{-1/2}QP^{1/2}$: it sees the row space of $X$ alone.",
  ...shared,
  source: { reference: `the open question on adaptive preconditioners of ${paper}`, status: "new" },
  grid: [adaptivePoint("undampedKfac", "linear")],
  test: { ...observables, factor: 9_300 },
  controls: [
    {
      id: "damped",
      why: "damping 0.1 on that side",
      expected: "refuted",
      grid: [adaptivePoint("kfac", "linear")],
    },
  ],
});

export default [rotation, affine];
