import type { Exhibit } from "asymptopia";
import { type NetworkTrainingParameters, networkTrainingExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { networkCaption, type Shown, shown, testErrorPanels, testErrorTables } from "./network-exhibit.ts";

const ratios = [1, 3, 10];
const hidden = 300;
const replicates = 3;
const steps = 4000;

const arms = [
  {
    name: "covariance",
    exponents: [-1, -0.5, 0, 0.5],
    method: (exponent: number) => ({ kind: "covariance", exponent, learningRate: 0.01 }),
    setting: { steps },
  },
  {
    name: "AdaHessian",
    exponents: [-1, -0.5, 0],
    method: (exponent: number) => ({ kind: "adahessian", exponent, learningRate: 0.01 }),
    setting: { steps: 2000, initialScale: 0.1 },
  },
];

const cases = [
  { title: "Case High", teacher: { kind: "high" } },
  { title: "Case Low", teacher: { kind: "low" } },
];

const points: readonly Shown[] = arms.flatMap(({ name, exponents, method, setting }) =>
  cases.flatMap(({ title, teacher }) =>
    exponents.flatMap((exponent) =>
      ratios.map((ratio) =>
        shown(
          `${title}, ${name}`,
          `p = ${exponent}`,
          ratio,
          { ...setting, teacher, noiseRatio: 1 / ratio, testSamples: 2000, method: method(exponent) },
          hidden,
          replicates,
        ),
      ),
    ),
  ),
);

const exhibit: Exhibit<NetworkTrainingParameters> = {
  kind: "exhibit",
  id: "noise-robustness",
  title: "Test error of trained networks against the signal-to-noise ratio, for several exponents",
  caption: [
    `Case High and Case Low with powers of the population covariance ($${steps}$ steps of $0.01$) and with AdaHessian's on every layer ($2000$ steps of $0.01$ from $0.1$ times Kaiming's law, exact diagonal of the Hessian). With the teacher on top of the spectrum larger $p$ resists noise, and differences shrink with it; with the teacher below, smaller $p$ does, and large $p$ has not even learnt the teacher at $\\mathrm{SNR} = 10$. With AdaHessian at this width there is no order in Case Low at $\\mathrm{SNR} = 1$, where networks overfit alike, and in Case High the first steps at $p = -1$, relative to a curvature that is next to nothing, do lasting damage.`,
    `${networkCaption} Here $h = ${hidden}$ in the place of the paper's $500$, 2,000 test points, ${replicates} replicates.`,
  ].join("\n\n"),
  reference: `Section 5 of ${paper}`,
  experiment: networkTrainingExperiment,
  points: points.map(({ point }) => point),
  draw: (_, spread) => [
    {
      name: "test-error",
      title: "Test error against SNR",
      data: {
        xLabel: "signal-to-noise ratio",
        yLabel: "test error",
        xScale: "log",
        yScale: "log",
        panels: testErrorPanels(points, spread),
      },
    },
  ],
  tabulate: (estimate) => testErrorTables(points, estimate, "exponent", "SNR"),
};

export default exhibit;
