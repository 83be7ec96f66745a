import type { Exhibit, ExhibitPoint } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import { averagedReadoutExperiment, type ReadoutParameters } from "asymptopia/simulation";
import { gradientFlowRisk, ridgeRisk } from "asymptopia/theory";
import { paper, threeAtoms } from "./readout-model.ts";

const replicates = 16;
const size = 96;
const noiseVariance = 0.5;
const exponents = [-1.5, -1, -0.5, 0, 0.5];
const simulated = [0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000];
const fine = Array.from({ length: 73 }, (_, i) => 10 ** (-1.75 + i / 15));

const population = parsePopulation(threeAtoms);

const panels = [
  { phi: 2, alignment: 1, title: "φ = 2, teacher on large variances (a = 1)" },
  { phi: 2, alignment: -1, title: "φ = 2, teacher on small variances (a = −1)" },
  { phi: 0.5, alignment: 1, title: "φ = ½, a = 1" },
  { phi: 0.5, alignment: -1, title: "φ = ½, a = −1" },
] as const;

const shown = panels.flatMap((panel) =>
  exponents.flatMap((exponent) => simulated.map((time) => ({ panel, exponent, time }))),
);

const points = shown.map(({ panel: { phi, alignment }, exponent, time }): ExhibitPoint<ReadoutParameters> => {
  const point = { population: threeAtoms, phi, noiseVariance, normalization: "unit-signal", alignment, exponent, time };
  return { point: averagedReadoutExperiment.parameters.parse(point), size, replicates };
});

const exhibit: Exhibit<ReadoutParameters> = {
  kind: "exhibit",
  id: "learning-curves",
  title: "Test risk along preconditioned gradient flow",
  caption: [
    `Gradient flow of half the mean of squares from $0$, with $P = \\Sigma^p$, on $y = \\theta^\\top x + \\varepsilon$, $\\theta_i^2 \\propto \\tau_i^{2a}$ with $\\theta^\\top\\Sigma\\theta = 1$, $\\sigma^2 = ${noiseVariance}$, eigenvalues ¼, 1 and 3 of $\\Sigma$ in the ratio 2 : 1 : 1. Curves are the limit of \`pf/gradient-flow-risk\`, contour integrals; points are means over ${replicates} draws with the smaller of $n$ and $d$ equal to ${size}, averaged exactly over label noise and the signs of the teacher.`,
    "Time is that of each preconditioned flow: its unit, an inverse eigenvalue of $\\Sigma^{1+p}$, depends on $p$. For $\\varphi < 1$ all exponents end in least squares, $\\sigma^2/(1-\\varphi) = 1$, and only the way there depends on $p$; for $\\varphi > 1$ they end in different interpolators. Where the teacher lies on large variances, larger exponents reach the lower minimum on the way, and the smaller ones do where it lies on small variances.",
  ].join("\n\n"),
  reference: `The setting of ${paper}, in the linear readout`,
  experiment: averagedReadoutExperiment,
  points,
  draw: (estimate) => [
    {
      name: "curves",
      title: "Test risk against the time of gradient flow",
      data: {
        xLabel: "time t",
        yLabel: "test risk",
        xScale: "log",
        yScale: "log",
        panels: panels.map((panel) => ({
          title: panel.title,
          series: exponents.map((exponent) => ({
            name: `p = ${exponent}`,
            curve: fine.map((time) => {
              const { phi, alignment } = panel;
              const setting = {
                population,
                phi,
                exponent,
                alignment,
                normalization: "unit-signal",
                noiseVariance,
              } as const;
              return [time, gradientFlowRisk({ ...setting, time }).risk.value] as const;
            }),
            points: shown.flatMap((place, i) => {
              if (place.panel !== panel || place.exponent !== exponent) return [];
              const { mean, interval } = estimate(i, "risk");
              return [{ x: place.time, estimate: mean, interval }];
            }),
          })),
        })),
      },
    },
  ],
  tabulate: () => [
    {
      title: "Where theory's curves have their minimum, and where they end",
      columns: ["φ", "a", "p", "least risk", "at t", "risk at the end"],
      rows: panels.flatMap(({ phi, alignment }) =>
        exponents.map((exponent) => {
          const setting = {
            population,
            phi,
            exponent,
            alignment,
            normalization: "unit-signal",
            noiseVariance,
          } as const;
          const risks = fine.map((time) => gradientFlowRisk({ ...setting, time }).risk.value);
          const least = Math.min(...risks);
          const end = ridgeRisk({ ...setting, lambda: 0 }).risk.value;
          return [phi, alignment, exponent, least, fine[risks.indexOf(least)], end];
        }),
      ),
    },
  ],
};

export default exhibit;
