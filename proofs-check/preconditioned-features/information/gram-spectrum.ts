import { grid, identityClaim } from "asymptopia";
import { gramSpectrumExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";

const spread = 5;

export default identityClaim({
  id: "pf/gram-spectrum",
  title: "A power of the covariance as preconditioner raises the Gram matrix's singular values to 2(p + 1)",
  statement:
    "For $P = \\Sigma_X^p$ with $\\Sigma_X = XX^\\top$ (not divided by $n$) and $X = USV^\\top$, $G_P = X^\\top PX = VS^{2(p+1)}V^\\top$ for every real $p$, where powers are 0 on the null space of $X$. In particular $G_P = VV^\\top$ at $p = -1$: whitening leaves the row space alone. The left side is computed from the eigenvectors of $XX^\\top$, the right one from a singular value decomposition of $X$; the rounding allowed for is the worst case, to first order in $\\varepsilon$.",
  assumptions: [
    "$X$ is any $d \\times n$ matrix of rank $r$, here with singular values from 1 to 5 in a geometric sequence",
  ],
  source: { reference: `Theorem 1 of ${paper}, and what follows from it`, status: "sharper" },
  experiment: gramSpectrumExperiment,
  grid: [
    ...grid({ phi: [0.5, 2], exponent: [-2, -1, -0.5, 0.7, 2], spread: [spread] }),
    ...grid({ phi: [0.5, 2], exponent: [-2.3, -1, 0.5], spread: [spread], rankShare: [0.5] }),
  ],
  sizes: [8],
  atBudget: {
    quick: {
      grid: [
        ...grid({ phi: [2], exponent: [-2, 0.7], spread: [spread] }),
        ...grid({ phi: [0.5], exponent: [-1], spread: [spread], rankShare: [0.5] }),
      ],
    },
  },
  test: {
    discrepancy: "difference",
    scale: "scale",
    condition: "condition",
    // The proven 78·max(n, d) + 11 of the experiment at max(n, d) = 16 is 1,259.
    factor: 1260,
  },
  controls: [
    {
      id: "one-power-less",
      why: "$S^{2p+1}$ in the place of $S^{2(p+1)}$: the inputs on one side of $P$ counted alone",
      expected: "refuted",
      grid: grid({ phi: [0.5, 2], exponent: [-0.5], spread: [spread], claimed: ["2p+1"] }),
    },
    {
      id: "mean-covariance",
      why: "$P = (XX^\\top/n)^p$ and the same right side: a factor $n^{-p}$ is missing",
      expected: "refuted",
      grid: grid({ phi: [0.5, 2], exponent: [-1], spread: [spread], covariance: ["mean"] }),
    },
  ],
});
