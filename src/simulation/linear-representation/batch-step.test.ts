import { describe, expect, it } from "vitest";
import { denseMatrix, multiply } from "../../linalg/index.ts";
import { createStream } from "../random/create-stream.ts";
import { type BatchMoments, drawBatchMoments } from "./batch-moments.ts";
import { batchStep } from "./batch-step.ts";
import { drawInstance } from "./instance.ts";
import { haarRows } from "./orthonormal-rows.ts";
import { plus, populationStep, preconditionings } from "./population-step.ts";
import { subspaceDistance } from "./subspace-distance.ts";

const instance = drawInstance(
  {
    inputs: 6,
    features: 2,
    outputs: 3,
    covariance: { basis: "haar", spectrum: { kind: "log-spaced", condition: 5 } },
    head: { kind: "log-spaced", condition: 2 },
  },
  createStream("a step on batches"),
);
const start = haarRows(2, 6, createStream("a step on batches, start"));
const batch = (noise: number, name: string): BatchMoments =>
  drawBatchMoments(instance, { samples: 20, noise, inputLaw: "gaussian" }, createStream(name));

/** Steps of size 6 × 6 with conditions of some 10²: a few hundred roundings, amplified. */
const tolerance = 1e5 * Number.EPSILON;

const largest = (data: Float64Array) => data.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);

describe("a step on batches", () => {
  it("is that of the population on the population's moments", () => {
    const { matrix } = instance.covariance;
    const moments = { covariance: matrix, cross: multiply(instance.product, matrix) };
    for (const method of Object.values(preconditionings)) {
      const step = batchStep([moments, moments], start, method, 0.3);
      const expected = populationStep(instance, start, method, 0.3);
      expect(largest(plus(step.unnormalised, expected.unnormalised, -1).data)).toBeLessThan(tolerance);
      expect(largest(plus(step.head, expected.head, -1).data)).toBeLessThan(tolerance);
    }
  });

  it("has the least-squares head of the first batch, and with η = 1 the min–min features of the second", () => {
    const batches = [batch(0.5, "first"), batch(0.5, "second")] as const;
    const { head, unnormalised } = batchStep(batches, start, preconditionings.kfac, 1);
    // Normal equations: F(GΣ̂Gᵀ) = ĈGᵀ on the first, FᵀF G Σ̂ = FᵀĈ on the second.
    const seen = multiply(start, batches[0].covariance);
    const first = plus(
      multiply(head, multiply(seen, start, { transposeB: true })),
      multiply(batches[0].cross, start, { transposeB: true }),
      -1,
    );
    expect(largest(first.data)).toBeLessThan(tolerance);
    const fitted = multiply(multiply(head, unnormalised), batches[1].covariance);
    const second = multiply(head, plus(fitted, batches[1].cross, -1), { transposeA: true });
    expect(largest(second.data)).toBeLessThan(tolerance);
  });

  it("follows the gradient of the loss on the second batch, as finite differences see it", () => {
    const batches = [batch(0.5, "first"), batch(0.5, "second")] as const;
    const { head, unnormalised } = batchStep(batches, start, preconditionings.amgd, 1);
    // ½‖Y − XGᵀFᵀ‖²/n up to a constant: ½tr(FGΣ̂GᵀFᵀ) − tr(FGĈᵀ), quadratic in G, so that central differences are exact.
    const loss = (features: typeof start): number => {
      const model = multiply(head, features);
      const image = multiply(model, batches[1].covariance);
      return model.data.reduce((sum, entry, i) => sum + entry * (image.data[i] / 2 - batches[1].cross.data[i]), 0);
    };
    const shifted = (at: number, by: number) =>
      denseMatrix(
        2,
        6,
        start.data.map((entry, i) => (i === at ? entry + by : entry)),
      );
    start.data.forEach((entry, at) => {
      const slope = (loss(shifted(at, 0.5)) - loss(shifted(at, -0.5))) / 1;
      expect(Math.abs(entry - unnormalised.data[at] - slope)).toBeLessThan(tolerance);
    });
  });

  it("is exact at once with η = 1 and no noise", () => {
    const { features } = batchStep([batch(0, "first"), batch(0, "second")], start, preconditionings.kfac, 1);
    expect(subspaceDistance(features, instance.teacherFeatures)).toBeLessThan(tolerance);
  });
});
