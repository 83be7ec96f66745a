import { describe, expect, it } from "vitest";
import { type DenseMatrix, multiply, symmetricProduct } from "../../linalg/index.ts";
import { createStream } from "../random/create-stream.ts";
import { keepChildren } from "../random/keep-children.ts";
import { drawBatchMoments } from "./batch-moments.ts";
import { drawBatch } from "./data.ts";
import { drawInstance } from "./instance.ts";

const instance = drawInstance(
  {
    inputs: 3,
    features: 1,
    outputs: 2,
    covariance: { basis: "haar", spectrum: { kind: "log-spaced", condition: 10 } },
    head: { kind: "gaussian" },
  },
  createStream("moments of a batch"),
);

/** The Kolmogorov distance between two samples of equal size. */
function kolmogorov(a: number[], b: number[]): number {
  const events = [...a.map((x) => [x, 1]), ...b.map((x) => [x, -1])].sort(([x], [y]) => x - y);
  let [lead, most] = [0, 0];
  for (const [, step] of events) {
    lead += step;
    most = Math.max(most, Math.abs(lead));
  }
  return most / a.length;
}

describe("moments of a batch", () => {
  it("have, drawn without samples, the law of those of samples", () => {
    // Nine numbers, each with P(D > t) ≤ 2·exp(−Nt²) (Massart's constant for two samples of N): 9·2·exp(−N t²) = 1e-6 at
    // t = √(ln(1.8e7)/N) = .0747 for N = 3000.
    const draws = 3000;
    const threshold = Math.sqrt(Math.log(1.8e7) / draws);
    const specification = { samples: 5, noise: 0.7, inputLaw: "gaussian" } as const;
    const streams = ["reduced", "literal"].map((name) => keepChildren(createStream(`law of moments ${name}`)));
    const numbers = (covariance: DenseMatrix, cross: DenseMatrix): number[] => {
      const [s, c] = [covariance.data, cross.data];
      const determinant =
        s[0] * (s[4] * s[8] - s[5] * s[7]) - s[1] * (s[3] * s[8] - s[5] * s[6]) + s[2] * (s[3] * s[7] - s[4] * s[6]);
      return [s[0], s[1], s[8], determinant, c[0], c[4], c[0] * c[4], c[0] * s[1], c[5] / s[0]];
    };
    const reduced: number[][] = [];
    const literal: number[][] = [];
    for (let i = 0; i < draws; i++) {
      const { covariance, cross } = drawBatchMoments(instance, specification, streams[0]);
      reduced.push(numbers(covariance, cross));
      const { inputs, labels } = drawBatch(instance, specification, streams[1]);
      literal.push(
        numbers(
          symmetricProduct(inputs, "columns", 1 / 5),
          multiply(labels, inputs, { transposeA: true, alpha: 1 / 5 }),
        ),
      );
    }
    reduced[0].forEach((_, at) => {
      const distance = kolmogorov(
        reduced.map((row) => row[at]),
        literal.map((row) => row[at]),
      );
      expect(distance).toBeLessThan(threshold);
    });
  });

  it("are those of the samples where inputs are ±1, or fewer than dimensions", () => {
    for (const [samples, inputLaw] of [
      [6, "rademacher"],
      [2, "gaussian"],
    ] as const) {
      const specification = { samples, noise: 0.5, inputLaw };
      const { covariance, cross } = drawBatchMoments(instance, specification, createStream("literal"));
      const { inputs, labels } = drawBatch(instance, specification, createStream("literal"));
      expect(covariance).toEqual(symmetricProduct(inputs, "columns", 1 / samples));
      expect(cross).toEqual(multiply(labels, inputs, { transposeA: true, alpha: 1 / samples }));
    }
  });

  it("share the inputs whatever the noise, and have M Σ̂ without it", () => {
    const of = (noise: number) =>
      drawBatchMoments(instance, { samples: 9, noise, inputLaw: "gaussian" }, createStream("shared"));
    expect(of(0.3).covariance).toEqual(of(0).covariance);
    expect(of(0).cross).toEqual(multiply(instance.product, of(0).covariance));
    const [none, once, twice] = [0, 1, 2].map((noise) => of(noise).cross.data);
    // A sum of a few products of numbers of order 1.
    none.forEach((start, i) => {
      expect(Math.abs(twice[i] - start - 2 * (once[i] - start))).toBeLessThan(50 * Number.EPSILON);
    });
  });
});
