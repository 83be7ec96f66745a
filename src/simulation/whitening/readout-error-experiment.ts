import type { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { denseMatrix, multiply, symmetricEigen, symmetricProduct } from "../../linalg/index.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { lastColumns, sandwich } from "../gram-spectrum/spectral-matrices.ts";
import { gaussian } from "../input-map/dense-network.ts";
import { numberBetween, oneOf, reader, strictPoint, wholeBetween } from "../linear-representation/point-schema.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";

/** A point of the readout-error experiment. */
export type ReadoutErrorParameters = {
  /** n/d, training samples per input, above 0 and at most 16; n is rounded, and at least 1. */
  readonly trainShare: number;
  /** n_t/d, test samples per input, above 0 and at most 16; n_t is rounded, and at least 1. */
  readonly testShare: number;
  /** Which inputs X̄ are in P = (X̄X̄ᵀ)^p. */
  readonly covariance: "train" | "train-and-test";
  /** p, from −2 to 2. */
  readonly exponent: number;
  /** Steps of gradient descent, each of 1 over the largest eigenvalue of XᵀPX. */
  readonly steps: number;
  /** σ_ε², from 0. */
  readonly noiseVariance: number;
};

type ReadoutErrorProblem = Problem<ReadoutErrorParameters>;

/**
 * The error on test samples of a linear readout y ≈ wᵀx trained from w = 0 by preconditioned gradient descent on ½‖Xᵀw − y‖²,
 * x ~ N(0, I), y = θᵀx + ε with θ uniform on the unit sphere. Steps are not iterated: on the eigenvector of XᵀPX with
 * eigenvalue g they leave the part (1 − ηg)^steps of the residual. `size` is d.
 */
export const experiment: Experiment<ReadoutErrorParameters> = {
  id: "whitened-readout-error",
  version: 1,
  module: import.meta.url,
  streamParameters: ["trainShare", "testShare"],
  parameters: reader(
    strictPoint({
      trainShare: numberBetween(0, 16, { highest: true }),
      testShare: numberBetween(0, 16, { highest: true }),
      covariance: oneOf("train", "train-and-test").default("train"),
      exponent: numberBetween(-2, 2, { lowest: true, highest: true }),
      steps: wholeBetween(1, Number.MAX_SAFE_INTEGER),
      noiseVariance: numberBetween(0, Number.POSITIVE_INFINITY, { lowest: true }),
    }) as unknown as z.ZodType<ReadoutErrorParameters>,
  ),
  observables: {
    risk: { meaning: "‖w − θ‖² + σ_ε², the expected squared error on a fresh sample" },
    testError: { meaning: "mean over the test samples of (wᵀx − y)², with noise in y" },
    predictionSize: { meaning: "mean over the test samples of (wᵀx)²" },
  },
  realise(point, size) {
    if (!Number.isInteger(size) || size < 2 || size > 1024) {
      throw invalidInput("size", size, "a whole number from 2 to 1024");
    }
    const n = Math.max(1, Math.round(point.trainShare * size));
    const tests = Math.max(1, Math.round(point.testShare * size));
    return {
      point,
      size,
      realised: { ...point, trainShare: n / size, testShare: tests / size },
      shape: { d: size, n, tests },
    };
  },
  run,
  cost: ({ shape: { d, n, tests } }) =>
    5 * streamCost + (10 * (n + tests) * d + 11 * (d ** 3 + n ** 3) + 4 * n * d * (n + d)) / 1e6,
};

function run(problems: readonly ReadoutErrorProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { d, n, tests } = problems[0].shape;
  // A row a sample, the test samples last.
  const all = denseMatrix(n + tests, d, gaussian((n + tests) * d, stream.child("inputs")));
  const inputs = denseMatrix(n, d, all.data.slice(0, n * d));
  const testInputs = denseMatrix(tests, d, all.data.slice(n * d));
  const direction = gaussian(d, stream.child("teacher"));
  const length = Math.sqrt(direction.reduce((sum, entry) => sum + entry * entry, 0));
  const signal = multiply(all, denseMatrix(d, 1, direction)).data.map((entry) => entry / length);
  const noise = gaussian(n + tests, stream.child("noise"));
  return problems.map(({ point: { covariance, exponent, steps, noiseVariance } }) => {
    const labels = signal.map((entry, i) => entry + Math.sqrt(noiseVariance) * noise[i]);
    const whitened = covariance === "train" ? inputs : all;
    const own = symmetricEigen(symmetricProduct(whitened, "columns"));
    // Gaussian inputs have full rank.
    const rank = Math.min(d, whitened.rows);
    const root = sandwich(
      lastColumns(own.vectors, rank),
      own.values.subarray(d - rank).map((value) => value ** (exponent / 2)),
    );
    // XᵀP^½, of which P^½XXᵀP^½ and XᵀPX have the same eigenvalues above 0: the smaller one is diagonalised.
    const features = multiply(inputs, root);
    const gram = symmetricEigen(symmetricProduct(features, n < d ? "rows" : "columns"));
    const largest = gram.values[gram.values.length - 1];
    // (1 − (1 − ηg)^steps)/g
    const filter = sandwich(
      gram.vectors,
      gram.values.map((g) => -Math.expm1(steps * Math.log1p(-Math.min(1, g / largest))) / g),
    );
    const target = denseMatrix(n, 1, labels.slice(0, n));
    const transposeA = true;
    const coefficients =
      n < d
        ? multiply(features, multiply(filter, target), { transposeA })
        : multiply(filter, multiply(features, target, { transposeA }));
    const weights = multiply(root, coefficients);
    const predictions = multiply(testInputs, weights).data;
    const risk = weights.data.reduce((sum, entry, i) => sum + (entry - direction[i] / length) ** 2, noiseVariance);
    let [error, size] = [0, 0];
    for (let i = 0; i < tests; i++) {
      error += (predictions[i] - labels[n + i]) ** 2 / tests;
      size += predictions[i] ** 2 / tests;
    }
    return { risk, testError: error, predictionSize: size };
  });
}
