import type { Exhibit, ExhibitPoint } from "asymptopia";
import { type OwnSettingParameters, ownSettingLawsExperiment, recordedSteps } from "asymptopia/simulation";
import { paper } from "../paper.ts";

const samples = 200;
const replicates = 6;
const setting = { hidden: 50, steps: 600, records: 60 };

const panels = [
  { title: "Kaiming-uniform, p = −1", start: "kaiming-uniform", exponent: -1 },
  { title: "P-isotropic, p = −1", start: "p-isotropic", exponent: -1 },
  { title: "Kaiming-uniform, p = 0.5", start: "kaiming-uniform", exponent: 0.5 },
  { title: "P-isotropic, p = 0.5", start: "p-isotropic", exponent: 0.5 },
] as const;

const points: ExhibitPoint<OwnSettingParameters>[] = panels.map(({ start, exponent }) => ({
  point: ownSettingLawsExperiment.parameters.parse({ ...setting, start, exponent }),
  size: samples,
  replicates,
}));

const sides = [
  ["on X", "lossTrajectoryLeft"],
  ["on X′", "lossTrajectoryRight"],
] as const;

const exhibit: Exhibit<OwnSettingParameters> = {
  kind: "exhibit",
  id: "own-setting-start",
  title: "How far the paper's own initialisation breaks Theorem 1",
  caption: [
    `Training loss on inputs $X$ and on $X' = P^{-1/2}QP^{1/2}X$, which share the Gram matrix $X^\\top PX$, from independent starts: with the paper's Kaiming-uniform start the curves differ, with a $P$-isotropic start of the same size they are the same in law. Means of ${replicates} draws with their range.`,
    `The paper's synthetic experiment, Case High, weight decay included: $d = 10$, $n = ${samples}$, step 0.01, signal-to-noise ratio 10; ${setting.hidden} hidden units in the place of 500, and ${setting.steps} of the 10,000 steps.`,
  ].join("\n\n"),
  reference: `the settings of the experiments of ${paper}, as far as the authors' code shows them`,
  experiment: ownSettingLawsExperiment,
  points,
  draw(_, spread) {
    return [
      {
        name: "loss",
        title: "Training loss",
        data: {
          xLabel: "step",
          yLabel: "mean square on the training set",
          xScale: "linear",
          yScale: "log",
          panels: panels.map(({ title }, panel) => ({
            title,
            series: sides.map(([name, observable]) => {
              const { mean, smallest, largest } = spread(panel, observable);
              const at = recordedSteps(points[panel].point);
              return {
                name,
                curve: at.map((t, j) => [t, mean[j]] as const),
                band: at.map((t, j) => [t, smallest[j], largest[j]] as const),
                points: [],
              };
            }),
          })),
        },
      },
    ];
  },
};

export default exhibit;
