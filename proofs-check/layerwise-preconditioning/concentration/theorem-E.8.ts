import { grid, identityClaim } from "asymptopia";
import { pushThroughExperiment, woodburyExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";

const source = { reference: `Theorem E.8 of ${paper}`, status: "paper" } as const;

/** Orders of A, and smaller sides of X; the factors below are for these sizes and grow with them. */
const sizes = [8, 32];

export const woodbury = identityClaim({
  id: "lp/theorem-E.8",
  title: "Woodbury's identity",
  statement:
    "$(A + UU^\\top)^{-1}b = A^{-1}b - A^{-1}U(I + U^\\top A^{-1}U)^{-1}U^\\top A^{-1}b$ for positive definite $A$. The left side is solved directly, the right one through the $k \\times k$ capacitance. The rounding allowed for is the worst case by backward error analysis, to first order in $\\varepsilon$.",
  assumptions: ["$A$ is symmetric and positive definite, $d \\times d$", "$U$ is any $d \\times k$ matrix"],
  source,
  experiment: woodburyExperiment,
  grid: grid({ condition: [10, 1000], rankShare: [0.1, 0.5] }),
  sizes,
  test: {
    discrepancy: "difference",
    scale: "scale",
    condition: "condition",
    // The proven 19(d + 1) + 5(k + 1) + 6 of the experiment at d = 32, k = 16 is 718.
    factor: 720,
  },
  controls: [
    {
      id: "correction-added",
      why: "the correction added and not subtracted",
      expected: "refuted",
      grid: grid({ condition: [10], rankShare: [0.1], correction: ["added"] }),
    },
  ],
});

export const pushThrough = identityClaim({
  id: "lp/theorem-E.8/push-through",
  title: "Push-through identity",
  statement:
    "$(X^\\top X + \\lambda I)^{-1}X^\\top y = X^\\top(XX^\\top + \\lambda I)^{-1}y$ for $\\lambda > 0$: the ridge solution from a $d \\times d$ and from an $n \\times n$ system. The rounding allowed for is the worst case by backward error analysis, to first order in $\\varepsilon$.",
  assumptions: ["$X$ is any $n \\times d$ matrix", "$\\lambda > 0$"],
  source,
  experiment: pushThroughExperiment,
  grid: grid({ phi: [0.5, 1, 2], lambda: [1e-4, 0.1, 100] }),
  sizes,
  test: {
    discrepancy: "difference",
    scale: "scale",
    condition: "condition",
    // The proven 9(max(n, d) + 2) of the experiment at n = 32, d = 64 and at n = 64, d = 32 is 594.
    factor: 600,
  },
  controls: [
    {
      id: "another-ridge",
      why: "$\\lambda(1 + 10^{-9})$ in the place of $\\lambda$ on the right: shows how small a difference is seen",
      expected: "refuted",
      grid: grid({ phi: [0.5, 1, 2], lambda: [100], ridgeError: [1e-9] }),
    },
  ],
});

export default [woodbury, pushThrough];
