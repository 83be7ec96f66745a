/** A bound: a tail inequality for sums of squares. */
export function boundTemplate(id: string): string {
  return `import { boundClaim, exactly, grid, type Parameters } from "asymptopia";
import type { Experiment } from "asymptopia/simulation";

// What is simulated. A worker loads the experiment from this file, so that it must be exported under this name.
type TailParameters = Parameters & { readonly delta: number };

export const experiment: Experiment<TailParameters> = {
  id: "sum-of-squares",
  // Raise it whenever the same seed would give other numbers.
  version: 1,
  module: import.meta.url,
  // The parameters that the random numbers depend on; points that differ in others share their draws.
  streamParameters: [],
  parameters: { parse: (input) => input as TailParameters },
  observables: { sum: { meaning: "$\\\\sum_{i\\\\le n}Z_i^2$" } },
  realise: (point, size) => ({ point, size, realised: { ...point, n: size }, shape: { n: size } }),
  run(problems, stream) {
    const z = new Float64Array(problems[0].size);
    stream.fillNormal(z);
    const sum = z.reduce((total, value) => total + value ** 2, 0);
    return problems.map(() => ({ sum }));
  },
  // Nominal work of a replicate, in millions of floating-point operations.
  cost: ({ size }) => (20 * size) / 1e6,
};

const symbols = {
  n: { tex: "n", meaning: "number of squares" },
  t: { tex: "t", meaning: "$\\\\log(1/\\\\delta)$" },
};

const inputs = (parameters: Parameters) => ({
  n: exactly(Number(parameters.n)),
  t: exactly(Math.log(1 / Number(parameters.delta))),
});

// A bound holds with probability at least 1 − δ at every size. Run it with
//   npx asymptopia verify ./<this file> --budget quick
export default boundClaim({
  id: "${id}",
  title: "Upper tail of a sum of squares",
  statement: "With probability at least $1-\\\\delta$, $\\\\sum_{i\\\\le n}Z_i^2\\\\le n+2\\\\sqrt{nt}+2t$ with $t=\\\\log(1/\\\\delta)$.",
  assumptions: ["independent normals $Z_i\\\\sim N(0,1)$"],
  source: { reference: "Laurent and Massart 2000, Lemma 1", status: "paper" },
  experiment,
  grid: grid({ delta: [0.05] }),
  sizes: [2, 10, 50],
  test: {
    observable: "sum",
    direction: "at-most",
    // Every symbol is declared; \`inputs\` gives their values at a size's realised parameters.
    bound: { expression: "n + 2 * sqrt(n * t) + 2 * t", symbols, inputs },
    failureRate: 0.05,
  },
  controls: [
    {
      id: "without-deviation",
      why: "the mean alone claimed as a bound",
      expected: "refuted",
      test: { bound: { expression: "n", symbols: { n: symbols.n }, inputs: ({ n }) => ({ n: exactly(Number(n)) }) } },
    },
  ],
});
`;
}
