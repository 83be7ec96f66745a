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
    "The index of the teacher has $\\theta_i^2 \\propto \\tau_i^{2a}$ in the eigenbasis of $\\Sigma$, whose eigenvalues are log-spaced from $10$ to $0.1$. The best exponent rises with the alignment. Of the linear readout with a tuned ridge it is $2a$; here nothing is tuned, and yet at $\\mathrm{SNR} = 1$ the least mean test error is where $2a$ would have it, as far as exponents reach: at $-\\frac32$, $-1$, $0$, $\\frac12$, $\\frac12$.",
    `${networkCaption} Here $h = ${hidden}$, 2,000 steps of $0.01$, 2,000 test points, ${replicates} replicates.`,
  ].join("\n\n"),
  reference: `Sections 4 and 5 of ${paper}`,
  experiment: networkTrainingExperiment,
  points: points.map(({ point }) => point),
  draw: (_, spread) => [
    {
      name: "test-error",
      title: "Test error against the exponent",
      data: {
        xLabel: "exponent p",
        yLabel: "test error",
        xScale: "linear",
        yScale: "log",
        panels: testErrorPanels(points, spread),
      },
    },
  ],
  tabulate: (estimate) => testErrorTables(points, estimate, "alignment", "p ="),
};

export default exhibit;
