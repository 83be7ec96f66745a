import { createStream, oneStepExperiment, reducedOneStepExperiment, type Stream } from "asymptopia/simulation";
import { describe, expect, test } from "vitest";
import { kolmogorovDistance, kolmogorovReach } from "../src/verification/confidence-sequence/kolmogorov.ts";
import type { Observables } from "./support/observables.ts";

/** Two problems that differ in λ alone, on the same data: their joint law is compared as well. */
interface Replicate {
  readonly mild: Observables;
  readonly strong: Observables;
}

/** The observables, and functions of several of them: laws of these pin down how the observables go together. */
const projections: Readonly<Record<string, (replicate: Replicate) => number>> = {
  sgdCorrelation: ({ mild }) => mild.sgdCorrelation,
  sgdInnerProduct: ({ mild }) => mild.sgdInnerProduct,
  sgdSquaredNorm: ({ mild }) => mild.sgdSquaredNorm,
  kfacCorrelation: ({ mild }) => mild.kfacCorrelation,
  kfacInnerProduct: ({ mild }) => mild.kfacInnerProduct,
  kfacSquaredNorm: ({ mild }) => mild.kfacSquaredNorm,
  "sum of the correlations": ({ mild }) => mild.sgdCorrelation + mild.kfacCorrelation,
  "difference of the correlations": ({ mild }) => mild.sgdCorrelation - mild.kfacCorrelation,
  "product of the correlations": ({ mild }) => mild.sgdCorrelation * mild.kfacCorrelation,
  "ratio of the squared norms": ({ mild }) => mild.kfacSquaredNorm / mild.sgdSquaredNorm,
  "KFAC's inner product beside SGD's length": ({ mild }) => mild.kfacInnerProduct / Math.sqrt(mild.sgdSquaredNorm),
  "difference of KFAC's correlations at two λ": ({ mild, strong }) => mild.kfacCorrelation - strong.kfacCorrelation,
  "ratio of KFAC's squared norms at two λ": ({ mild, strong }) => mild.kfacSquaredNorm / strong.kfacSquaredNorm,
};

const count = 16_384;
const cases = [
  { phi: 0.5, size: 8, teacher: { kind: "relu" }, noiseVariance: 0.25 },
  { phi: 1, size: 8, teacher: { kind: "tanh" }, noiseVariance: 0 },
  { phi: 2, size: 8, teacher: { kind: "hermite", degree: 3 }, noiseVariance: 0.25 },
  { phi: 0.9, size: 2, teacher: { kind: "identity" }, noiseVariance: 1 },
] as const;
// All comparisons of the two experiments together raise a false alarm with probability at most 1e-6: look 1 of a
// sequence spends half of what the sequence does. Two laws at a Kolmogorov distance of twice the reach, 0.072, are told
// apart with the same certainty in each comparison. One degree of freedom too many in the Bartlett factor, the same
// number of them in all its rows, or a projection left out showed as distances of 0.13 and more.
const comparisons = cases.length * Object.keys(projections).length;
const reach = kolmogorovReach(count, 1, (2 * 1e-6) / comparisons);

const common = { population: { kind: "atoms", values: [0.5, 1.5], weights: [1, 1] } };
const lambdas = [0.05, 1];

function literalSample(point: object, size: number): readonly Replicate[] {
  const problems = lambdas.map((lambda) => {
    const parameters = oneStepExperiment.parameters.parse({ ...common, ...point, lambda, columns: 1 });
    return oneStepExperiment.realise(parameters, size);
  });
  return sample("literal", (stream) => oneStepExperiment.run(problems, stream));
}

/** With `more` samples than the literal experiment has, to see that it shows. */
function reducedSample(point: object, size: number, more = 0): readonly Replicate[] {
  const problems = lambdas.map((lambda) => {
    const parameters = reducedOneStepExperiment.parameters.parse({ ...common, ...point, lambda });
    const problem = reducedOneStepExperiment.realise(parameters, size);
    return { ...problem, shape: { ...problem.shape, n: problem.shape.n + more } };
  });
  return sample("reduced", (stream) => reducedOneStepExperiment.run(problems, stream));
}

function sample(key: string, run: (stream: Stream) => readonly object[]): Replicate[] {
  return Array.from({ length: count }, (_, i) => {
    const [mild, strong] = run(createStream(["same law", key, i]));
    return { mild, strong } as Replicate;
  });
}

const distances = (a: readonly Replicate[], b: readonly Replicate[]): [string, number][] =>
  Object.entries(projections).map(([name, project]) => [name, kolmogorovDistance(a.map(project), b.map(project))]);

const largest = (named: readonly [string, number][]): number => Math.max(...named.map(([, distance]) => distance));

describe("the reduced experiment has the law of the literal one", () => {
  test.each(cases)("at φ = $phi and size $size, $teacher.kind", ({ size, ...point }) => {
    const literal = literalSample(point, size);
    const reduced = reducedSample(point, size);
    for (const [name, distance] of distances(literal, reduced)) expect(distance, name).toBeLessThan(reach);

    // What the same comparison notices. Observables with the right laws that come from different replicates:
    const mixed = reduced.map(({ mild }, i) => {
      const { sgdCorrelation, sgdInnerProduct, sgdSquaredNorm } = reduced[(i + 1) % count].mild;
      const { strong } = reduced[(i + 2) % count];
      return { mild: { ...mild, sgdCorrelation, sgdInnerProduct, sgdSquaredNorm }, strong };
    });
    expect(largest(distances(literal, mixed))).toBeGreaterThan(2 * reach);
    // One sample more than the literal experiment has, where n is not much larger than d:
    if (point.phi < 0.9) return;
    expect(largest(distances(literal, reducedSample(point, size, 1)))).toBeGreaterThan(2 * reach);
  });
});
