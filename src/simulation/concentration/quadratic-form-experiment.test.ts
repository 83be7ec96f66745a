import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { experiment } from "./quadratic-form-experiment.ts";

const twoAtoms = { kind: "atoms", values: [0.5, 1.5], weights: [1, 1] };

const problemAt = (size: number, signs: string, population: object = twoAtoms) =>
  experiment.realise(experiment.parameters.parse({ population, signs }), size);

const observe = (problem: ReturnType<typeof problemAt>, key: unknown) =>
  experiment.run([problem], createStream(key as string))[0] as Record<string, number>;

describe("one replicate", () => {
  it("sums eigenvalues times squares of the stream's numbers, every other eigenvalue negative where signs alternate", () => {
    const stream = createStream("by hand");
    const [a, b, c, d] = Array.from({ length: 4 }, () => stream.normal() ** 2);
    // Two roundings of each term of the form, three of the deviation, and one a sum.
    const tolerance = 8 * Number.EPSILON * 1.5 * (a + b + c + d + 4);
    const positive = observe(problemAt(4, "positive"), "by hand");
    expect(Math.abs(positive.quadraticForm - (0.5 * (a + b) + 1.5 * (c + d)))).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(positive.absoluteDeviation - Math.abs(positive.quadraticForm - 4))).toBeLessThanOrEqual(tolerance);
    const alternating = observe(problemAt(4, "alternating"), "by hand");
    expect(Math.abs(alternating.quadraticForm - (0.5 * (a - b) + 1.5 * (c - d)))).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(alternating.absoluteDeviation - Math.abs(alternating.quadraticForm))).toBeLessThanOrEqual(
      tolerance,
    );
  });

  it("gives the same bits whatever the companions", () => {
    const problems = [
      problemAt(7, "positive"),
      problemAt(7, "alternating"),
      problemAt(7, "positive", { kind: "ar1", rho: 0.5 }),
      problemAt(7, "positive"),
    ];
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(together[i]).toEqual(observe(problem, "companions"));
    });
    expect(experiment.run([...problems].reverse(), createStream("companions"))).toEqual([...together].reverse());
    expect(new Set(together.map(({ quadraticForm }) => quadraticForm)).size).toBe(3);
    expect(Object.keys(together[0])).toEqual(Object.keys(experiment.observables));
  });

  it("answers no problems with nothing, and refuses problems of two sizes", () => {
    expect(experiment.run([], createStream("none"))).toEqual([]);
    expect(() => experiment.run([problemAt(3, "positive"), problemAt(4, "positive")], createStream("two"))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "problems[1]" }),
    );
  });
});

describe("moments that are exact at every size", () => {
  // E zᵀAz = tr A and E(zᵀAz − tr A)² = 2‖A‖²_F. A normal variable exceeds 6 with probability 1e-9; on the side that the
  // skewness γ favours, the studentised mean of R = 20,000 replicates does so at most about exp(γ·6³/(3·√R)) times as
  // often. For the squared deviations, γ is below 8 (that of χ²₁ is 2.8; 6.4 was seen): 60 times. Four comparisons
  // with two sides raise a false alarm with probability below 4·61·1e-9 = 2.5e-7.
  const replicates = 20_000;

  it.each(["positive", "alternating"])("hold for signs %s", (signs) => {
    const problem = problemAt(31, signs, { kind: "ar1", rho: 0.5 });
    const { population } = problem.realised;
    const values = population.kind === "eigenvalues" ? population.values : [];
    const trace = values.reduce((sum, value, i) => sum + (signs === "alternating" && i % 2 === 1 ? -value : value), 0);
    const variance = 2 * values.reduce((sum, value) => sum + value * value, 0);
    const runs = Array.from({ length: replicates }, (_, i) => observe(problem, ["moments", signs, i]));
    const sample = {
      mean: { expected: trace, values: runs.map(({ quadraticForm }) => quadraticForm) },
      variance: { expected: variance, values: runs.map(({ absoluteDeviation }) => absoluteDeviation ** 2) },
    };
    for (const [name, { expected, values }] of Object.entries(sample)) {
      const mean = values.reduce((sum, value) => sum + value, 0) / replicates;
      const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (replicates - 1);
      expect(Math.abs(mean - expected) / Math.sqrt(spread / replicates), name).toBeLessThan(6);
      // The comparison means something: 6 standard errors are a small part of the deviation or of its square.
      const unit = name === "mean" ? Math.sqrt(variance) : variance;
      expect(6 * Math.sqrt(spread / replicates), name).toBeLessThan(0.15 * unit);
    }
  });
});

describe("realise", () => {
  it("carries the eigenvalues of that size, which it reads back", () => {
    const problem = problemAt(4, "alternating");
    expect(problem.shape).toEqual({ d: 4 });
    expect(problem.realised).toEqual({
      signs: "alternating",
      population: { kind: "eigenvalues", values: [0.5, 0.5, 1.5, 1.5] },
    });
    expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
  });

  it("rejects sizes that are none, or at which A is 0", () => {
    for (const size of [0, 1.5, Number.NaN]) {
      expect(() => problemAt(size, "positive")).toThrow(
        expect.objectContaining({ code: "invalid-input", field: "size" }),
      );
    }
    const sparse = { kind: "atoms", values: [0, 1], weights: [99, 1] };
    expect(() => problemAt(5, "positive", sparse)).toThrow(expect.objectContaining({ field: "size", value: 5 }));
  });
});

describe("parameters", () => {
  it.each([
    [{ signs: "positive" }, "population"],
    [{ population: twoAtoms }, "signs"],
    [{ population: twoAtoms, signs: "negative" }, "signs"],
    [{ population: { kind: "atoms", values: [-1] }, signs: "positive" }, "population.values[0]"],
    [{ population: twoAtoms, signs: "positive", sign: 1 }, "sign"],
  ])("rejects %j, naming %s", (input, field) => {
    expect(() => experiment.parameters.parse(input)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});

describe("cost", () => {
  it("grows with the size", () => {
    expect(experiment.cost(problemAt(10, "positive"))).toBeGreaterThan(0);
    expect(experiment.cost(problemAt(100, "positive"))).toBeGreaterThan(experiment.cost(problemAt(10, "positive")));
  });
});
