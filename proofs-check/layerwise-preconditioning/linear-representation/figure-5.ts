import type { Exhibit, ExhibitPoint } from "asymptopia";
import { type AlgorithmSpecification, type TrainingParameters, trainingExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { paperInputs, trainingCaption } from "./training-exhibit.ts";
import { anisotropic } from "./training-model.ts";

const kinds = ["kfac", "dfw", "adam", "sgd", "amgd"] as const;
const names = { kfac: "KFAC", dfw: "DFW", adam: "Adam", sgd: "SGD", amgd: "AMGD" } as const;

/** Half decades from 1e-5 to 1. */
const rates = [1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1];

/** Up to this distance a learning rate counts as one that works. */
const near = 0.1;

const replicates = 4;

const points: readonly ExhibitPoint<TrainingParameters>[] = kinds.flatMap((kind) =>
  rates.map((learningRate) => ({
    point: trainingExperiment.parameters.parse({
      covariance: anisotropic(1000),
      batches: "moments",
      algorithm: { kind, learningRate } satisfies AlgorithmSpecification,
    }),
    size: paperInputs,
    replicates,
  })),
);

const pointAt = (kind: number, rate: number): number => kind * rates.length + rate;

const exhibit: Exhibit<TrainingParameters> = {
  kind: "exhibit",
  id: "figure-5",
  title: "Figure 5: subspace distance against the learning rate",
  caption: [
    `Distance after 1,000 iterations at the learning rates of $\\{1, 3\\} \\times 10^{-5}, \\dots, 1$, high anisotropy, Gaussian inputs, 1 for runs that diverge. KFAC has the widest range of learning rates that work, and $\\eta_G = 1$, its natural step, is not the best one: the noise floor grows with $\\eta_G$. Natural gradient descent is left out.`,
    trainingCaption,
  ].join("\n\n"),
  reference: `Figure 5 of ${paper}`,
  experiment: trainingExperiment,
  points,
  draw: (_, spread) => [
    {
      name: "sweep",
      title: "Distance after 1,000 iterations",
      data: {
        xLabel: "learning rate",
        yLabel: "subspace distance",
        xScale: "log",
        yScale: "log",
        panels: [
          {
            title: "",
            series: kinds.map((kind, i) => {
              const at = rates.map((rate, j) => {
                const { mean, smallest, largest } = spread(pointAt(i, j), "distanceTrajectory");
                const end = mean.length - 1;
                return { rate, mean: mean[end], low: smallest[end], high: largest[end] };
              });
              return {
                name: names[kind],
                curve: at.map(({ rate, mean }) => [rate, mean] as const),
                band: at.map(({ rate, low, high }) => [rate, low, high] as const),
                points: [],
              };
            }),
          },
        ],
      },
    },
  ],
  tabulate: (estimate) => [
    {
      title: "Mean distance by learning rate",
      columns: ["learning rate", ...kinds.map((kind) => names[kind])],
      rows: rates.map((rate, j) => [rate, ...kinds.map((_, i) => estimate(pointAt(i, j), "distance").mean)]),
    },
    {
      title: `Learning rates with a mean distance of at most ${near}`,
      columns: ["method", "learning rates"],
      rows: kinds.map((kind, i) => {
        const working = rates.filter((_, j) => estimate(pointAt(i, j), "distance").mean <= near);
        return [names[kind], working.length === 0 ? "none" : working.join(", ")];
      }),
    },
    {
      title: "Share of runs that diverged",
      columns: ["learning rate", ...kinds.map((kind) => names[kind])],
      rows: rates.map((rate, j) => [rate, ...kinds.map((_, i) => estimate(pointAt(i, j), "diverged").mean)]),
    },
  ],
};

export default exhibit;
