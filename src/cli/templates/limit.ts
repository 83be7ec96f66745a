/** A limit: a small true theorem about the one-step experiment. */
export function limitTemplate(id: string): string {
  return `import { exactly, grid, limitClaim } from "asymptopia";
import { parseActivation, parsePopulation } from "asymptopia/model";
import { gaussianMoments, moment } from "asymptopia/theory";
import { oneStepExperiment } from "asymptopia/simulation";

// A claim pairs an observable of an experiment with a formula for its limit. Run it with
//   asymptopia verify ./<this file> --budget quick
export default limitClaim({
  id: "${id}",
  title: "The gradient's squared norm",
  statement: "As $n, d \\\\to \\\\infty$ with $d/n \\\\to \\\\varphi$, the squared norm of $X^\\\\top y/n$ tends to the formula.",
  assumptions: ["Gaussian inputs with covariance Σ", "an isotropic teacher β⋆"],
  source: { reference: "yours", status: "new" },
  experiment: oneStepExperiment,
  // Points as JSON, all combinations of the listed values. Fewer that show the same where time is short, more where it is
  // not, go into atBudget: { quick: { grid: … }, thorough: { grid: …, sizes: … } }.
  grid: grid({
    population: [{ kind: "uniform", low: 0.5, high: 2 }],
    phi: [0.5, 2],
    teacher: [{ kind: "tanh" }],
    noiseVariance: [0.25],
  }),
  sizes: [50, 100, 200],
  test: {
    observable: "sgdSquaredNorm",
    formula: {
      // Every symbol is declared below; nothing else means anything.
      expression: "alpha^2 * (m2 + phi * m1^2) + phi * m1 * (s2 - alpha^2 * m1 + noiseVariance)",
      symbols: {
        alpha: { tex: "\\\\alpha_\\\\star", meaning: "mean slope of the teacher" },
        s2: { tex: "s^2", meaning: "second moment of the teacher" },
        m1: { tex: "m_1", meaning: "mean of the population spectral distribution" },
        m2: { tex: "m_2", meaning: "its second moment" },
        phi: { tex: "\\\\varphi", meaning: "aspect ratio d/n" },
        noiseVariance: { tex: "\\\\sigma_\\\\varepsilon^2", meaning: "variance of the label noise" },
      },
      // The symbols' values at a point of the limit, or at the realised eigenvalues and d/n of a finite problem.
      inputs(parameters) {
        const population = parsePopulation(parameters.population);
        const m1 = moment(population, 1);
        const teacher = gaussianMoments(parseActivation(parameters.teacher), m1.value);
        return {
          alpha: teacher.derivativeMean,
          s2: teacher.secondMoment,
          m1,
          m2: moment(population, 2),
          phi: exactly(parameters.phi),
          noiseVariance: exactly(parameters.noiseVariance),
        };
      },
    },
    margin: { relative: 0.03 },
    residualBias: { relative: 0.003 },
    finiteSizeExponent: 1,
  },
  controls: [
    {
      id: "another-observable",
      why: "the formula of the squared norm claimed for the inner product",
      expected: "refuted",
      test: { observable: "sgdInnerProduct" },
    },
  ],
  figure: { x: "phi", label: "aspect ratio φ", scale: "log", series: ["teacher"], yLabel: "squared norm" },
});
`;
}
