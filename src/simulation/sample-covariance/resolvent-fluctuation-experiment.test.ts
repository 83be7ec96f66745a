import { inverse, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { experiment } from "./resolvent-fluctuation-experiment.ts";
import { literalCovariance, literalInputs } from "./testing/literal-inputs.ts";

const population = { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] };

const problemAt = (changes: object, size: number) =>
  experiment.realise(
    experiment.parameters.parse({ population, phi: 0.5, lambda: 0.2, centre: 1.5, draws: 3, ...changes }),
    size,
  );

const observe = (problem: ReturnType<typeof problemAt>, key: string) =>
  experiment.run([problem], createStream(key))[0] as Record<string, number>;

describe("one replicate", () => {
  it.each([
    [{}, 6],
    [{ phi: 2, lambda: 0.5, centre: -0.5, draws: 4 }, 4],
  ])("has the sample mean and variance of its literal traces: %j", (changes, size) => {
    const problem = problemAt(changes, size);
    const { n, d } = problem.shape;
    const { lambda, centre, draws } = problem.point;
    const { values } = problem.realised.population as { readonly values: readonly number[] };
    const stream = createStream("traces").child("inputs");
    const traces = Array.from({ length: draws }, () =>
      inverse(Matrix.add(literalCovariance(literalInputs(n, values, stream)), Matrix.eye(d).mul(lambda))).trace(),
    );
    const mean = traces.reduce((sum, trace) => sum + trace, 0) / draws;
    const variance = traces.reduce((sum, trace) => sum + (trace - mean) ** 2, 0) / (draws - 1);
    const observed = observe(problem, "traces");
    // Traces below 40, resolvents of condition below 40.
    const tolerance = 40 * 40 * d * Number.EPSILON;
    expect(Math.abs(observed.shift - (mean - d * centre))).toBeLessThan(tolerance);
    expect(Math.abs(observed.variance - variance)).toBeLessThan(tolerance);
    expect(variance).toBeGreaterThan(1e6 * tolerance);
  });

  it("gives the same bits whatever the companions, and a variance that the centre leaves as it is", () => {
    const problems = [{}, { lambda: 2 }, { centre: 1 }].map((changes) => problemAt(changes, 7));
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(together[i]).toEqual(observe(problem, "companions"));
    });
    // Seven terms of size at most 5, and their squares.
    expect(Math.abs((together[0].variance as number) / (together[2].variance as number) - 1)).toBeLessThan(1e-12);
    expect(together[0].shift).not.toBe(together[2].shift);
    expect(Object.keys(together[0])).toEqual(Object.keys(experiment.observables));
    expect(experiment.run([], createStream("none"))).toEqual([]);
  });
});

describe("a problem", () => {
  it("reads back what it is realised as, and costs more at a larger size", () => {
    const problem = problemAt({}, 6);
    expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
    expect(experiment.cost(problemAt({}, 20))).toBeGreaterThan(experiment.cost(problemAt({}, 10)));
  });

  it.each([
    [{ lambda: 0 }, "lambda"],
    [{ draws: 1 }, "draws"],
    [{ centre: Number.NaN }, "centre"],
    [{ center: 1 }, "center"],
  ])("is refused at %j, naming %s", (changes, field) => {
    expect(() => problemAt(changes, 4)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});
