import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import { distance, squaredNorm } from "../matrix-identities/norms.ts";
import { createStream } from "../random/create-stream.ts";
import { denseNetwork, gaussian, hyperbolicTangent } from "./dense-network.ts";
import { recurrentNetwork } from "./recurrent-network.ts";
import { type TrainingRun, train } from "./training.ts";
import { amplification, gapOverTime, largestGap } from "./trajectory-gap.ts";

const [n, d, h] = [5, 3, 2];

function runOf(changes: Partial<TrainingRun> = {}): TrainingRun {
  const stream = createStream("training");
  const architecture = changes.architecture ?? denseNetwork([h, 1], hyperbolicTangent);
  return {
    architecture,
    inputs: denseMatrix(n * architecture.tokens, d, gaussian(n * architecture.tokens * d, stream.child("inputs"))),
    labels: gaussian(n, stream.child("labels")),
    weights: denseMatrix(d, h, gaussian(d * h, stream.child("weights"))),
    parameters: architecture.start(stream.child("parameters")),
    rule: ({ gradient }) => gradient,
    learningRate: 0.1,
    laterLearningRate: 0.1,
    steps: 1,
    ...changes,
  };
}

/** ½ mean of squares of a two-layer tanh network with a skip from the means of pairs of inputs' rows. */
function lossOf({ inputs, labels, parameters }: TrainingRun, weights: DenseMatrix): number {
  let loss = 0;
  for (let s = 0; s < n; s++) {
    let output = parameters[2 * h];
    for (let j = 0; j < h; j++) {
      let z = parameters[j];
      for (let i = 0; i < d; i++) z += inputs.data[s * d + i] * weights.data[i * h + j];
      output += parameters[h + j] * Math.tanh(z);
    }
    loss += (output - labels[s]) ** 2 / (2 * n);
  }
  return loss;
}

describe("train", () => {
  it("takes a gradient step of the loss that it says, first layer and later parameters at once", () => {
    const run = runOf();
    const path = train(run);
    expect(path.losses).toHaveLength(2);
    // A few dozen roundings of numbers near 1.
    expect(Math.abs(path.losses[0] - lossOf(run, run.weights))).toBeLessThan(100 * Number.EPSILON);
    const step = Number.EPSILON ** (1 / 3);
    path.weights[0].forEach((weight, i) => {
      const moved = (sign: number): number => {
        const data = run.weights.data.slice();
        data[i] += sign * step;
        return lossOf(run, denseMatrix(d, h, data));
      };
      const slope = (moved(1) - moved(-1)) / (2 * step);
      expect(Math.abs(path.weights[1][i] - (weight - 0.1 * slope))).toBeLessThan(100 * step ** 2);
    });
    path.parameters[0].forEach((parameter, i) => {
      const moved = (sign: number): number => {
        const parameters = run.parameters.slice();
        parameters[i] += sign * step;
        return lossOf({ ...run, parameters }, run.weights);
      };
      const slope = (moved(1) - moved(-1)) / (2 * step);
      expect(Math.abs(path.parameters[1][i] - (parameter - 0.1 * slope))).toBeLessThan(100 * step ** 2);
    });
  });

  it("lowers the loss, leaves what it was given, and records test inputs like the others", () => {
    const run = runOf({ steps: 50 });
    const [weights, parameters] = [run.weights.data.slice(), run.parameters.slice()];
    const path = train({ ...run, testInputs: run.inputs });
    expect(path.losses[50]).toBeLessThan(0.7 * path.losses[0]);
    expect(run.weights.data).toEqual(weights);
    expect(run.parameters).toEqual(parameters);
    expect(path.testPreActivations).toEqual(path.preActivations);
    expect(train(run).testPreActivations).toEqual([]);
  });

  it("trains a skip from the mean of a sample's inputs by gradient descent", () => {
    // Outputs of 0 for good: what is left is a linear model on the means, one step of which from 0 is known.
    const architecture = recurrentNetwork(h, 2);
    const silent = runOf({
      architecture,
      parameters: new Float64Array(architecture.parameterCount),
      weights: denseMatrix(d, h),
      rule: () => denseMatrix(d, h),
      laterLearningRate: 0.5,
    });
    const { labels, inputs } = silent;
    const path = train({ ...silent, skip: true });
    const mean = (s: number, i: number): number => (inputs.data[2 * s * d + i] + inputs.data[(2 * s + 1) * d + i]) / 2;
    const u = Array.from({ length: d }, (_, i) => labels.reduce((sum, y, s) => sum + (0.5 / n) * y * mean(s, i), 0));
    const expected = labels.reduce(
      (sum, y, s) => sum + (u.reduce((output, entry, i) => output + entry * mean(s, i), 0) - y) ** 2 / (2 * n),
      0,
    );
    expect(Math.abs(path.losses[1] - expected)).toBeLessThan(100 * Number.EPSILON);
    const [withoutSkip] = [train(silent)];
    expect(withoutSkip.losses[1]).toBe(withoutSkip.losses[0]);
  });
});

describe("gaps", () => {
  it("are relative to the largest norm, part by part, and leave out what is not compared", () => {
    const left = train(runOf({ steps: 3 }));
    const shifted = (values: readonly Float64Array[], by: number) =>
      values.map((entries) => entries.map((entry) => entry + by));
    const largest = (values: readonly Float64Array[]): number =>
      Math.max(...values.map((entries) => Math.sqrt(squaredNorm(entries))));
    const right = { ...left, weights: shifted(left.weights, 0.3) };
    expect([...gapOverTime(left, right, "pre-activations-and-later-parameters")]).toEqual([0, 0, 0, 0]);
    const expected = (0.3 * Math.sqrt(d * h)) / largest(left.weights);
    expect(Math.abs(largestGap(left, right, "all-parameters") - expected)).toBeLessThan(20 * Number.EPSILON);
    const moved = {
      ...left,
      preActivations: [...left.preActivations.slice(0, 3), left.preActivations[3].map((z) => z + 1)],
    };
    const gaps = gapOverTime(left, moved, "pre-activations-and-later-parameters");
    expect([...gaps.slice(0, 3)]).toEqual([0, 0, 0]);
    expect(Math.abs(gaps[3] - Math.sqrt(n * h) / largest(left.preActivations))).toBeLessThan(20 * Number.EPSILON);
    expect(distance(Float64Array.of(gaps[3]), Float64Array.of(largestGap(left, moved, "all-parameters")))).toBe(0);
  });

  it("tell how much a run amplifies: about as much as nothing where nothing moves, more where training is unstable", () => {
    const measured = (changes: Partial<TrainingRun>): number => {
      const run = runOf(changes);
      return amplification(train(run), run, "pre-activations-and-later-parameters", createStream("disturbance"));
    };
    const still = measured({ steps: 1, learningRate: 0, laterLearningRate: 0 });
    // Z sums d = 3 products of two disturbed numbers, and one step disturbs W again.
    expect(still).toBeGreaterThanOrEqual(1);
    expect(still).toBeLessThan(3 * 3);
    expect(measured({ steps: 60, learningRate: 0.1, laterLearningRate: 6 })).toBeGreaterThan(100 * still);
  });
});
