import { parsePopulation } from "asymptopia/model";
import { createStream, sampleEigenvalues } from "asymptopia/simulation";
import { boundaryPoint, support } from "asymptopia/theory";
import { describe, expect, it } from "vitest";
import { experiment, kolmogorovDistance } from "./empirical-distribution-experiment.ts";
import { distributionAt, limitingDistribution } from "./limiting-distribution.ts";

const laws = [
  { name: "one interval", population: { kind: "atoms", values: [0.5, 1.5] }, phi: 0.5 },
  { name: "two intervals", population: { kind: "atoms", values: [1, 10] }, phi: 0.1 },
  { name: "an atom at 0", population: { kind: "atoms", values: [1, 10] }, phi: 2 },
  { name: "a continuous population, singular", population: { kind: "ar1", rho: 0.5 }, phi: 1.5 },
].map(({ population, ...rest }) => ({ ...rest, population: parsePopulation(population) }));

describe.each(laws)("the limiting distribution: $name", ({ population, phi }) => {
  const table = limitingDistribution(population, phi);
  const { intervals, atomAtZero } = support(population, phi);

  it("grows by the integral of the density, Im m/π", () => {
    // The trapezoidal rule in θ, x = low + (high − low)·sin²(θ/2), in which the integrand is smooth and periodic: 200
    // nodes are far beyond convergence.
    let below = atomAtZero.value;
    for (const { lower, upper } of intervals) {
      const [low, high] = [lower.position.value, upper.position.value];
      let mass = 0;
      for (let i = 1; i < 200; i += 1) {
        const theta = (i * Math.PI) / 200;
        const x = low + (high - low) * Math.sin(theta / 2) ** 2;
        mass += ((boundaryPoint(population, phi, x).stieltjes.value.im / Math.PI) * (high - low) * Math.sin(theta)) / 2;
      }
      below += (mass * Math.PI) / 200;
      expect(Math.abs(table(high) - below)).toBeLessThan(1e-10);
      expect(table(1.0001 * high)).toBe(table(high));
    }
    expect(Math.abs(below - 1)).toBeLessThan(1e-10);
  });

  it("is within 1e-7 of its exact values between the nodes, and starts at the atom", () => {
    for (const { lower, upper } of intervals) {
      const [low, high] = [lower.position.value, upper.position.value];
      for (let i = 1; i < 60; i += 1) {
        const x = low + (high - low) * Math.sin((i * Math.PI) / 2 / 60.37) ** 2;
        expect(Math.abs(table(x) - distributionAt(population, phi, x).value)).toBeLessThan(1e-7);
      }
    }
    expect(table(intervals[0].lower.position.value)).toBe(atomAtZero.value);
    expect(table(0)).toBe(atomAtZero.value);
  });
});

describe("the Kolmogorov distance", () => {
  it("is taken from both sides of every jump above 0", () => {
    const uniform = (x: number) => Math.min(1, x);
    expect(kolmogorovDistance(Float64Array.of(0.25, 0.5, 0.75, 1), uniform)).toBe(0.25);
    expect(kolmogorovDistance(Float64Array.of(0.1, 0.6), uniform)).toBe(0.4);
    expect(kolmogorovDistance(Float64Array.of(0.9, 0.95), uniform)).toBe(0.9);
    // Half of the mass at 0 on both sides.
    expect(kolmogorovDistance(Float64Array.of(0, 0.75), (x) => 0.5 + x / 2)).toBe(0.375);
  });
});

describe("one replicate", () => {
  const problemAt = (changes: object, size: number) =>
    experiment.realise(
      experiment.parameters.parse({ population: { kind: "atoms", values: [0.5, 1.5] }, phi: 0.5, ...changes }),
      size,
    );

  it("has the distances of the literal eigenvalues from the laws of its own problem", () => {
    const problem = problemAt({ phi: 0.3 }, 7);
    const { values } = problem.realised.population as { readonly values: readonly number[] };
    const eigenvalues = sampleEigenvalues(23, values, createStream("distances").child("inputs"));
    const [observed] = experiment.run([problem], createStream("distances"));
    const distance = (population: object) =>
      kolmogorovDistance(eigenvalues, limitingDistribution(parsePopulation(population), 7 / 23));
    expect(observed.distance).toBe(distance(problem.realised.population));
    // The mean of the eigenvalues in another order of summation.
    const mean = values.reduce((sum, tau) => sum + tau, 0) / 7;
    const isotropic = distance({ kind: "atoms", values: [mean] });
    expect(Math.abs((observed.distanceFromIsotropic as number) - isotropic)).toBeLessThan(1e-12);
  });

  it("is the same bits again, alone and in company", () => {
    const problem = problemAt({ phi: 2 }, 8);
    const once = experiment.run([problem], createStream("again"));
    expect(experiment.run([problem, problem], createStream("again"))).toEqual([...once, ...once]);
    expect(experiment.run([], createStream("none"))).toEqual([]);
    expect(Object.keys(once[0])).toEqual(Object.keys(experiment.observables));
    expect(experiment.cost(problemAt({}, 20))).toBeGreaterThan(experiment.cost(problemAt({}, 10)));
  });
});
