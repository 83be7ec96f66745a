import fc from "fast-check";
import { EigenvalueDecomposition, inverse, Matrix, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, it } from "vitest";
import type { DenseMatrix } from "../../linalg/index.ts";
import { itKeepsTheContract, observe } from "../linear-representation/testing/experiment-contract.ts";
import { createStream } from "../random/create-stream.ts";
import { experiment } from "./gram-spectrum-experiment.ts";
import { experiment as interpolator } from "./interpolator-experiment.ts";
import { inputsOfRank } from "./spectral-matrices.ts";

const full = ({ rows, columns, data }: DenseMatrix): Matrix => Matrix.from1DArray(rows, columns, [...data]);

describe("inputs", () => {
  it("have the rank and the singular values that they should", () => {
    const singular = new SingularValueDecomposition(full(inputsOfRank(5, 7, 3, 4, createStream("rank"))), {
      autoTranspose: true,
    }).diagonal;
    // Products of two orthogonal matrices of order 7.
    [4, 2, 1, 0, 0].forEach((expected, i) => {
      expect(Math.abs(singular[i] - expected)).toBeLessThan(1e3 * Number.EPSILON);
    });
  });
});

describe("the Gram matrix's spectrum", () => {
  const exponent = fc.integer({ min: -8, max: 8 }).map((quarter) => quarter / 4);

  it("is off by no more than rounding, for any shape, rank and exponent", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 16 }),
        fc.constantFrom(0.4, 1, 2.5),
        exponent,
        fc.constantFrom(1, 3, 10),
        fc.constantFrom(0.2, 0.5, 1),
        fc.nat(),
        (size, phi, p, spread, rankShare, seed) => {
          const problem = experiment.realise(
            experiment.parameters.parse({ phi, exponent: p, spread, rankShare }),
            size,
          );
          const { difference, scale, condition } = experiment.run(
            [problem],
            createStream(`rounding ${seed}`),
          )[0] as Record<string, number>;
          const { n, d } = problem.shape;
          const factor = 78 * Math.max(n, d) + 11;
          expect(difference).toBeLessThanOrEqual(factor * Number.EPSILON * condition * scale);
        },
      ),
    );
  });

  it("is compared with what a dense computation says is wrong", () => {
    const point = { phi: 0.5, exponent: -0.5, spread: 3 };
    const x = full(inputsOfRank(3, 6, 3, 3, createStream("naive")));
    const power = (matrix: Matrix, p: number): Matrix => {
      const { eigenvectorMatrix: v, realEigenvalues } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
      const powers = realEigenvalues.map((value) => (value > 1e-9 ? value ** p : 0));
      return v.mmul(Matrix.diag(powers)).mmul(v.transpose());
    };
    const sum = x.mmul(x.transpose());
    const left = x.transpose().mmul(power(sum, -0.5)).mmul(x);
    const oneLess = power(x.transpose().mmul(x), 0);
    const tolerance = 1e4 * Number.EPSILON;
    const wrong = observe(experiment, { ...point, claimed: "2p+1" }, 3, "naive");
    expect(Math.abs(wrong.difference - Matrix.sub(left, oneLess).norm("frobenius"))).toBeLessThan(tolerance);
    expect(Math.abs(wrong.scale - Math.sqrt(3))).toBeLessThan(tolerance);
    const mean = observe(experiment, { ...point, covariance: "mean" }, 3, "naive");
    const scaled = left.clone().mul(Math.sqrt(6) - 1);
    expect(Math.abs(mean.difference - scaled.norm("frobenius"))).toBeLessThan(tolerance);
    // (1 + |p|)·‖X‖_F⁴·(Σλ^{2(p − 1)})^{1/2}/scale with eigenvalues 1, 3 and 9.
    const slope = Math.sqrt([1, 3, 9].reduce((total, value) => total + value ** -3, 0));
    const condition = (1.5 * 13 ** 2 * slope) / mean.scale;
    expect(Math.abs(mean.condition / condition - 1)).toBeLessThan(tolerance);
  });

  itKeepsTheContract(experiment, {
    size: 4,
    cell: [
      { phi: 0.5, exponent: 1, spread: 2 },
      { phi: 0.5, exponent: -1, spread: 2 },
      { phi: 0.5, exponent: -1, spread: 2, claimed: "2p+1" },
      { phi: 0.5, exponent: -1, spread: 2, covariance: "mean" },
    ],
    otherCell: { phi: 0.5, exponent: 1, spread: 3 },
    bad: [
      [{ exponent: 1, spread: 2 }, "phi"],
      [{ phi: 1, exponent: Number.NaN, spread: 2 }, "exponent"],
      [{ phi: 1, exponent: 5, spread: 2 }, "exponent"],
      [{ phi: 1, exponent: 1, spread: 0.5 }, "spread"],
      [{ phi: 1, exponent: 1, spread: 2, rankShare: 0 }, "rankShare"],
      [{ phi: 1, exponent: 1, spread: 2, claimed: "p" }, "claimed"],
      [{ phi: 1, exponent: 1, spread: 2, covariance: "none" }, "covariance"],
      [{ phi: 1, exponent: 1, spread: 2, power: 2 }, "power"],
    ],
    badSizes: [1, 2.5],
  });
});

