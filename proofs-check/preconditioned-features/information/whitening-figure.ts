import type { Exhibit, ExhibitPoint } from "asymptopia";
import { type ReadoutErrorParameters, readoutErrorExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { converged } from "./whitening-erases.ts";

const inputs = 100;
const replicates = 40;
const noiseVariance = 0.1;
const testShare = 0.25;
const earlySteps = 20;

const trainShares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.25, 1.5, 2, 2.5, 3, 4];

interface Shown {
  readonly name: string;
  readonly exponent: number;
  readonly covariance: "train" | "train-and-test";
  readonly steps: number;
}

const settings: readonly Shown[] = [
  { name: "p = −1", exponent: -1, covariance: "train", steps: earlySteps },
  { name: "p = −0.5", exponent: -0.5, covariance: "train", steps: earlySteps },
  { name: "p = 0", exponent: 0, covariance: "train", steps: earlySteps },
  { name: "p = 0.5", exponent: 0.5, covariance: "train", steps: earlySteps },
];

interface Panel {
  readonly title: string;
  readonly observable: "risk" | "testError";
  readonly settings: readonly Shown[];
}

const panels: readonly Panel[] = [
  {
    title: "at convergence",
    observable: "risk",
    settings: settings.map((setting) => ({ ...setting, steps: converged })),
  },
  { title: `after ${earlySteps} steps`, observable: "risk", settings },
  {
    title: "whitening by which inputs",
    observable: "testError",
    settings: [
      { name: "training inputs", exponent: -1, covariance: "train", steps: converged },
      { name: "training and test inputs", exponent: -1, covariance: "train-and-test", steps: converged },
    ],
  },
];

const series = panels.flatMap((panel) => panel.settings);

const points: ExhibitPoint<ReadoutErrorParameters>[] = series.flatMap(({ exponent, covariance, steps }) =>
  trainShares.map((trainShare) => ({
    point: readoutErrorExperiment.parameters.parse({
      trainShare,
      testShare,
      covariance,
      exponent,
      steps,
      noiseVariance,
    }),
    size: inputs,
    replicates,
  })),
);

/** The limit of the minimum-norm interpolator's and, beyond n = d, of least squares' test error. */
export function ridgelessError(gamma: number): number {
  return gamma < 1 ? 1 - gamma + noiseVariance / (1 - gamma) : noiseVariance / (1 - 1 / gamma);
}

const curve = Array.from({ length: 400 }, (_, i) => 0.1 * 40 ** (i / 399))
  .filter((gamma) => Math.abs(gamma - 1) > 0.05)
  .map((gamma) => [gamma, ridgelessError(gamma)] as const);

const exhibit: Exhibit<ReadoutErrorParameters> = {
  kind: "exhibit",
  id: "whitening",
  title: "What whitening does to the test error of a linear readout",
  caption: [
    "The test error of a linear readout trained by gradient descent with $P = (XX^\\top)^p$. The curve is the exact limit of the ridgeless readout, $1 - \\gamma + \\sigma_\\varepsilon^2/(1 - \\gamma)$ for $\\gamma = n/d < 1$ and $\\sigma_\\varepsilon^2/(1 - 1/\\gamma)$ beyond. At convergence it is that of every $p$, whitening ($p = -1$) included, which is far from erasing anything about test labels; early, $p$ decides how far training has come. The last panel whitens by training and test inputs together: for $n + n_t \\le d$ predictions are 0 and the error is that of chance, $1 + \\sigma_\\varepsilon^2$; beyond, the test inputs can no longer be made orthogonal to the training inputs and the error falls.",
    `$d = ${inputs}$, $n_t = ${testShare * inputs}$, $x \\sim N(0, I)$, $y = \\theta^\\top x + \\varepsilon$, $\\Vert\\theta\\Vert = 1$, $\\sigma_\\varepsilon^2 = ${noiseVariance}$; steps of 1 over the largest eigenvalue of $X^\\top PX$; points are means over ${replicates} draws, of the expected error on a fresh sample in the first two panels and of that on the $n_t$ whitened ones in the third.`,
  ].join("\n\n"),
  reference: `Wadia et al. 2021, on whitening, in the setting of Theorem 2 of ${paper}`,
  experiment: readoutErrorExperiment,
  points,
  draw(estimate) {
    let first = 0;
    return [
      {
        name: "test-error",
        title: "Test error against samples per input",
        data: {
          xLabel: "n/d",
          yLabel: "test error",
          xScale: "log",
          yScale: "log",
          panels: panels.map((panel) => ({
            title: panel.title,
            series: panel.settings.map(({ name }, i) => {
              const offset = first;
              first += trainShares.length;
              return {
                name,
                curve: i === 0 ? curve : [],
                points: trainShares.map((x, j) => {
                  const { mean, interval } = estimate(offset + j, panel.observable);
                  return { x, estimate: mean, interval };
                }),
              };
            }),
          })),
        },
      },
    ];
  },
};

export default exhibit;
