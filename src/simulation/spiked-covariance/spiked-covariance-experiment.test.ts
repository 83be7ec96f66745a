import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { literalCovariance, literalInputs } from "../sample-covariance/testing/literal-inputs.ts";
import { experiment } from "./spiked-covariance-experiment.ts";

const population = { kind: "atoms", values: [1, 10], weights: [0.5, 0.5] };

const problemAt = (changes: object, size: number) =>
  experiment.realise(experiment.parameters.parse({ population, phi: 0.5, spike: 30, columns: 2, ...changes }), size);

const observe = (problem: ReturnType<typeof problemAt>, key: string) =>
  experiment.run([problem], createStream(key))[0] as Record<string, number>;

function ascendingEigen(matrix: Matrix) {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[a] - realEigenvalues[b]);
  return { values: order.map((i) => realEigenvalues[i]), vectors: order.map((i) => eigenvectorMatrix.getColumn(i)) };
}

describe("one replicate", () => {
  it.each([
    // Which of the d + 1 ascending eigenvalues is the spike's.
    [{}, 6, 6],
    [{ spike: 3 }, 6, 3],
    [{ spike: 0.1 }, 6, 0],
    [{ phi: 2, spike: 30 }, 5, 10],
    [{ phi: 1.5, spike: 3 }, 6, 5],
  ])("has the eigenvalue and the overlap of literal inputs with the spike among them: %j", (changes, size, place) => {
    const problem = problemAt(changes, size);
    const { n, d } = problem.shape;
    const { spike, columns } = problem.point;
    const { values } = problem.realised.population as { readonly values: readonly number[] };
    const stream = createStream("literal");
    const bulk = literalInputs(n, values, stream.child("inputs"));
    // The coordinates g are those of the spike's input in the eigenvectors of the bulk's n × n matrix.
    const { vectors } = ascendingEigen(bulk.mmul(bulk.transpose()).mul(1 / n));
    const coordinates = stream.child("spike");
    const literal = Array.from({ length: columns }, () => {
      const x = Matrix.zeros(n, d + 1);
      x.setSubMatrix(bulk, 0, 1);
      for (const vector of vectors) {
        const g = Math.sqrt(spike) * coordinates.normal();
        for (let i = 0; i < n; i++) x.set(i, 0, x.get(i, 0) + g * vector[i]);
      }
      const eigen = ascendingEigen(literalCovariance(x));
      return { value: eigen.values[place], overlap: eigen.vectors[place][0] ** 2 };
    });
    const mean = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    const outlier = mean(literal.map(({ value }) => value));
    const overlap = mean(literal.map((each) => each.overlap));
    const variance = (n * literal.reduce((sum, { value }) => sum + (value - outlier) ** 2, 0)) / (columns - 1);
    const observed = observe(problem, "literal");
    // ‖Σ̂‖ below 200, gaps above 0.01: eigenvalues to 200·20ε, eigenvectors to 10⁴ times that.
    const tolerance = 200 * 20 * Number.EPSILON;
    expect(Math.abs(observed.outlier - outlier)).toBeLessThan(tolerance);
    expect(Math.abs(observed.overlap - overlap)).toBeLessThan(1e4 * tolerance);
    expect(Math.abs(observed.variance - variance)).toBeLessThan(1000 * n * tolerance);
  });

  it("gives the same bits whatever the companions", () => {
    const problems = [{}, { spike: 3 }, { spike: 0.1 }].map((changes) => problemAt(changes, 6));
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(together[i]).toEqual(observe(problem, "companions"));
    });
    expect(Object.keys(together[0])).toEqual(Object.keys(experiment.observables));
    expect(experiment.run([], createStream("none"))).toEqual([]);
  });
});

describe("a problem", () => {
  it("reads back what it is realised as, and costs more at a larger size", () => {
    const problem = problemAt({}, 6);
    expect(problem.shape).toEqual({ n: 12, d: 6 });
    expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
    expect(experiment.cost(problemAt({}, 20))).toBeGreaterThan(experiment.cost(problemAt({}, 10)));
  });

  it.each([
    [{ spike: 0 }, "spike"],
    [{ spike: 10 }, "spike"],
    [{ spike: 0.1, phi: 2 }, "spike"],
    [{ columns: 1 }, "columns"],
    [{ rank: 1 }, "rank"],
  ])("is refused at %j, naming %s", (changes, field) => {
    expect(() => problemAt(changes, 4)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});
