import type { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { denseMatrix, multiply, singularValueDecomposition } from "../../linalg/index.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { sandwich } from "../gram-spectrum/spectral-matrices.ts";
import { denseNetwork, gaussian, hyperbolicTangent } from "../input-map/dense-network.ts";
import { train } from "../input-map/training.ts";
import { frobenius } from "../linear-representation/frobenius.ts";
import { numberBetween, oneOf, reader, strictPoint, wholeBetween } from "../linear-representation/point-schema.ts";
import { distance, squaredNorm } from "../matrix-identities/norms.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";

/** A point of the whitened-predictions experiment. */
export type WhitenedPredictionsParameters = {
  /** n/d, training samples per input, above 0 and at most 1; n is rounded, and at least 1. */
  readonly trainShare: number;
  /** n_t/d, test samples per input, above 0 and at most 2; n_t is rounded, and at least 3. */
  readonly testShare: number;
  /** Which inputs P = (XXᵀ)⁺ is made of. */
  readonly whitened: "train" | "train-and-test";
  /** h */
  readonly hidden: number;
  readonly steps: number;
  /** η of the first layer. */
  readonly learningRate: number;
  /** η of the later parameters. */
  readonly laterLearningRate: number;
};

type WhitenedProblem = Problem<WhitenedPredictionsParameters>;

/**
 * A network f = aᵀtanh(W₁ᵀx + b) + c trained on y = βᵀx with P = (XXᵀ)⁺ on W₁, from W₁ = P^{½}ω with N(0, 1) entries of ω:
 * what becomes of the test samples. x ~ N(0, I), β ~ N(0, I/d). `size` is d.
 *
 * With test inputs X_t among those whitened and n + n_t ≤ d, X_tᵀPX = 0 and W₁ᵀX_t does not move. By how much it does from
 * rounding, to first order in ε = 2⁻⁵²: with P = VS⁻²Vᵀ exact for inputs within 10mε‖[X, X_t]‖ of the given ones, m the
 * larger side, a step ΔW₁ = −ηPXδ moves W₁ᵀX_t by at most (20m + 24m + 2d + n + 4)ε·‖[X, X_t]‖²_F‖P‖_F·η‖δ‖, where η‖δ‖ is how far
 * W₁ᵀX moves because XᵀPX = I. The product W₁ᵀX_t and the sum of steps are off by (d + T + 2)ε‖X_t‖_F‖W₁‖_F. Together
 * (47m + d + n + T + 6)·ε·condition, relative to the norm of W₁ᵀX_t.
 */
export const experiment: Experiment<WhitenedPredictionsParameters> = {
  id: "whitened-predictions",
  version: 1,
  module: import.meta.url,
  streamParameters: ["trainShare", "testShare"],
  parameters: reader(
    strictPoint({
      trainShare: numberBetween(0, 1, { highest: true }),
      testShare: numberBetween(0, 2, { highest: true }),
      whitened: oneOf("train", "train-and-test"),
      hidden: wholeBetween(1, 256),
      steps: wholeBetween(1, 100_000),
      learningRate: numberBetween(0, 100, { lowest: true, highest: true }),
      laterLearningRate: numberBetween(0, 100, { lowest: true, highest: true }).default(0.1),
    }) as unknown as z.ZodType<WhitenedPredictionsParameters>,
  ),
  observables: {
    difference: { meaning: "the largest ‖W₁(t)ᵀX_t − W₁(0)ᵀX_t‖_F over training" },
    scale: { meaning: "‖W₁(0)ᵀX_t‖_F" },
    condition: {
      meaning: "(‖X_t‖_F·max‖W₁‖_F + ‖[X, X_t]‖²_F·‖P‖_F·Σ‖W₁(t + 1)ᵀX − W₁(t)ᵀX‖_F) over the scale",
    },
    correlation: {
      meaning: "correlation over the test samples between the trained network's outputs and the labels",
      range: [-1, 1],
    },
    chanceCorrelation: {
      meaning: "correlation of so many independent pairs of N(0, 1) numbers",
      range: [-1, 1],
    },
  },
  realise(point, size) {
    if (!Number.isInteger(size) || size < 4 || size > 256) {
      throw invalidInput("size", size, "a whole number from 4 to 256");
    }
    const n = Math.max(1, Math.round(point.trainShare * size));
    const tests = Math.max(3, Math.round(point.testShare * size));
    return {
      point,
      size,
      realised: { ...point, trainShare: n / size, testShare: tests / size },
      shape: { d: size, n, tests },
    };
  },
  run,
  cost,
};

function run(problems: readonly WhitenedProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { d, n, tests } = problems[0].shape;
  // A row a sample, the test samples last.
  const all = denseMatrix(n + tests, d, gaussian((n + tests) * d, stream.child("inputs")));
  const teacher = denseMatrix(
    d,
    1,
    gaussian(d, stream.child("teacher")).map((entry) => entry / Math.sqrt(d)),
  );
  const labels = multiply(all, teacher).data;
  const inputs = denseMatrix(n, d, all.data.slice(0, n * d));
  const testInputs = denseMatrix(tests, d, all.data.slice(n * d));
  const chance = stream.child("chance");
  const chanceCorrelation = correlation(gaussian(tests, chance), gaussian(tests, chance));
  return problems.map(({ point: { whitened, hidden, steps, learningRate, laterLearningRate } }) => {
    const architecture = denseNetwork([hidden, 1], hyperbolicTangent);
    const { right, values } = singularValueDecomposition(whitened === "train" ? inputs : all);
    const power = (exponent: number) =>
      sandwich(
        right,
        values.map((value) => value ** exponent),
      );
    const preconditioner = power(-2);
    const omega = denseMatrix(d, hidden, gaussian(d * hidden, stream.child("weights")));
    const path = train({
      architecture,
      inputs,
      labels: labels.slice(0, n),
      weights: multiply(power(-1), omega),
      parameters: architecture.start(stream.child("later parameters")),
      rule: ({ gradient }) => multiply(preconditioner, gradient),
      learningRate,
      laterLearningRate,
      steps,
      testInputs,
    });
    const start = path.testPreActivations[0];
    const scale = Math.sqrt(squaredNorm(start));
    const largestWeights = Math.max(...path.weights.map((weights) => frobenius({ data: weights })));
    let travelled = 0;
    for (let t = 0; t < steps; t++) travelled += distance(path.preActivations[t + 1], path.preActivations[t]);
    const predictions = architecture.forward(path.testPreActivations[steps], path.parameters[steps]).outputs;
    return {
      difference: Math.max(...path.testPreActivations.map((z) => distance(z, start))),
      scale,
      condition:
        (frobenius(testInputs) * largestWeights + frobenius(all) ** 2 * frobenius(preconditioner) * travelled) / scale,
      correlation: correlation(predictions, labels.subarray(n)),
      chanceCorrelation,
    };
  });
}

/** Pearson's correlation of the entries. */
function correlation(a: Float64Array, b: Float64Array): number {
  const [x, y] = [centred(a), centred(b)];
  const value = x.reduce((sum, entry, i) => sum + entry * y[i], 0) / Math.sqrt(squaredNorm(x) * squaredNorm(y));
  return Math.min(1, Math.max(-1, value));
}

function centred(a: Float64Array): Float64Array {
  const mean = a.reduce((sum, entry) => sum + entry, 0) / a.length;
  return a.map((entry) => entry - mean);
}

/** Five streams, the draws, a singular value decomposition, the steps with some 50 small arrays each. */
function cost({ point: { hidden, steps }, shape: { d, n, tests } }: WhitenedProblem): number {
  const rows = n + tests;
  const draws = 10 * (rows * d + d * hidden);
  const decomposition = 60 * Math.max(rows, d) * Math.min(rows, d) ** 2 + 4 * d * d * rows;
  const step = 2 * d * hidden * (2 * n + tests + d) + 20 * n * hidden + 10_000;
  return 5 * streamCost + (draws + decomposition + steps * step) / 1e6;
}
