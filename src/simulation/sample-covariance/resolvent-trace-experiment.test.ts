import { inverse, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { experiment } from "./resolvent-trace-experiment.ts";
import { literalCovariance, literalInputs } from "./testing/literal-inputs.ts";

const population = { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] };

const problemAt = (changes: object, size: number) =>
  experiment.realise(experiment.parameters.parse({ population, phi: 0.5, zReal: -0.3, ...changes }), size);

const observe = (problem: ReturnType<typeof problemAt>, key: string) =>
  experiment.run([problem], createStream(key))[0] as Record<string, number>;

/** Real and imaginary parts of d⁻¹tr(A − z)⁻ᵏ, k = 1 and 2, from the real 2d × 2d matrix that A − z is. */
function byInverse(a: Matrix, x: number, y: number): readonly number[] {
  const d = a.rows;
  const block = Matrix.zeros(2 * d, 2 * d);
  const shifted = Matrix.sub(a, Matrix.eye(d).mul(x));
  block.setSubMatrix(shifted, 0, 0);
  block.setSubMatrix(shifted, d, d);
  block.setSubMatrix(Matrix.eye(d).mul(y), 0, d);
  block.setSubMatrix(Matrix.eye(d).mul(-y), d, 0);
  const resolvent = inverse(block);
  return [resolvent, resolvent.mmul(resolvent)].flatMap((power) => [
    power.subMatrix(0, d - 1, 0, d - 1).trace() / d,
    power.subMatrix(d, 2 * d - 1, 0, d - 1).trace() / d,
  ]);
}

describe("one replicate", () => {
  it.each([
    [{}, 6],
    [{ phi: 2, zReal: -2 }, 4],
    [{ zReal: 0.7, zImaginary: 0.4 }, 6],
    [{ phi: 1.5, zReal: 0.4, zImaginary: -0.5 }, 4],
  ])("has the traces of the literal resolvent and of its square: %j", (changes, size) => {
    const problem = problemAt(changes, size);
    const { values } = problem.realised.population as { readonly values: readonly number[] };
    const x = literalInputs(problem.shape.n, values, createStream("traces").child("inputs"));
    const expected = byInverse(literalCovariance(x), problem.point.zReal, problem.point.zImaginary);
    const { stieltjesReal, stieltjesImaginary, derivativeReal, derivativeImaginary } = observe(problem, "traces");
    // ‖Σ̂‖ is below 10 and z at least 0.3 from the spectrum: condition numbers below 40, squared for the second power.
    const tolerance = 2 * 40 ** 2 * problem.shape.d * Number.EPSILON * 10;
    [stieltjesReal, stieltjesImaginary, derivativeReal, derivativeImaginary].forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThan(tolerance);
    });
    expect(Math.abs(expected[0])).toBeGreaterThan(0.01);
  });

  it("gives the same bits whatever the companions", () => {
    const problems = [problemAt({}, 7), problemAt({ zReal: 1, zImaginary: 0.5 }, 7), problemAt({ zReal: -2 }, 7)];
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(together[i]).toEqual(observe(problem, "companions"));
    });
    expect(new Set(together.map(({ stieltjesReal }) => stieltjesReal)).size).toBe(3);
    expect(Object.keys(together[0])).toEqual(Object.keys(experiment.observables));
  });

  it("answers no problems with nothing, and refuses problems of two sizes", () => {
    expect(experiment.run([], createStream("none"))).toEqual([]);
    expect(() => experiment.run([problemAt({}, 3), problemAt({}, 4)], createStream("two"))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "problems[1]" }),
    );
  });
});

describe("a problem", () => {
  it("has the smaller side as its size, and carries its eigenvalues and d/n, which it reads back", () => {
    expect(problemAt({ phi: 0.3 }, 10).shape).toEqual({ n: 33, d: 10 });
    const problem = problemAt({ phi: 2.5 }, 2);
    expect(problem.shape).toEqual({ n: 2, d: 5 });
    expect(problem.realised).toMatchObject({ phi: 2.5, population: { kind: "eigenvalues" } });
    expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
  });

  it("costs more at a larger size", () => {
    expect(experiment.cost(problemAt({}, 3))).toBeGreaterThan(0);
    expect(experiment.cost(problemAt({}, 100))).toBeGreaterThan(experiment.cost(problemAt({}, 50)));
  });

  it.each([
    [{ zReal: 0 }, "zReal"],
    [{ zReal: 1 }, "zReal"],
    [{ zReal: Number.NaN }, "zReal"],
    [{ zReal: undefined }, "zReal"],
    [{ zImaginary: "1" }, "zImaginary"],
    [{ phi: 0 }, "phi"],
    [{ population: { kind: "atoms", values: [-1] } }, "population.values[0]"],
    [{ z: -1 }, "z"],
  ])("is refused at %j, naming %s", (changes, field) => {
    expect(() => problemAt(changes, 4)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });

  it.each([0, 1, 2.5])("is refused at size %f", (size) => {
    expect(() => problemAt({}, size)).toThrow(expect.objectContaining({ code: "invalid-input", field: "size" }));
  });
});
