import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itKeepsTheContract } from "../linear-representation/testing/experiment-contract.ts";
import { createStream } from "../random/create-stream.ts";
import { optimise } from "./coordinate-optimizers.ts";
import { type DifferentiableModel, linearModel, twoLayerModel } from "./differentiable-model.ts";
import { experiment } from "./optimizer-comparison-experiment.ts";
import { classLaw, drawNoise, populationCovariance, sampleOf, trainingMoments } from "./sign-flip-task.ts";
import { readoutTrainer } from "./trained-readout.ts";

const task = {
  invariantSignal: 1.25,
  spuriousSignal: 2,
  invariantDeviation: 0.16,
  spuriousDeviation: 0.5,
  nuisanceDeviation: 0.4,
};
const law = classLaw(task, 3);
const sample = sampleOf(law, drawNoise(25, 3, createStream("sample")));
const moments = trainingMoments(sample);

describe("the comparison", () => {
  itKeepsTheContract(experiment, {
    size: 30,
    cell: [
      { hidden: 2, steps: 20 },
      { hidden: 2, steps: 40 },
      { hidden: 2, steps: 40, spuriousSignal: 0.5 },
    ],
    otherCell: { hidden: 3, steps: 20 },
    bad: [
      [{ inputs: 1 }, "inputs"],
      [{ hidden: -1 }, "hidden"],
      [{ steps: 0 }, "steps"],
      [{ invariantDeviation: 0 }, "invariantDeviation"],
      [{ other: 1 }, "other"],
    ],
    badSizes: [1, 3.5],
  });
});

/** ½ mean (y − f)² on the sample. */
function loss(model: DifferentiableModel, parameters: Float64Array): number {
  const outputs = model.outputs(parameters, sample.inputs);
  return outputs.reduce((sum, value, i) => sum + (sample.classes[i] - value) ** 2, 0) / (2 * outputs.length);
}

function moved(from: Float64Array, along: Float64Array, by: number): Float64Array {
  return from.map((value, i) => value + by * along[i]);
}

describe.each([
  ["linear readout", linearModel(moments)],
  ["network", twoLayerModel(sample, 4)],
] as const)("the derivatives of the %s", (_, model) => {
  it("are the limits of differences", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const stream = createStream({ seed });
        const [parameters, direction] = [0, 1].map(() => {
          const drawn = new Float64Array(model.parameterCount);
          stream.fillNormal(drawn);
          return drawn;
        });
        const gradient = new Float64Array(model.parameterCount);
        const product = new Float64Array(model.parameterCount);
        model.gradient(parameters, gradient);
        model.hessianProduct(parameters, direction, product);
        // So short that hardly an instance in ten thousand crosses a kink, and such a one is seen by its unequal sides.
        const h = 1e-6;
        const [ahead, behind] = [1, -1].map((side) => {
          const out = new Float64Array(model.parameterCount);
          model.gradient(moved(parameters, direction, side * h), out);
          return out;
        });
        const along = gradient.reduce((sum, value, i) => sum + value * direction[i], 0);
        const slope =
          (loss(model, moved(parameters, direction, h)) - loss(model, moved(parameters, direction, -h))) / (2 * h);
        const size = 1 + loss(model, parameters) + Math.hypot(...direction) ** 2;
        expect(Math.abs(slope - along)).toBeLessThan(1e-6 * size ** 2);
        const kinked = ahead.some((value, i) => Math.abs(value - 2 * gradient[i] + behind[i]) > 1e-7 * size ** 2);
        if (kinked) return;
        product.forEach((value, i) => {
          expect(Math.abs((ahead[i] - behind[i]) / (2 * h) - value)).toBeLessThan(1e-6 * size ** 2);
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe("the optimizers", () => {
  const model = linearModel(moments);
  const start = new Float64Array(3);

  it("take plain gradient steps for SGD: those of the readout in closed form", () => {
    const training = { exponent: 0, lambda: 0, time: 3, steps: 20 };
    const closed = readoutTrainer(populationCovariance(law), moments)(training);
    const [first, second] = [0.16 ** 2 * (1 + 1.25 ** 2), 0.5 ** 2 * 5];
    const rho = (first + second) / 2 + Math.hypot((first - second) / 2, 1.25 * 2 * 0.16 * 0.5);
    const found = optimise("sgd", model, start, { steps: 20, stepSize: 3 / 20 / rho }, createStream("sgd"));
    found.forEach((value, i) => {
      expect(Math.abs(value - closed[i])).toBeLessThan(1e3 * Number.EPSILON);
    });
  });

  it("begin with the gradient's signs for Adam, and with the gradient over z ⊙ Hz for AdaHessian", () => {
    const gradient = new Float64Array(3);
    model.gradient(start, gradient);
    const adam = optimise("adam", model, start, { steps: 1, stepSize: 0.1 }, createStream("adam"));
    // ε = 10⁻⁸ beside gradients of more than 10⁻².
    adam.forEach((value, i) => {
      expect(Math.abs(value + 0.1 * Math.sign(gradient[i]))).toBeLessThan(1e-6);
    });

    const stream = createStream("adahessian");
    const adahessian = optimise("adahessian", model, start, { steps: 1, stepSize: 0.1 }, stream);
    const signs = Float64Array.from(
      { length: 3 },
      (
        (coin) => () =>
          coin.uniform() < 0.5 ? -1 : 1
      )(stream.child("signs")),
    );
    const { data } = moments.covariance;
    adahessian.forEach((value, i) => {
      const curvature = signs[i] * [0, 1, 2].reduce((sum, j) => sum + data[3 * i + j] * signs[j], 0);
      const expected = (-0.1 * gradient[i]) / (Math.abs(curvature) + 1e-4);
      expect(Math.abs(value / expected - 1)).toBeLessThan(1e-12);
    });
  });

  it("all find the least squares", () => {
    const end = readoutTrainer(
      populationCovariance(law),
      moments,
    )({ exponent: 0, lambda: 0, time: "converged", steps: null });
    for (const [optimizer, stepSize] of [
      ["sgd", 1],
      ["adam", 0.003],
      ["adahessian", 0.03],
    ] as const) {
      const found = optimise(optimizer, model, start, { steps: 10_000, stepSize }, createStream("all"));
      found.forEach((value, i) => {
        expect(Math.abs(value - end[i]), optimizer).toBeLessThan(0.02);
      });
    }
  });
});
