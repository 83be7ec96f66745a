/** An identity: the trace of a product does not depend on its order. */
export function identityTemplate(id: string): string {
  return `import { grid, identityClaim, type Parameters } from "asymptopia";
import type { Experiment } from "asymptopia/simulation";

// What is simulated: two computations of the same on random instances. A worker loads the experiment from this file, so
// that it must be exported under this name.
type TraceParameters = Parameters & { readonly spread: number };

export const experiment: Experiment<TraceParameters> = {
  id: "trace-of-product",
  // Raise it whenever the same seed would give other numbers.
  version: 1,
  module: import.meta.url,
  // The parameters that the random numbers depend on; points that differ in others share their draws.
  streamParameters: [],
  parameters: { parse: (input) => input as TraceParameters },
  observables: {
    difference: { meaning: "$|\\\\mathrm{tr}(AB)-\\\\mathrm{tr}(BA)|$" },
    transposed: { meaning: "$|\\\\mathrm{tr}(AB)-\\\\mathrm{tr}(A^\\\\top B)|$" },
    scale: { meaning: "$\\\\sum_{ij}|A_{ij}B_{ji}|+\\\\sum_{ij}|A_{ij}B_{ij}|$" },
  },
  realise: (point, size) => ({ point, size, realised: point, shape: { n: size } }),
  run(problems, stream) {
    const n = problems[0].size;
    const [a, b] = [new Float64Array(n * n), new Float64Array(n * n)];
    stream.fillNormal(a);
    stream.fillNormal(b);
    return problems.map(({ point: { spread } }) => {
      // Entries of very different sizes: rows of A are multiplied by powers of the spread.
      const at = (i: number, j: number) => spread ** (i / n) * a[i * n + j];
      const sums = { ab: 0, ba: 0, transposed: 0, scale: 0 };
      for (let i = 0; i < n; i += 1) {
        for (let j = 0; j < n; j += 1) {
          sums.ab += at(i, j) * b[j * n + i];
          sums.ba += b[i * n + j] * at(j, i);
          sums.transposed += at(i, j) * b[i * n + j];
          sums.scale += Math.abs(at(i, j) * b[j * n + i]) + Math.abs(at(i, j) * b[i * n + j]);
        }
      }
      return {
        difference: Math.abs(sums.ab - sums.ba),
        transposed: Math.abs(sums.ab - sums.transposed),
        scale: sums.scale,
      };
    });
  },
  // Nominal work of a replicate, in millions of floating-point operations.
  cost: ({ size }) => (10 * size ** 2) / 1e6,
};

// An identity holds up to rounding: |left − right| ≤ k·ε·condition·scale on every random instance. Run it with
//   npx asymptopia verify ./<this file> --budget quick
export default identityClaim({
  id: "${id}",
  title: "The trace of a product",
  statement: "$\\\\mathrm{tr}(AB)=\\\\mathrm{tr}(BA)$ for square matrices.",
  assumptions: ["matrices of independent normals, their rows scaled"],
  source: { reference: "yours", status: "new" },
  experiment,
  grid: grid({ spread: [1, 1e6] }),
  sizes: [4, 16],
  test: {
    discrepancy: "difference",
    scale: "scale",
    // k: a sum of n² products has an error of at most about n²·ε times the sum of their absolute values.
    factor: 512,
  },
  controls: [
    {
      id: "transposed",
      why: "$\\\\mathrm{tr}(A^\\\\top B)$ in the place of $\\\\mathrm{tr}(BA)$",
      expected: "refuted",
      test: { discrepancy: "transposed" },
    },
  ],
});
`;
}
