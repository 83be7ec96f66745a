import { inverse, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { literalCovariance, literalInputs } from "./testing/literal-inputs.ts";
import { experiment } from "./wishart-moments-experiment.ts";

const population = { kind: "atoms", values: [0.5, 2], weights: [0.5, 0.5] };

const problemAt = (changes: object, size: number) =>
  experiment.realise(experiment.parameters.parse({ population, phi: 0.5, draws: 2, ...changes }), size);

const observe = (problem: ReturnType<typeof problemAt>, key: string) =>
  experiment.run([problem], createStream(key))[0] as Record<string, number>;

describe("one replicate", () => {
  it("has the mean of the moments of its literal matrices", () => {
    const problem = problemAt({}, 4);
    const { n, d } = problem.shape;
    const { values } = problem.realised.population as { readonly values: readonly number[] };
    const along = (power: number): Matrix => {
      const entries = Matrix.columnVector(values.map((tau) => tau ** power));
      return entries.div(entries.norm());
    };
    const stream = createStream("moments").child("inputs");
    const draws = [1, 2].map(() => literalCovariance(literalInputs(n, values, stream)));
    const mean = (moment: (matrix: Matrix) => number) => (moment(draws[0]) + moment(draws[1])) / 2;
    const form = (left: Matrix, matrix: Matrix, right: Matrix) => left.transpose().mmul(matrix).mmul(right).get(0, 0);
    const observed = observe(problem, "moments");
    const near = (value: number, expected: number, tolerance: number) =>
      expect(Math.abs(value / expected - 1)).toBeLessThan(tolerance);
    near(
      observed.secondMoment,
      mean((s) => s.mmul(s).trace() / d),
      100 * Number.EPSILON,
    );
    // The factors of the sandwich may be small by cancellation: this draw's are not.
    near(
      observed.sandwich,
      mean((s) => form(along(0), s, along(1)) * form(along(-1), s, along(0.5))),
      1000 * Number.EPSILON,
    );
    // Amplified by the condition, which is below 1000.
    near(
      observed.inverse,
      mean((s) => inverse(s).trace() / d),
      1e5 * Number.EPSILON,
    );
  });

  it("has no inverse where there are too few samples", () => {
    expect(Object.keys(observe(problemAt({ phi: 1 }, 4), "square"))).toEqual(["secondMoment", "sandwich"]);
    expect(Object.keys(observe(problemAt({}, 4), "tall"))).toEqual(Object.keys(experiment.observables));
    expect(experiment.run([], createStream("none"))).toEqual([]);
  });
});

describe("expectations that are exact at every size", () => {
  // A normal variable exceeds 6 with probability 1e-9; on the side that the skewness γ favours, the studentised mean of
  // R = 400 replicates does so at most about exp(γ·6³/(3·√R)) times as often. For means of 32 draws γ is below 1 (0.5 was
  // seen): 37 times. Three comparisons with two sides raise a false alarm with probability below 3·38·1e-9 = 1.2e-7.
  it("are those of a Wishart matrix", () => {
    const problem = problemAt({ draws: 32 }, 6);
    const { n, d } = problem.shape;
    const replicates = 400;
    const runs = Array.from({ length: replicates }, (_, i) => observe(problem, `exact ${i}`));
    const moment = (k: number) => (0.5 ** k + 2 ** k) / 2;
    // u ∝ τ^p and v ∝ τ^q: uᵀΣv.
    const form = (p: number, q: number) => moment(p + q + 1) / Math.sqrt(moment(2 * p) * moment(2 * q));
    const expected = {
      secondMoment: (1 + 1 / n) * moment(2) + (d / n) * moment(1) ** 2,
      sandwich: form(0, 1) * form(-1, 0.5) + (form(0, -1) * form(1, 0.5) + form(1, -1) * form(0, 0.5)) / n,
      inverse: (n / (n - d - 1)) * moment(-1),
    };
    for (const [name, value] of Object.entries(expected)) {
      const sample = runs.map((run) => run[name]);
      const mean = sample.reduce((sum, x) => sum + x, 0) / replicates;
      const spread = sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (replicates - 1);
      const standardError = Math.sqrt(spread / replicates);
      expect(Math.abs(mean - value) / standardError, name).toBeLessThan(6);
      // The comparison means something.
      expect(6 * standardError, name).toBeLessThan(0.08 * value);
    }
  });
});

describe("a problem", () => {
  it("carries 1/n, which the limit has as 0, and reads itself back", () => {
    const problem = problemAt({}, 6);
    expect(problem.point.inverseSamples).toBe(0);
    expect(problem.realised.inverseSamples).toBe(1 / 12);
    expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
    expect(experiment.cost(problemAt({}, 20))).toBeGreaterThan(experiment.cost(problemAt({}, 10)));
  });

  it.each([
    [{ draws: 0 }, "draws"],
    [{ inverseSamples: -1 }, "inverseSamples"],
    [{ samples: 3 }, "samples"],
    [{ population: { kind: "atoms", values: [0, 1] } }, "population"],
  ])("is refused at %j, naming %s", (changes, field) => {
    expect(() => problemAt(changes, 4)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});
