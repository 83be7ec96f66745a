import type { Exhibit, ExhibitPoint } from "asymptopia";
import { type IterationsParameters, iterationsExperiment } from "asymptopia/simulation";
import { iterationsTo } from "asymptopia/theory";
import { paper } from "../paper.ts";

const accuracy = 1e-6;
const eta = 0.5;

/** The middle of the starting sines that the experiment draws. */
const sinTheta = 0.5;

const conditionNumbers = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];

const methods = [
  { method: "kfac", name: `KFAC, η = ${eta}` },
  { method: "amgd", name: "AMGD, best step size" },
] as const;

function pointAt(method: IterationsParameters["method"], size: number): ExhibitPoint<IterationsParameters> {
  return { point: iterationsExperiment.parameters.parse({ method, accuracy, eta }), size, replicates: 8 };
}

const points = methods.flatMap(({ method }) => conditionNumbers.map((size) => pointAt(method, size)));

/** Of the exact recursion from the middle start; a twentieth of a decade apart. */
function curve(method: IterationsParameters["method"]): (readonly [number, number])[] {
  return Array.from({ length: 121 }, (_, i) => {
    const conditionNumber = 10 ** (i / 20);
    const own = method === "kfac" ? { eta } : {};
    return [conditionNumber, Math.log10(iterationsTo({ accuracy, conditionNumber, method, sinTheta, ...own }))];
  });
}

const exhibit: Exhibit<IterationsParameters> = {
  kind: "exhibit",
  id: "iterations-to-accuracy",
  title: "Iterations to an accuracy, against the condition number of the head",
  caption: [
    `Noise-free steps at $\\Sigma = I$ until $\\operatorname{dist}(G, G_\\star)$ is $10^{-6}$ of its value at the start, against $\\kappa$, the condition number of $F_\\star^\\top F_\\star$, from 1 to a million: decimal logarithms. KFAC takes as many at a million as at one; AMGD, at its best step size $\\frac2{\\lambda_{\\max}+\\lambda_{\\min}}$, $6.9\\,\\kappa$.`,
    "Curves are the exact recursions for one angle that starts at $\\sin\\theta = \\frac12$ and whole steps; points are paths of matrices with two features, both angles of which start equal, $\\sin\\theta$ uniform on $[.3, .7]$, interpolated between steps: the mean of eight.",
  ].join("\n\n"),
  reference: `Theorem 3.6 and Proposition 3.5 of ${paper}`,
  experiment: iterationsExperiment,
  points,
  draw: (estimate) => [
    {
      name: "all",
      title: "Iterations until the distance is a millionth of what it was",
      data: {
        xLabel: "condition number κ",
        yLabel: "log₁₀ of iterations",
        xScale: "log",
        panels: [
          {
            title: "",
            series: methods.map(({ method, name }, m) => ({
              name,
              curve: curve(method),
              points: conditionNumbers.map((x, i) => {
                const { mean, interval } = estimate(m * conditionNumbers.length + i, "iterations");
                // An interval for the mean of few replicates may reach below 1.
                const low = interval === null || interval[0] < 1 ? null : interval;
                return {
                  x,
                  estimate: Math.log10(mean),
                  interval: low === null ? null : ([Math.log10(low[0]), Math.log10(low[1])] as const),
                };
              }),
            })),
          },
        ],
      },
    },
  ],
};

export default exhibit;
