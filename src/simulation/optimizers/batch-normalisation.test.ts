import { describe, expect, it } from "vitest";
import { amgd } from "./amgd.ts";
import { momentsOf } from "./batch-moments.ts";
import { batchNormed, batchVariance, normedMoments } from "./batch-normalisation.ts";
import { sgd } from "./sgd.ts";
import { relativeDistance, smallProblem } from "./testing/small-problem.ts";

const EPS = Number.EPSILON;
const { network, data, moments } = smallProblem("norm");
const other = smallProblem("other norm").moments;
const matrices = ["inputCovariance", "crossCovariance", "inputMean"] as const;

describe("batch-norm in training", () => {
  const normed = batchNormed(sgd({ learningRate: 0.1 }), 7, { epsilon: 0 }).training(moments);

  it("gives inputs of mean 0 and variance 1", () => {
    for (let j = 0; j < 7; j++) {
      expect(Math.abs(normed.inputMean.data[j])).toBeLessThan(4 * EPS);
      expect(Math.abs(normed.inputCovariance.data[8 * j] - 1)).toBeLessThan(50 * EPS);
    }
    expect(normed.labelPower).toBe(moments.labelPower);
  });

  it("has the moments of the normed samples", () => {
    const again = momentsOf(normed.data as NonNullable<typeof normed.data>);
    for (const name of ["inputCovariance", "crossCovariance"] as const) {
      expect(relativeDistance(normed[name], again[name])).toBeLessThan(200 * EPS);
    }
    expect(again.labelMean).toEqual(moments.labelMean);
  });

  it("is what the optimizer sees, batch by batch", () => {
    const wrapped = batchNormed(amgd({ learningRate: 0.1 }), 7);
    expect(wrapped.step(network, moments, other)).toEqual(
      amgd({ learningRate: 0.1 }).step(network, wrapped.training(moments), wrapped.training(other)),
    );
  });
});

describe("batch-norm at inference", () => {
  it("has the running means and unbiased variances of all batches", () => {
    const wrapped = batchNormed(sgd({ learningRate: 0.1 }), 7, { momentum: 0.25, epsilon: 0 });
    expect(wrapped.inference().scale.data.every((scale) => scale === 1)).toBe(true);
    wrapped.step(network, moments, other);
    const { mean, scale } = wrapped.inference();
    const [first, second] = [batchVariance(moments), batchVariance(other)];
    for (let j = 0; j < 7; j++) {
      const expected = 0.75 * 0.25 * moments.inputMean.data[j] + 0.25 * other.inputMean.data[j];
      const variance = 0.75 ** 2 + (12 / 11) * (0.75 * 0.25 * first.data[j] + 0.25 * second.data[j]);
      expect(Math.abs(mean.data[j] - expected)).toBeLessThan(4 * EPS);
      expect(Math.abs(scale.data[j] * Math.sqrt(variance) - 1)).toBeLessThan(16 * EPS);
    }
  });
});

it("norming moments by any mean and scale is norming the samples", () => {
  const mean = { ...moments.inputMean, data: Float64Array.from([1, -2, 0, 0.5, 3, 0, -1]) };
  const scale = { ...mean, data: Float64Array.from([1, 2, 0.5, 1, 3, 0.1, 1]) };
  const normed = normedMoments(moments, { mean, scale });
  const inputs = {
    ...data.inputs,
    data: data.inputs.data.map((value, at) => (value - mean.data[at % 7]) * scale.data[at % 7]),
  };
  const expected = momentsOf({ ...data, inputs });
  for (const name of matrices) expect(relativeDistance(normed[name], expected[name])).toBeLessThan(200 * EPS);
  for (let i = 0; i < 7; i++) {
    for (let j = 0; j < i; j++) {
      expect(normed.inputCovariance.data[7 * i + j]).toBe(normed.inputCovariance.data[7 * j + i]);
    }
  }
});
