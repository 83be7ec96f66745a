import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { drawBartlettFactor } from "../one-step-reduced/bartlett-factor.ts";
import { createStream } from "../random/create-stream.ts";
import { distanceReach } from "../random/testing/chi-square.ts";
import { experiment } from "./edge-eigenvalue-experiment.ts";
import { sampleEigenvalues } from "./sample-eigenvalues.ts";

const population = { kind: "atoms", values: [1, 10], weights: [0.5, 0.5] };
const topmost = { population, phi: 0.5, edge: 2, side: "upper", shareBelow: 1 };

const problemAt = (changes: object, size: number) =>
  experiment.realise(experiment.parameters.parse({ ...topmost, ...changes }), size);

const observe = (problem: ReturnType<typeof problemAt>, key: unknown) =>
  (experiment.run([problem], createStream(key as string))[0] as Record<string, number>).scaledDistance;

const every = [
  { shareBelow: 0, side: "lower" },
  { shareBelow: 0.5, side: "upper" },
  { shareBelow: 0.5, side: "lower" },
  { shareBelow: 1, side: "upper" },
];

describe("one replicate", () => {
  it("has the eigenvalues on either side of a gap, and the outermost ones", () => {
    const { shape, realised } = problemAt({}, 6);
    const { values } = realised.population as { readonly values: readonly number[] };
    const { data } = drawBartlettFactor(shape.n, 6, createStream("edges").child("inputs"));
    const factor = Matrix.from1DArray(6, 6, Array.from(data)).mmul(Matrix.diag(values.map(Math.sqrt)));
    const gram = factor
      .transpose()
      .mmul(factor)
      .mul(1 / shape.n);
    const eigenvalues = new EigenvalueDecomposition(gram, { assumeSymmetric: true }).realEigenvalues.sort(
      (a, b) => a - b,
    );
    // Backward stable, ‖Σ̂‖ below 40.
    const tolerance = 12 ** (2 / 3) * 20 * 6 * 40 * Number.EPSILON;
    every.forEach((changes, i) => {
      const expected = 12 ** (2 / 3) * (eigenvalues[[0, 2, 3, 5][i]] - 2);
      const problem = problemAt(changes, 6);
      expect(Math.abs(observe(problem, "edges") - expected)).toBeLessThan(tolerance);
      const [{ scaledLogarithm }] = experiment.run([problem], createStream("edges"));
      // The logarithm amplifies by E/λ̂.
      const [logarithm, amplified] = [
        12 ** (2 / 3) * 2 * Math.log(eigenvalues[[0, 2, 3, 5][i]] / 2),
        2 / eigenvalues[0],
      ];
      expect(Math.abs((scaledLogarithm as number) - logarithm)).toBeLessThan(amplified * tolerance);
    });
  });

  it("gives the same bits whatever the companions", () => {
    const problems = every.map((changes) => problemAt(changes, 8));
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(together[i]).toEqual(experiment.run([problem], createStream("companions"))[0]);
      expect(Object.keys(together[i])).toEqual(Object.keys(experiment.observables));
    });
    expect(experiment.run([], createStream("none"))).toEqual([]);
  });
});

it("has the law of literal draws at every edge", () => {
  // sup|F̂ − Ĝ| ≤ sup|F̂ − F| + sup|G − Ĝ|: eight of those at 1e-7 each, a false alarm with probability below 1e-6.
  const count = 3000;
  const reach = 2 * distanceReach(count, 1e-7);
  const problems = every.map((changes) => problemAt(changes, 4));
  const { shape, realised } = problems[0];
  const { values } = realised.population as { readonly values: readonly number[] };
  const reduced = Array.from({ length: count }, (_, i) => experiment.run(problems, createStream(["reduced", i])));
  const literal = Array.from({ length: count }, (_, i) =>
    sampleEigenvalues(shape.n, values, createStream(["literal", i])),
  );
  const distance = (left: readonly number[], right: readonly number[]): number => {
    const [a, b] = [left, right].map((sample) => Float64Array.from(sample).sort());
    let [i, j, largest] = [0, 0, 0];
    while (i < a.length && j < b.length) {
      if (a[i] < b[j]) i++;
      else j++;
      largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
    }
    return largest;
  };
  every.forEach((_, edge) => {
    const left = reduced.map((observed) => observed[edge].scaledDistance as number);
    const right = literal.map((eigenvalues) => shape.n ** (2 / 3) * (eigenvalues[edge] - 2));
    expect(distance(left, right)).toBeLessThan(reach);
    // Half as far again from where they are would be noticed.
    expect(
      distance(
        left.map((value) => 1.5 * (value + 8) - 8),
        right,
      ),
    ).toBeGreaterThan(reach);
  });
});

describe("a problem", () => {
  it("reads back what it is realised as, and costs more at a larger size", () => {
    const problem = problemAt({}, 6);
    expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
    expect(experiment.cost(problemAt({}, 20))).toBeGreaterThan(experiment.cost(problemAt({}, 10)));
  });

  it.each([
    [{ phi: 2 }, "phi"],
    [{ side: "top" }, "side"],
    [{ edge: 0 }, "edge"],
    [{ shareBelow: 1.5 }, "shareBelow"],
    [{ shareBelow: 0 }, "shareBelow"],
    [{ side: "lower" }, "shareBelow"],
    [{ shareBelow: 0.3 }, "size"],
    [{ gap: 1 }, "gap"],
  ])("is refused at %j, naming %s", (changes, field) => {
    expect(() => problemAt(changes, 4)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});
