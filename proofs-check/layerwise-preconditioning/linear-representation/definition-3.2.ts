import { grid, identityClaim } from "asymptopia";
import { distancePropertiesExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";

const shared = {
  source: { reference: `Definition 3.2 of ${paper}`, status: "paper" },
  assumptions: ["$G$, $G_\\star$ have orthonormal rows, $k$ each"],
  experiment: distancePropertiesExperiment,
  // Both ends are on the grid.
  grid: grid({ features: [1, 4], distance: [0, 0.5, 1] }),
  sizes: [12],
} as const;

// The experiment's 100·d·k at d = 12, k = 4 is 4800; all numbers are at most 1.
const rounding = { scale: "one", factor: 4800 } as const;

const beyond = {
  id: "more-teacher-features",
  expected: "refuted",
  grid: grid({ features: [4], distance: [0.5], moreTeacherFeatures: [1] }),
} as const;

export const extremes = identityClaim({
  ...shared,
  id: "lp/definition-3.2",
  title: "The subspace distance lies in [0, 1] and attains both ends where it should",
  statement:
    "$\\operatorname{dist}(G, G_\\star)^2 + \\sigma_{\\min}(GG_\\star^\\top)^2 = 1$. So the distance is in $[0, 1]$, and 0 exactly where $\\sigma_{\\min} = 1$, that is where the row spaces are equal; and 1 exactly where some direction of the one is orthogonal to the other.",
  test: { discrepancy: "complement", ...rounding },
});

export const angle = identityClaim({
  ...shared,
  id: "lp/definition-3.2/angle",
  title: "The subspace distance is the sine of the largest principal angle",
  statement:
    "$\\operatorname{dist}(G, G_\\star) = \\sin\\theta_{\\max}$ for row spaces that are made with prescribed principal angles, among them equal row spaces, and such as have a direction that is orthogonal to the other.",
  test: { discrepancy: "fromPrescribed", ...rounding },
  controls: [{ ...beyond, why: "one more row of $G_\\star$, which takes in a part of $G$" }],
});

export const sameRowSpace = identityClaim({
  ...shared,
  id: "lp/definition-3.2/same-row-space",
  title: "The subspace distance of equal row spaces is 0",
  statement: "$\\operatorname{dist}(\\mathrm{Ortho}(LG_\\star), G_\\star) = 0$ for every invertible $L$.",
  test: { discrepancy: "remixed", ...rounding },
});

export const invariance = identityClaim({
  ...shared,
  id: "lp/definition-3.2/invariance",
  title: "The subspace distance does not depend on the bases of the row spaces",
  statement: "$\\operatorname{dist}(UG, VG_\\star) = \\operatorname{dist}(G, G_\\star)$ for orthogonal $U$ and $V$.",
  test: { discrepancy: "rotated", ...rounding },
});

export const symmetry = identityClaim({
  ...shared,
  id: "lp/definition-3.2/symmetry",
  title: "The subspace distance is symmetric for equal dimensions",
  statement:
    "$\\operatorname{dist}(G_\\star, G) = \\operatorname{dist}(G, G_\\star)$ for as many rows in the one as in the other.",
  test: { discrepancy: "exchanged", ...rounding },
  controls: [{ ...beyond, why: "one more row of $G_\\star$: a direction of it is orthogonal to $G$" }],
});

export default [extremes, angle, sameRowSpace, invariance, symmetry];
