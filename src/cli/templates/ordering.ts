/** An ordering: of a normal sample's centre the mean is the better estimate. */
export function orderingTemplate(id: string): string {
  return `import { grid, orderingClaim, type Parameters } from "asymptopia";
import type { Experiment } from "asymptopia/simulation";

// What is simulated: both competitors on the same random numbers. A worker loads the experiment from this file, so that it
// must be exported under this name.
type SampleParameters = Parameters & { readonly deviation: number };

export const experiment: Experiment<SampleParameters> = {
  id: "centre-of-sample",
  // Raise it whenever the same seed would give other numbers.
  version: 1,
  module: import.meta.url,
  // The parameters that the random numbers depend on; points that differ in others share their draws.
  streamParameters: [],
  parameters: { parse: (input) => input as SampleParameters },
  observables: {
    ofMean: { meaning: "squared error of the sample's mean" },
    ofMedian: { meaning: "squared error of the sample's median" },
  },
  realise: (point, size) => ({ point, size, realised: point, shape: { n: size } }),
  run(problems, stream) {
    const n = problems[0].size;
    const sample = new Float64Array(n);
    stream.fillNormal(sample);
    const mean = sample.reduce((sum, value) => sum + value, 0) / n;
    sample.sort();
    const median = (sample[Math.floor((n - 1) / 2)] + sample[Math.ceil((n - 1) / 2)]) / 2;
    return problems.map(({ point: { deviation } }) => ({
      ofMean: (deviation * mean) ** 2,
      ofMedian: (deviation * median) ** 2,
    }));
  },
  // Nominal work of a replicate, in millions of floating-point operations.
  cost: ({ size }) => (40 * size) / 1e6,
};

// One observable is better than another on average, at every size. Run it with
//   npx asymptopia verify ./<this file> --budget quick
export default orderingClaim({
  id: "${id}",
  title: "Mean against median",
  statement: "Of a normal sample the mean has a smaller expected squared error than the median.",
  assumptions: ["independent normals around 0"],
  source: { reference: "yours", status: "new" },
  experiment,
  grid: grid({ deviation: [1, 3] }),
  sizes: [5, 25],
  test: { better: "ofMean", worse: "ofMedian", criterion: "smaller" },
  controls: [
    {
      id: "reversed",
      why: "the median claimed to be the better one",
      expected: "refuted",
      test: { better: "ofMedian", worse: "ofMean" },
    },
  ],
});
`;
}
