import type { Exhibit, ExhibitFigure } from "asymptopia";
import { type SignFlipParameters, signFlipExperiment } from "asymptopia/simulation";
import { populationReadout } from "asymptopia/theory";
import { paper } from "../paper.ts";
import { fewInputs, signFlipAssumptions, signFlipSetting } from "./sign-flip-model.ts";

const samples = 2000;
const replicates = 16;

const panels = [
  { title: "time 1", time: 1 },
  { title: "time 30", time: 30 },
  { title: "converged", time: "converged" },
] as const;

const exponents = [-2.5, -2, -1.75, -1.5, -1.25, -1, -0.75, -0.5, 0, 0.5];

const points = panels.flatMap(({ time }) =>
  exponents.map((exponent) => ({
    point: signFlipExperiment.parameters.parse({ ...fewInputs, readout: { exponent, time } }),
    size: samples,
    replicates,
  })),
);

const shown = [
  { observable: "accuracy", name: "in distribution" },
  { observable: "oodAccuracy", name: "spurious sign flipped" },
] as const;

const exhibit: Exhibit<SignFlipParameters> = {
  kind: "exhibit",
  id: "ood-accuracy",
  title: "Accuracy in and out of distribution against the preconditioner's exponent: a sign-flip problem",
  caption: [
    `${signFlipAssumptions.join("; ")}. $d = ${fewInputs.inputs}$, $n = ${samples}$, gradient flow without ridge. Curves: infinitely many samples; points: means of ${replicates} replicates with 99 % intervals.`,
    "Early, an exponent above $-1$ reads the spurious feature of high variance, and one below it the eigenvector of the smallest eigenvalue, which is the invariant feature **less its regression on the spurious one**: better after the flip than the invariant feature alone, whose accuracy is $\\Phi(1.25) = 0.894$ at either time, and for that worse in distribution. $p = -1$ is least squares at all times. At convergence the exponent does not matter.",
  ].join("\n\n"),
  reference: `out-of-distribution experiment of ${paper}`,
  experiment: signFlipExperiment,
  points,
  draw(estimate): readonly ExhibitFigure[] {
    const fine = Array.from({ length: 121 }, (_, i) => -2.5 + i / 40);
    return [
      {
        name: "accuracy",
        title: "Accuracy against the exponent",
        data: {
          xLabel: "exponent p of P = Σ^p",
          yLabel: "accuracy",
          xScale: "linear",
          panels: panels.map(({ title, time }, panel) => ({
            title,
            series: shown.map(({ observable, name }) => ({
              name,
              curve: fine.map((exponent) => {
                const { point } = points[panel * exponents.length];
                const path = { exponent, lambda: 0, time, steps: null };
                return [exponent, populationReadout(signFlipSetting(point), path)[observable].value] as const;
              }),
              points: exponents.map((x, i) => {
                const { mean, interval } = estimate(panel * exponents.length + i, observable);
                return { x, estimate: mean, interval };
              }),
            })),
          })),
        },
      },
    ];
  },
};

export default exhibit;
