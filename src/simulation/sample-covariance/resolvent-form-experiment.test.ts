import { inverse, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { experiment } from "./resolvent-form-experiment.ts";
import { literalCovariance, literalInputs } from "./testing/literal-inputs.ts";

const population = { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] };
const point = { population, phi: 0.5, lambda: 0.3, left: -0.5, right: 1, between: 2, columns: 3 };

const problemAt = (changes: object, size: number) =>
  experiment.realise(experiment.parameters.parse({ ...point, ...changes }), size);

const observe = (problem: ReturnType<typeof problemAt>, key: string) =>
  experiment.run([problem], createStream(key))[0] as Record<string, number>;

describe("one replicate", () => {
  it.each([
    [{}, 6],
    [{ phi: 2, lambda: 1, between: -1 }, 4],
    [{ left: 1, right: 1, between: 0.5 }, 4],
    [{ population: { kind: "atoms", values: [0, 1] }, left: 0.5 }, 4],
  ])("has the forms of the literal resolvent: %j", (changes, size) => {
    const problem = problemAt(changes, size);
    const { n, d } = problem.shape;
    const { lambda, left, right, between, columns } = problem.point;
    const { values } = problem.realised.population as { readonly values: readonly number[] };
    const stream = createStream("forms");
    const covariance = literalCovariance(literalInputs(n, values, stream.child("inputs")));
    const resolvent = inverse(Matrix.add(covariance, Matrix.eye(d).mul(lambda)));
    const drawn = stream.child("signs");
    const signs = new Matrix(d, columns).apply(function set(this: Matrix, i, k) {
      this.set(i, k, drawn.uniform() < 0.5 ? -1 : 1);
    });
    const vector = (power: number, k: number): Matrix => {
      const entries = Matrix.columnVector(values.map((tau, i) => signs.get(i, k) * tau ** power));
      return entries.div(entries.norm());
    };
    const form = (matrix: Matrix): number => {
      let sum = 0;
      for (let k = 0; k < columns; k++)
        sum += vector(left, k).transpose().mmul(matrix).mmul(vector(right, k)).get(0, 0);
      return sum / columns;
    };
    const test = Matrix.diag(values.map((tau) => tau ** between));
    const { bilinearForm, twoResolventForm } = observe(problem, "forms");
    // Entries of R and of RBR are below 1/λ < 4 and 40, and condition numbers below 40.
    const tolerance = 40 * d * Number.EPSILON;
    expect(Math.abs(bilinearForm - form(resolvent))).toBeLessThan(4 * tolerance);
    expect(Math.abs(twoResolventForm - form(resolvent.mmul(test).mmul(resolvent)))).toBeLessThan(80 * tolerance);
  });

  it("gives the same bits whatever the companions", () => {
    const problems = [{}, { lambda: 2 }, { left: 1 }, { between: -1 }].map((changes) => problemAt(changes, 7));
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(together[i]).toEqual(observe(problem, "companions"));
    });
    expect(new Set(together.map(({ twoResolventForm }) => twoResolventForm)).size).toBe(4);
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
    [{ columns: 0 }, "columns"],
    [{ left: Number.POSITIVE_INFINITY }, "left"],
    [{ middle: 1 }, "middle"],
    [{ population: { kind: "atoms", values: [0, 1] } }, "left"],
    [{ population: { kind: "atoms", values: [0, 1] }, left: 0, between: -1 }, "between"],
  ])("is refused at %j, naming %s", (changes, field) => {
    expect(() => problemAt(changes, 4)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});
