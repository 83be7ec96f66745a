import type { Exhibit, ExhibitPoint } from "asymptopia";
import { type InputMapParameters, inputMapGapExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { type AdaptiveMethod, adaptiveDefinitions, adaptivePoint } from "./adaptive-gap-model.ts";

const shown: readonly (readonly [AdaptiveMethod, string])[] = [
  ["adam", "Adam"],
  ["adahessian", "AdaHessian"],
  ["shampoo", "Shampoo"],
  ["muon", "Muon"],
  ["kfac", "KFAC, damping 0.1"],
  ["undampedKfac", "KFAC, undamped"],
];

const panels = [
  ["rotation", "X′ = QX"],
  ["linear", "X′ = P′^(−1/2) Q P^(1/2) X"],
] as const;

const steps = 120;
const inputs = 10;
const replicates = 8;

const points: ExhibitPoint<InputMapParameters>[] = panels.flatMap(([transformation]) =>
  shown.map(([method]) => ({
    point: adaptivePoint(method, transformation, { phi: 0.25, hidden: 8, steps, learningRate: 0.01 }),
    size: inputs,
    replicates,
  })),
);

const exhibit: Exhibit<InputMapParameters> = {
  kind: "exhibit",
  id: "adaptive-gap",
  title: "How far adaptive methods are from seeing the Gram matrix alone, over training",
  caption: [
    `The relative gap of $Z$ and $\\theta_{2:L}$ between training on $X$ and on transformed inputs with the start transformed along: the mean over ${replicates} networks, with the range from the smallest to the largest. Under a rotation, which leaves $X^\\top X$, KFAC, Shampoo and Muon stay at rounding (10⁻¹⁶, amplified along training) and Adam and AdaHessian depart at once; under a general linear map, which leaves no more than the row space, undamped KFAC alone stays. AdaHessian divides by Hessian entries that may be nearly 0, and its runs move far.`,
    `$d = ${inputs}$, $n = 40$, a tanh network of 8 hidden units, $N(0, 1)$ inputs and labels, ${steps} steps of 0.01 in all methods; $P$ and $P'$ have condition number 10. ${adaptiveDefinitions.join("; ")}.`,
  ].join("\n\n"),
  reference: `the open question on adaptive preconditioners of ${paper}`,
  experiment: inputMapGapExperiment,
  points,
  draw(_, spread) {
    return [
      {
        name: "gap",
        title: "Relative gap between coupled runs",
        data: {
          xLabel: "step",
          yLabel: "relative gap",
          xScale: "linear",
          yScale: "log",
          panels: panels.map(([, title], panel) => ({
            title,
            series: shown.map(([, name], i) => {
              const { mean, smallest, largest } = spread(panel * shown.length + i, "gapTrajectory");
              return {
                name,
                curve: Array.from(mean, (value, t) => [t, value] as const),
                band: Array.from(mean, (_value, t) => [t, smallest[t], largest[t]] as const),
                points: [],
              };
            }),
          })),
        },
      },
    ];
  },
  tabulate(estimate) {
    return [
      {
        title: "At the end",
        columns: ["method", "transformation", "relative gap", "training loss"],
        rows: panels.flatMap(([, title], panel) =>
          shown.map(([, name], i) => [
            name,
            title,
            estimate(panel * shown.length + i, "finalGap").mean,
            estimate(panel * shown.length + i, "finalLoss").mean,
          ]),
        ),
      },
    ];
  },
};

export default exhibit;
