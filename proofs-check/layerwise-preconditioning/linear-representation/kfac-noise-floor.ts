import { limitClaim } from "asymptopia";
import { stationaryExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { assumptions, exactAtEverySize, haar, noiseFloor, shape } from "./stationary-model.ts";

const little = { ...shape, noiseVariance: 1e-8 };

const anisotropic = {
  covariance: haar(100),
  head: { kind: "log-spaced", condition: 3 },
  eta: 1.2,
  instance: 2,
} as const;

export default limitClaim({
  id: "lp/kfac-noise-floor",
  title: "Where noise stops KFAC",
  statement:
    "Under little noise KFAC is stationary at $\\mathbb E\\Vert G(I - G_\\star^\\top G_\\star)\\Vert _F^2 = \\frac{\\eta}{2 - \\eta}\\cdot\\frac{\\sigma_\\varepsilon^2}{n - d - 1}\\operatorname{tr}(F_\\star^\\top F_\\star)^{-1}\\operatorname{tr}(P_\\perp\\Sigma^{-1}P_\\perp)$, to first order in $\\sigma_\\varepsilon^2$ and exactly in $n$ and $d$; here $n/\\sigma_\\varepsilon^2$ times that, at $\\sigma_\\varepsilon^2 = 10^{-8}$.",
  assumptions,
  source: { reference: `A consequence of algorithm (8) of ${paper}`, status: "new" },
  experiment: stationaryExperiment,
  grid: [
    { ...little, covariance: haar(10), head: { kind: "log-spaced", condition: 1 }, eta: 0.5 },
    { ...little, ...anisotropic },
  ],
  sizes: [20, 25],
  atBudget: { quick: { grid: [{ ...little, ...anisotropic }] } },
  test: {
    observable: "scaledSquare",
    formula: {
      ...noiseFloor,
      variants: [
        {
          why: "$n - d$ in the place of $n - d - 1$: right for $n \\gg d$ alone",
          expression: "eta / (2 - eta) * headTrace * inputsTrace / (1 - d * r)",
        },
        {
          why: "$n$ in the place of $n - d - 1$, as if $\\widehat\\Sigma$ were $\\Sigma$",
          expression: "eta / (2 - eta) * headTrace * inputsTrace",
        },
        { why: "the noise of one step alone", expression: "eta^2 * headTrace * inputsTrace / (1 - (d + 1) * r)" },
        {
          why: "the factor of a continuous time: $\\eta/2$",
          expression: "eta / 2 * headTrace * inputsTrace / (1 - (d + 1) * r)",
        },
      ],
    },
    margin: { relative: 0.08 },
    ...exactAtEverySize,
  },
  controls: [
    {
      id: "much-noise",
      why: "$\\sigma_\\varepsilon^2 = 1$ with small batches, where distances are near their largest and first order says nothing",
      expected: "refuted",
      grid: [
        { ...shape, covariance: haar(10), head: { kind: "log-spaced", condition: 1 }, eta: 0.5, noiseVariance: 1 },
      ],
      atBudget: { quick: { grid: [{ ...shape, ...anisotropic, noiseVariance: 1 }] } },
    },
  ],
});
