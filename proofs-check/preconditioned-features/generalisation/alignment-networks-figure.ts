import type { Exhibit } from "asymptopia";
import { type NetworkTrainingParameters, networkTrainingExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { networkCaption, type Shown, shown, testErrorPanels, testErrorTables } from "./network-exhibit.ts";

const exponents = [-1.5, -1, -0.5, 0, 0.5];
const alignments = [-1, -0.5, 0, 0.5, 1];
const hidden = 64;
const replicates = 12;

const points: readonly Shown[] = [1, 10].flatMap((ratio) =>
  alignments.flatMap((alignment) =>
    exponents.map((exponent) =>
      shown(
        `SNR = ${ratio}`,
        `a = ${alignment}`,
        exponent,
        {
          steps: 2000,
          teacher: { kind: "aligned", alignment },
          noiseRatio: 1 / ratio,
          testSamples: 2000,
          method: { kind: "covariance", exponent, learningRate: 0.01 },
        },
        hidden,
        replicates,
      ),
    ),
  ),
);

const exhibit: Exhibit<NetworkTrainingParameters> = {
  kind: "exhibit",
  id: "alignment-networks",
  title: "Test error of trained networks against the exponent, for several alignments of the teacher",
  caption: [
    "The index of the teacher has $\\theta_i^2 \\propto \\tau_i^{2a}$ in the eigenbasis of $\\Sigma$, whose eigenvalues are log-spaced from $10$ to $0.1$. The best exponent rises with the alignment, as that of the linear readout does, which is $2a$ where the ridge is tuned; here nothing is, and the numbers need not be the same.",
    `${networkCaption} Here $h = ${hidden}$, 2,000 steps of $0.01$, 2,000 test points, ${replicates} replicates.`,
  ].join("\n\n"),
  reference: `Sections 4 and 5 of ${paper}`,
  experiment: networkTrainingExperiment,
  points: points.map(({ point }) => point),
  draw: (estimate) => [
    {
      name: "test-error",
      title: "Test error against the exponent",
      data: {
        xLabel: "exponent p",
        yLabel: "test error",
        xScale: "linear",
        yScale: "log",
        panels: testErrorPanels(points, estimate),
      },
    },
  ],
  tabulate: (estimate) => testErrorTables(points, estimate, "alignment", "p ="),
};

export default exhibit;
