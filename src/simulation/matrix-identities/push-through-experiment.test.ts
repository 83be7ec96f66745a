import fc from "fast-check";
import { inverse, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { experiment } from "./push-through-experiment.ts";

const problemAt = (size: number, point: object) => experiment.realise(experiment.parameters.parse(point), size);

const observe = (problem: ReturnType<typeof problemAt>, key: string) =>
  experiment.run([problem], createStream(key))[0] as Record<string, number>;

describe("one replicate", () => {
  it("has no larger difference than rounding can make, for any shape and ridge", () => {
    const ridge = fc.integer({ min: -12, max: 12 }).map((exponent) => 10 ** (exponent / 2));
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.constantFrom(0.3, 0.9, 1, 1.5, 4),
        ridge,
        fc.nat(),
        (size, phi, lambda, seed) => {
          const problem = problemAt(size, { phi, lambda });
          const { difference, scale, condition } = observe(problem, `rounding ${seed}`);
          const { n, d } = problem.shape;
          expect(difference).toBeLessThanOrEqual(9 * (Math.max(n, d) + 2) * Number.EPSILON * condition * scale);
          expect(scale).toBeGreaterThan(0);
        },
      ),
    );
  });

  it.each([0.4, 1, 2.5])(
    "shows a ridge that is wrong on one side, and the scale and condition it says (φ = %d)",
    (phi) => {
      const lambda = 0.3;
      const ridgeError = 0.01;
      const problem = problemAt(6, { phi, lambda, ridgeError });
      const { n, d } = problem.shape;
      const draw = (label: string, rows: number, columns: number, scale: number): Matrix => {
        const stream = createStream("naive").child(label);
        return new Matrix(
          Array.from({ length: rows }, () => Array.from({ length: columns }, () => scale * stream.normal())),
        );
      };
      const x = draw("matrix", n, d, 1 / Math.sqrt(n));
      const y = draw("labels", n, 1, 1);
      const transposed = x.transpose();
      const damped = (gram: Matrix, ridge: number): Matrix =>
        inverse(Matrix.add(gram, Matrix.eye(gram.rows).mul(ridge)));
      const left = damped(transposed.mmul(x), lambda).mmul(transposed).mmul(y);
      const dual = damped(x.mmul(transposed), lambda * (1 + ridgeError)).mmul(y);
      const observed = observe(problem, "naive");
      const norm = (a: Matrix): number => a.norm("frobenius");
      // Inverses by LU, of matrices with a condition below 100.
      const tolerance = 1e4 * Number.EPSILON;
      expect(Math.abs(observed.difference - norm(Matrix.sub(left, transposed.mmul(dual))))).toBeLessThan(tolerance);
      expect(observed.difference).toBeGreaterThan(1e-4);
      expect(Math.abs(observed.scale - Math.sqrt(y.transpose().mmul(dual).get(0, 0)))).toBeLessThan(tolerance);
      expect(Math.abs(observed.condition - (norm(x) ** 2 / lambda + Math.max(n, d)))).toBeLessThan(tolerance);
      // At least the norm of either side, as it says.
      expect(observed.scale).toBeGreaterThan(norm(transposed.mmul(dual)));
    },
  );

  it("gives the same bits whatever the companions", () => {
    const problems = [{ lambda: 0.1 }, { lambda: 2 }, { lambda: 2, ridgeError: 0.5 }, { lambda: 0.1 }].map((point) =>
      problemAt(9, { phi: 2, ...point }),
    );
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(together[i]).toEqual(observe(problem, "companions"));
    });
    expect(experiment.run([...problems].reverse(), createStream("companions"))).toEqual([...together].reverse());
    expect(new Set(together.map(({ difference }) => difference)).size).toBe(3);
    expect(Object.keys(together[0])).toEqual(Object.keys(experiment.observables));
    expect(experiment.run([], createStream("companions"))).toEqual([]);
    expect(() => experiment.run([problems[0], problemAt(9, { phi: 1, lambda: 1 })], createStream("two"))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "problems[1]" }),
    );
  });
});

describe("points", () => {
  it("are realised with d/n as it is", () => {
    const problem = problemAt(5, { phi: 0.7, lambda: 1 });
    expect(problem.shape).toEqual({ n: 7, d: 5 });
    expect(problem.realised).toEqual({ phi: 5 / 7, lambda: 1, ridgeError: 0 });
    expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
    expect(experiment.cost(problemAt(10, { phi: 0.7, lambda: 1 }))).toBeGreaterThan(experiment.cost(problem));
  });

  it.each([
    [{ lambda: 1 }, "phi"],
    [{ phi: 0, lambda: 1 }, "phi"],
    [{ phi: 1 }, "lambda"],
    [{ phi: 1, lambda: 0 }, "lambda"],
    [{ phi: 1, lambda: Number.NaN }, "lambda"],
    [{ phi: 1, lambda: 1, ridgeError: -1 }, "ridgeError"],
    [{ phi: 1, lambda: 1, ridge: 1 }, "ridge"],
  ])("rejects %j, naming %s", (input, field) => {
    expect(() => experiment.parameters.parse(input)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});