describe("the preconditioned interpolator", () => {
  it("is the minimum-norm one up to rounding, for any shape and exponent", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 10 }),
        fc.constantFrom(1, 1.7, 3),
        fc.integer({ min: -8, max: 8 }),
        fc.constantFrom(1, 2, 5),
        fc.nat(),
        (size, phi, quarters, spread, seed) => {
          const problem = interpolator.realise(
            interpolator.parameters.parse({ phi, exponent: quarters / 4, spread }),
            size,
          );
          const { difference, scale, condition } = interpolator.run(
            [problem],
            createStream(`interpolator ${seed}`),
          )[0] as Record<string, number>;
          const { n, d } = problem.shape;
          const factor = 70 * d + 8 * n * n + 20 * n + 20;
          expect(difference).toBeLessThanOrEqual(factor * Number.EPSILON * condition * scale);
        },
      ),
    );
  });

  it("depends on the exponent where the covariance knows nothing of the inputs", () => {
    const point = { phi: 2, exponent: -1, spread: 2 };
    expect(observe(interpolator, { ...point, covariance: "population" }, 5, "own").difference).toBeGreaterThan(1e-3);
    const own = observe(interpolator, point, 5, "own");
    const x = full(inputsOfRank(10, 5, 5, 2, createStream("own")));
    const labels = new Float64Array(5);
    createStream("own").child("labels").fillNormal(labels);
    const length = Math.sqrt(labels.reduce((sum, y) => sum + y * y, 0));
    expect(Math.abs(own.scale - length)).toBeLessThan(100 * Number.EPSILON);
    const solution = x.mmul(inverse(x.transpose().mmul(x))).mmul(Matrix.columnVector([...labels]));
    expect(own.scale).toBeGreaterThan(solution.norm("frobenius"));
  });

  itKeepsTheContract(interpolator, {
    size: 4,
    cell: [
      { phi: 2, exponent: 1, spread: 2 },
      { phi: 2, exponent: -1, spread: 2 },
      { phi: 2, exponent: -1, spread: 2, covariance: "population" },
    ],
    otherCell: { phi: 2, exponent: 1, spread: 3 },
    bad: [
      [{ phi: 0.9, exponent: 1, spread: 2 }, "phi"],
      [{ phi: 2, exponent: "1", spread: 2 }, "exponent"],
      [{ phi: 2, exponent: 1, spread: 0 }, "spread"],
      [{ phi: 2, exponent: 1, spread: 2, covariance: "other" }, "covariance"],
    ],
    badSizes: [1, 513],
  });
});
