import fc from "fast-check";
import { EigenvalueDecomposition, Matrix, solve } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { haarOrthogonal } from "../orthogonal/haar-orthogonal.ts";
import { createStream } from "../random/create-stream.ts";
import { experiment } from "./woodbury-experiment.ts";

const problemAt = (size: number, point: object) => experiment.realise(experiment.parameters.parse(point), size);

const observe = (problem: ReturnType<typeof problemAt>, key: string) =>
  experiment.run([problem], createStream(key))[0] as Record<string, number>;

describe("one replicate", () => {
  it("has no larger difference than rounding can make, for any order, rank and condition", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0.01, 0.3, 0.6, 1),
        fc.integer({ min: 0, max: 5 }),
        fc.nat(),
        (size, rankShare, exponent, seed) => {
          const problem = problemAt(size, { condition: 10 ** exponent, rankShare });
          const { difference, scale, condition } = observe(problem, `rounding ${seed}`);
          const { d, k } = problem.shape;
          const factor = 19 * (d + 1) + 5 * (k + 1) + 6;
          expect(difference).toBeLessThanOrEqual(factor * Number.EPSILON * condition * scale);
          expect(scale).toBeGreaterThan(0);
        },
      ),
    );
  });

  it("is about the matrix that it says, and shows the wrong sign", () => {
    const [d, k, kappa] = [6, 3, 50];
    const stream = createStream("naive");
    const q = new Matrix(
      Array.from({ length: d }, (_, i) =>
        Array.from(haarOrthogonal(d, stream.child("eigenvectors")).data.slice(i * d, (i + 1) * d)),
      ),
    );
    const eigenvalues = Array.from({ length: d }, (_, i) => kappa ** (i / (d - 1)));
    const a = q.mmul(Matrix.diag(eigenvalues)).mmul(q.transpose());
    const draw = (label: string, columns: number, scale: number): Matrix => {
      const own = stream.child(label);
      return new Matrix(Array.from({ length: d }, () => Array.from({ length: columns }, () => scale * own.normal())));
    };
    const u = draw("update", k, 1 / Math.sqrt(d));
    const b = draw("right-hand side", 1, 1);
    const norm = (matrix: Matrix): number => matrix.norm("frobenius");
    const x = solve(Matrix.add(a, u.mmul(u.transpose())), b);
    const y = solve(a, b);
    // A and the solutions have a condition of 50 and norms of order 1.
    const tolerance = 1e4 * Number.EPSILON;
    const right = observe(problemAt(d, { condition: kappa, rankShare: 0.5 }), "naive");
    const wrong = observe(problemAt(d, { condition: kappa, rankShare: 0.5, correction: "added" }), "naive");
    expect(Math.abs(right.scale - norm(x))).toBeLessThan(tolerance);
    expect(right.difference).toBeLessThan(tolerance);
    // y + (y − x) − x: twice the correction.
    expect(Math.abs(wrong.difference - 2 * norm(Matrix.sub(y, x)))).toBeLessThan(tolerance);
    const trace = eigenvalues.reduce((sum, eigenvalue) => sum + eigenvalue, 0);
    const condition = trace * (1 + norm(u) ** 2) ** 2;
    expect(Math.abs(right.condition / condition - 1)).toBeLessThan(tolerance);
    const extremes = new EigenvalueDecomposition(a).realEigenvalues.sort((s, t) => s - t);
    expect(Math.abs(extremes[0] - 1)).toBeLessThan(tolerance);
    expect(Math.abs(extremes[d - 1] - kappa)).toBeLessThan(kappa * tolerance);
  });

  it("gives the same bits whatever the companions", () => {
    const problems = ["subtracted", "added", "subtracted"].map((correction) =>
      problemAt(9, { condition: 10, rankShare: 0.4, correction }),
    );
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(together[i]).toEqual(observe(problem, "companions"));
    });
    expect(together[0]).toEqual(together[2]);
    expect(together[1].difference).not.toBe(together[0].difference);
    expect(Object.keys(together[0])).toEqual(Object.keys(experiment.observables));
    expect(experiment.run([], createStream("companions"))).toEqual([]);
    const other = problemAt(9, { condition: 11, rankShare: 0.4 });
    expect(() => experiment.run([problems[0], other], createStream("two"))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "problems[1]" }),
    );
  });
});

describe("points", () => {
  it("are realised with the rank as it is, at least 1", () => {
    const problem = problemAt(10, { condition: 5, rankShare: 0.33 });
    expect(problem.shape).toEqual({ d: 10, k: 3 });
    expect(problem.realised).toEqual({ condition: 5, rankShare: 0.3, correction: "subtracted" });
    expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
    expect(problemAt(10, { condition: 5, rankShare: 0.01 }).shape).toEqual({ d: 10, k: 1 });
    expect(experiment.cost(problemAt(20, { condition: 5, rankShare: 0.33 }))).toBeGreaterThan(experiment.cost(problem));
  });

  it.each([
    [{ rankShare: 0.5 }, "condition"],
    [{ condition: 0.5, rankShare: 0.5 }, "condition"],
    [{ condition: Number.POSITIVE_INFINITY, rankShare: 0.5 }, "condition"],
    [{ condition: 2 }, "rankShare"],
    [{ condition: 2, rankShare: 0 }, "rankShare"],
    [{ condition: 2, rankShare: 1.1 }, "rankShare"],
    [{ condition: 2, rankShare: 1, correction: "left out" }, "correction"],
    [{ condition: 2, rankShare: 1, rank: 3 }, "rank"],
  ])("rejects %j, naming %s", (input, field) => {
    expect(() => experiment.parameters.parse(input)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });

  it.each([0, 1.5, 5000, Number.NaN])("rejects size %d", (size) => {
    expect(() => problemAt(size, { condition: 2, rankShare: 1 })).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "size" }),
    );
  });
});
