/** A law: two ways to draw an exponential variable. */
export function lawTemplate(id: string): string {
  return `import { grid, lawClaim, type Parameters } from "asymptopia";
import type { Experiment } from "asymptopia/simulation";

// What is simulated: both sides of the equality, with random numbers of their own. A worker loads the experiment from this
// file, so that it must be exported under this name.
export const experiment: Experiment<Parameters> = {
  id: "squares-and-logarithm",
  // Raise it whenever the same seed would give other numbers.
  version: 1,
  module: import.meta.url,
  // The parameters that the random numbers depend on; points that differ in others share their draws.
  streamParameters: [],
  parameters: { parse: (input) => input as Parameters },
  observables: {
    squares: { meaning: "the mean over $n$ of $Z_1^2+Z_2^2$" },
    logarithm: { meaning: "the mean over $n$ of $-2\\\\log U$" },
    halved: { meaning: "the mean over $n$ of $-\\\\log U$" },
  },
  realise: (point, size) => ({ point, size, realised: point, shape: { n: size } }),
  run(problems, stream) {
    const n = problems[0].size;
    // Streams with labels are independent of one another.
    const [normals, uniforms] = [stream.child("normals"), stream.child("uniforms")];
    let squares = 0;
    let logarithm = 0;
    for (let i = 0; i < n; i += 1) {
      squares += (normals.normal() ** 2 + normals.normal() ** 2) / n;
      // A uniform number is in [0, 1), and 1 less it never 0.
      logarithm -= (2 * Math.log(1 - uniforms.uniform())) / n;
    }
    return problems.map(() => ({ squares, logarithm, halved: logarithm / 2 }));
  },
  // Nominal work of a replicate, in millions of floating-point operations.
  cost: ({ size }) => (60 * size) / 1e6,
};

// Two laws are equal up to a margin in Kolmogorov distance, at every size. Run it with
//   npx asymptopia verify ./<this file> --budget quick
export default lawClaim({
  id: "${id}",
  title: "The square of a normal point's radius is exponential",
  statement: "$Z_1^2+Z_2^2$ and $-2\\\\log U$ have the same law.",
  assumptions: ["$Z_1,Z_2\\\\sim N(0,1)$ and $U$ uniform on $(0,1)$, all independent"],
  source: { reference: "Box and Muller 1958", status: "paper" },
  experiment,
  grid: grid({ variance: [1] }),
  sizes: [1, 5],
  test: {
    projections: [{ name: "the variable, and means of it", left: "squares", right: "logarithm" }],
    margin: 0.1,
  },
  controls: [
    {
      id: "forgotten-factor",
      why: "$-\\\\log U$ in the place of $-2\\\\log U$",
      expected: "refuted",
      test: { projections: [{ name: "the variable, and means of it", left: "squares", right: "halved" }] },
    },
  ],
});
`;
}
