import type { EstimateAt, Exhibit, ExhibitTable } from "asymptopia";
import { type NetworkTransferParameters, networkTransferExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { networkCaption } from "./network-exhibit.ts";

const exponents = [-1, -0.5, 0, 0.5];
const hidden = 150;
const replicates = 16;

const targets = [
  { target: "inverted-teacher", title: "the same inputs, inverted teacher", noiseRatio: 0.2 },
  { target: "other-case", title: "the other case's inputs and teacher", noiseRatio: 0.2 },
] as const;

const points = targets.flatMap(({ target, noiseRatio }) =>
  exponents.map((exponent) => ({
    point: networkTransferExperiment.parameters.parse({
      target,
      noiseRatio,
      steps: 4000,
      testSamples: 2000,
      method: { kind: "covariance", exponent, learningRate: 0.01 },
    }),
    size: hidden,
    replicates,
  })),
);

const entries = [
  { observable: "highToHigh", source: "high", target: "high" },
  { observable: "highToLow", source: "high", target: "low" },
  { observable: "lowToHigh", source: "low", target: "high" },
  { observable: "lowToLow", source: "low", target: "low" },
  { observable: "worstTransfer", source: "worse of the two transfers", target: "" },
];

const at = (kind: number, exponent: number) => kind * exponents.length + exponent;

function matrix(kind: number, estimate: EstimateAt): ExhibitTable {
  return {
    title: `Test error of the probe, ${targets[kind].title}`,
    columns: ["source", "target", ...exponents.map((exponent) => `p = ${exponent}`)],
    rows: entries.map(({ observable, source, target }) => [
      source,
      target,
      ...exponents.map((_, i) => estimate(at(kind, i), observable).mean),
    ]),
  };
}

const exhibit: Exhibit<NetworkTransferParameters> = {
  kind: "exhibit",
  id: "transfer-matrix",
  title: "Forward transfer: source, exponent and target",
  caption: [
    "The first layer is trained on Case High or on Case Low at $\\mathrm{SNR} = 5$, frozen, and probed by centred ridge regression with $n\\lambda$, $\\lambda = 10^{-3}$, on new points: of the same case, and of the other teacher, either on the same inputs (the teacher inverted) or with the other case's inputs as well. On the same inputs the worse of the two transfers is best at $p = -1$, and from low to high alone $p = 0$ is better. With the other case's inputs the variances that the first layer was trained on are exchanged, and hardly anything is transferred from high to low at any $p$.",
    `${networkCaption} Here $h = ${hidden}$ in the place of the paper's $500$, 4,000 steps of $0.01$, 2,000 test points, ${replicates} replicates.`,
  ].join("\n\n"),
  reference: `Section 5 of ${paper}`,
  experiment: networkTransferExperiment,
  points,
  draw: (estimate) => [
    {
      name: "transfer",
      title: "Test error of the probe against the exponent of the training before",
      data: {
        xLabel: "exponent p",
        yLabel: "test error of the probe",
        xScale: "linear",
        yScale: "linear",
        panels: targets.map(({ title }, kind) => ({
          title,
          series: entries.slice(0, 4).map(({ observable, source, target }) => {
            const means = exponents.map((x, i) => ({ x, ...estimate(at(kind, i), observable) }));
            return {
              name: `${source} → ${target}`,
              curve: [],
              points: means.map(({ x, mean, interval }) => ({ x, estimate: mean, interval })),
            };
          }),
        })),
      },
    },
  ],
  tabulate: (estimate) => targets.map((_, kind) => matrix(kind, estimate)),
};

export default exhibit;
