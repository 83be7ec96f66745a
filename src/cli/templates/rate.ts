/** A rate: the error of a mean. */
export function rateTemplate(id: string): string {
  return `import { grid, type Parameters, rateClaim } from "asymptopia";
import type { Experiment } from "asymptopia/simulation";

// What is simulated. A worker loads the experiment from this file, so that it must be exported under this name.
type MeanParameters = Parameters & { readonly deviation: number };

export const experiment: Experiment<MeanParameters> = {
  id: "error-of-mean",
  // Raise it whenever the same seed would give other numbers.
  version: 1,
  module: import.meta.url,
  // The parameters that the random numbers depend on; points that differ in others share their draws.
  streamParameters: [],
  parameters: { parse: (input) => input as MeanParameters },
  observables: { error: { meaning: "$|\\\\bar x|$, the error of the mean of $n$ numbers around 0" } },
  realise: (point, size) => ({ point, size, realised: point, shape: { n: size } }),
  run(problems, stream) {
    const x = new Float64Array(problems[0].size);
    stream.fillNormal(x);
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    return problems.map(({ point }) => ({ error: point.deviation * Math.abs(mean) }));
  },
  // Nominal work of a replicate, in millions of floating-point operations.
  cost: ({ size }) => (20 * size) / 1e6,
};

// An observable is of the order size^(−γ): γ is fitted to the logarithms at four sizes or more. Run it with
//   npx asymptopia verify ./<this file> --budget quick
export default rateClaim({
  id: "${id}",
  title: "The error of a mean",
  statement: "The mean of $n$ independent numbers of expectation 0 is of the order $n^{-1/2}$.",
  assumptions: ["independent normals around 0"],
  source: { reference: "yours", status: "new" },
  experiment,
  grid: grid({ deviation: [1, 3] }),
  sizes: [10, 40, 160, 640],
  test: {
    observable: "error",
    exponent: 0.5,
    // How near the exponent must be, and what finite sizes may leave in it.
    margin: 0.1,
    residualBias: 0.01,
  },
  controls: [
    {
      id: "reciprocal",
      why: "the order $1/n$ of a variance claimed for its root",
      expected: "refuted",
      test: { exponent: 1 },
    },
  ],
});
`;
}
