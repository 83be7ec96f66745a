import { describe, expect, it } from "vitest";
import { choleskyFactor, choleskySolve, dotProduct, multiply } from "../../linalg/index.ts";
import { drawBatch } from "../linear-representation/data.ts";
import { drawInstance } from "../linear-representation/instance.ts";
import { transpose } from "../linear-representation/orthonormal-rows.ts";
import { plus } from "../linear-representation/population-step.ts";
import { type BatchMoments, momentsOf } from "../optimizers/batch-moments.ts";
import { createStream } from "../random/create-stream.ts";
import { momentsSource } from "./draw-moments.ts";

const d = 4;
const outputs = 3;
const noise = 0.7;
const instance = drawInstance(
  {
    inputs: d,
    features: 2,
    outputs,
    covariance: { basis: "haar", spectrum: { kind: "log-spaced", condition: 20 } },
    head: { kind: "gaussian" },
  },
  createStream("moments' law"),
);
const { covariance, product } = instance;
const trace = (() => {
  let sum = 0;
  for (let i = 0; i < d; i++) sum += covariance.matrix.data[i * d + i];
  return sum;
})();
const signal = dotProduct(multiply(product, covariance.matrix).data, product.data);

const draws = 3000;

/** Numbers with known expectations, which between them see every part of the moments. */
function statistics(
  batch: BatchMoments,
  n: number,
): { readonly name: string; readonly value: number; readonly expected: number }[] {
  const { inputCovariance: s, crossCovariance: c, inputMean, labelMean, labelPower } = batch;
  const noiseCross = plus(c, multiply(product, s), -1);
  const noiseMean = plus(labelMean, multiply(product, inputMean), -1);
  const centredTrace = Array.from({ length: d }, (_, i) => s.data[i * d + i] - inputMean.data[i] ** 2).reduce(
    (a, b) => a + b,
  );
  const first = (matrix: { data: Float64Array }) => matrix.data[0];
  const variance = covariance.matrix.data[0];
  const list = [
    { name: "tr Σ̂", value: inputs(s), expected: trace },
    { name: "off the diagonal", value: s.data[1], expected: covariance.matrix.data[1] },
    // Var of a sample variance of n Gaussians about a known mean is 2σ⁴/n.
    { name: "(Σ̂₁₁ − Σ₁₁)²", value: (first(s) - variance) ** 2, expected: (2 * variance ** 2) / n },
    { name: "scatter about the mean", value: centredTrace, expected: (trace * (n - 1)) / n },
    { name: "‖X̄‖²", value: dotProduct(inputMean.data, inputMean.data), expected: trace / n },
    {
      name: "noise in C",
      value: dotProduct(noiseCross.data, noiseCross.data),
      expected: (noise ** 2 * outputs * trace) / n,
    },
    {
      name: "noise in Ȳ",
      value: dotProduct(noiseMean.data, noiseMean.data),
      expected: (noise ** 2 * outputs) / n,
    },
    // E[(EᵀX/n)X̄ · Ē] = σ²E‖X̄‖²d_Y/n couples the two.
    {
      name: "both at once",
      value: dotProduct(multiply(noiseCross, inputMean).data, noiseMean.data),
      expected: (noise ** 2 * outputs * trace) / n ** 2,
    },
    { name: "tr YᵀY/n", value: labelPower, expected: signal + noise ** 2 * outputs },
  ];
  if (n <= d) return list;
  // What least squares leaves has n − d degrees of freedom a label.
  const fitted = choleskySolve(choleskyFactor(s), transpose(c));
  const residual = labelPower - dotProduct(fitted.data, transpose(c).data);
  return [...list, { name: "residuals", value: residual, expected: (noise ** 2 * outputs * (n - d)) / n }];
}

function inputs(s: { data: Float64Array }): number {
  let sum = 0;
  for (let i = 0; i < d; i++) sum += s.data[i * d + i];
  return sum;
}

// Each |mean − expectation| is beyond 7 standard errors with probability 3e-12 for a Gaussian mean of 3000; squares of
// Gaussians, skewed, leave it below 1e-8, and there are 38 of them.
describe.each([
  [
    "drawn by their moments",
    (n: number, key: string) => momentsSource(instance, { samples: n, noise }, createStream(key))(),
  ],
  [
    "drawn sample by sample",
    (n: number, key: string) =>
      momentsOf(drawBatch(instance, { samples: n, noise, inputLaw: "gaussian" }, createStream(key))),
  ],
])("moments of Gaussian batches, %s", (_, draw) => {
  it.each([12, 3])("have the expectations of %d samples", (n) => {
    const sums = new Map<string, { total: number; squares: number; expected: number }>();
    for (let r = 0; r < draws; r++) {
      for (const { name, value, expected } of statistics(draw(n, `draw ${n} ${r}`), n)) {
        const sum = sums.get(name) ?? { total: 0, squares: 0, expected };
        sum.total += value;
        sum.squares += value ** 2;
        sums.set(name, sum);
      }
    }
    for (const [name, { total, squares, expected }] of sums) {
      const mean = total / draws;
      const error = Math.sqrt((squares / draws - mean ** 2) / draws);
      expect(Math.abs(mean - expected), name).toBeLessThan(7 * error);
      expect(error, name).toBeLessThan(0.1 * Math.max(1, Math.abs(expected)));
    }
  });
});

it("one after another differ, and are the same every time", () => {
  const source = () => momentsSource(instance, { samples: 9, noise }, createStream("sequence"));
  const [one, other] = [source(), source()];
  const sequence = [one(), one()];
  expect([other(), other()]).toEqual(sequence);
  expect(sequence[0].inputCovariance).not.toEqual(sequence[1].inputCovariance);
  expect(sequence[0].labelPower).not.toBe(sequence[1].labelPower);
});

it("without noise the labels are the teacher's", () => {
  const batch = momentsSource(instance, { samples: 9, noise: 0 }, createStream("silent"))();
  expect(batch.crossCovariance).toEqual(multiply(product, batch.inputCovariance));
  expect(batch.labelMean).toEqual(multiply(product, batch.inputMean));
});
