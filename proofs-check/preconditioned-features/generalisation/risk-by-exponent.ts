import type { Exhibit, ExhibitFigure, ExhibitPoint } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import { averagedReadoutExperiment, type ReadoutParameters } from "asymptopia/simulation";
import { optimalExponent, ridgeRisk, tunedRidge } from "asymptopia/theory";
import { geometric, paper } from "./readout-model.ts";

const replicates = 16;
const samples = 96;
const phi = 2;
const noiseVariance = 0.1;
const alignments = [-0.5, 0, 0.5, 1];
const simulated = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];
const fine = Array.from({ length: 29 }, (_, i) => -1.5 + i / 8);

const population = parsePopulation(geometric);
const setting = { population, phi, noiseVariance, normalization: "unit-signal" as const };

/** What the ridge is at an exponent, and how a panel says so. */
interface Tuning {
  readonly title: string;
  lambda(exponent: number, alignment: number): number;
}

const tunings: readonly Tuning[] = [
  {
    title: "ridge tuned for each exponent",
    lambda: (exponent, alignment) => tunedRidge({ ...setting, exponent, alignment }).lambda.value,
  },
  { title: "λ = 0.1", lambda: () => 0.1 },
  { title: "no ridge", lambda: () => 0 },
];

const shown = tunings.flatMap((tuning) =>
  alignments.flatMap((alignment) => simulated.map((exponent) => ({ tuning, alignment, exponent }))),
);

const points = shown.map(({ tuning, alignment, exponent }): ExhibitPoint<ReadoutParameters> => {
  const point = { population: geometric, phi, noiseVariance, normalization: "unit-signal", alignment, exponent };
  const lambda = tuning.lambda(exponent, alignment);
  return { point: averagedReadoutExperiment.parameters.parse({ ...point, lambda }), size: samples, replicates };
});

function byExponent(estimate: Parameters<Exhibit<ReadoutParameters>["draw"]>[0]): ExhibitFigure {
  return {
    name: "risk",
    title: `Test risk against the exponent, φ = ${phi}, σ² = ${noiseVariance}`,
    data: {
      xLabel: "exponent p of the preconditioner Σ^p",
      yLabel: "test risk",
      xScale: "linear",
      yScale: "log",
      panels: tunings.map((tuning) => ({
        title: tuning.title,
        series: alignments.map((alignment) => ({
          name: `a = ${alignment}`,
          curve: fine.map((exponent) => {
            const lambda = tuning.lambda(exponent, alignment);
            return [exponent, ridgeRisk({ ...setting, exponent, alignment, lambda }).risk.value] as const;
          }),
          points: shown.flatMap((place, i) => {
            if (place.tuning !== tuning || place.alignment !== alignment) return [];
            const { mean, interval } = estimate(i, "risk");
            return [{ x: place.exponent, estimate: mean, interval }];
          }),
        })),
      })),
    },
  };
}

const noises = [0.01, 0.1, 1];
const mapped = Array.from({ length: 20 }, (_, i) => -0.75 + i / 8);

function map(): ExhibitFigure {
  const ridges = [
    { title: "ridge tuned for each exponent: p⋆ = 2a", lambda: "tuned" },
    { title: "λ = 0.1", lambda: 0.1 },
    { title: "no ridge", lambda: 0 },
  ] as const;
  return {
    name: "best-exponent",
    title: `The best exponent against the alignment of the teacher, φ = ${phi}`,
    data: {
      xLabel: "alignment a of the teacher",
      yLabel: "best exponent p⋆",
      xScale: "linear",
      panels: ridges.map(({ title, lambda }) => ({
        title,
        series: noises.map((variance) => ({
          name: `σ² = ${variance}`,
          curve: mapped.map((alignment) => {
            const at = { ...setting, noiseVariance: variance, alignment, lambda };
            return [alignment, optimalExponent(at).exponent.value] as const;
          }),
          points: [],
        })),
      })),
    },
  };
}

const exhibit: Exhibit<ReadoutParameters> = {
  kind: "exhibit",
  id: "risk-by-exponent",
  title: "Test risk of a linear readout against the exponent of its preconditioner",
  caption: [
    `*First figure*: training with $P = \\Sigma^p$ on $y = \\theta^\\top x + \\varepsilon$, $\\theta_i^2 \\propto \\tau_i^{2a}$ with $\\theta^\\top\\Sigma\\theta = 1$, $\\sigma^2 = ${noiseVariance}$, eigenvalues of $\\Sigma$ log-uniform on $[0.1, 10]$, $\\varphi = ${phi}$. Curves are the limit of \`pf/ridge-risk\`; points are means over ${replicates} draws of $n = ${samples}$ samples of $d = ${phi * samples}$ inputs, averaged exactly over label noise and the signs of the teacher, with 99 % intervals. With the ridge that is best for each exponent and alignment the minima are at $p = 2a$. With a fixed ridge, or none, they are elsewhere; $a = -\\frac12$ has its at $p = -1$ without a ridge too.`,
    "*Second figure*: the best exponent in $[-4, 4]$, by theory. At a fixed ridge or none it mostly rises with the alignment, and noise flattens it; without a ridge and with little noise it falls again beyond $a = 1$. All curves of the last panel pass through $(-\\frac12, -1)$.",
    "Linear readouts alone: no trained network is on these axes. Finite sizes add a bias of order $1/d$, a few per cent where there is no ridge.",
  ].join("\n\n"),
  reference: `The hypothesis of ${paper} on the teacher's alignment, in the linear readout`,
  experiment: averagedReadoutExperiment,
  points,
  draw: (estimate) => [byExponent(estimate), map()],
  tabulate: () => [
    {
      title: "The best exponent without a ridge, φ = 2",
      columns: ["a", ...noises.map((variance) => `σ² = ${variance}`)],
      rows: [-0.5, 0, 0.5, 1, 1.5].map((alignment) => [
        alignment,
        ...noises.map(
          (variance) => optimalExponent({ ...setting, noiseVariance: variance, alignment, lambda: 0 }).exponent.value,
        ),
      ]),
    },
  ],
};

export default exhibit;
