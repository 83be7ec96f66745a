import { describe, expect, it } from "vitest";
import { type DenseMatrix, multiply } from "../../linalg/index.ts";
import { itKeepsTheContract, observe } from "../linear-representation/testing/experiment-contract.ts";
import { createStream } from "../random/create-stream.ts";
import { normalDistribution, readoutScores } from "./readout-scores.ts";
import { experiment } from "./sign-flip-experiment.ts";
import { classLaw, drawNoise, populationCovariance, sampleOf, trainingMoments } from "./sign-flip-task.ts";
import { type ReadoutTraining, readoutTrainer } from "./trained-readout.ts";

const task = {
  invariantSignal: 1.25,
  spuriousSignal: 2,
  invariantDeviation: 0.16,
  spuriousDeviation: 0.5,
  nuisanceDeviation: 0.4,
};

const readout = { exponent: -1.5, time: 1 };

describe("the experiment", () => {
  itKeepsTheContract(experiment, {
    size: 60,
    cell: [
      { inputs: 6, readout },
      { inputs: 6, readout: { exponent: 0.5, time: 3, steps: 5 } },
      { inputs: 6, readout: { exponent: -2, lambda: 0.1 }, reference: { exponent: -1, time: 2 } },
      { inputs: 6, readout, invariantSignal: 2 },
      { inputs: 6, readout, nuisanceDeviation: 0.1 },
    ],
    otherCell: { inputs: 7, readout },
    bad: [
      [{ readout }, "phi"],
      [{ inputs: 6, phi: 0.5, readout }, "phi"],
      [{ inputs: 1, readout }, "inputs"],
      [{ phi: -1, readout }, "phi"],
      [{ inputs: 6 }, "readout"],
      [{ inputs: 6, readout: { exponent: Number.NaN } }, "readout.exponent"],
      [{ inputs: 6, readout: { exponent: 0, time: 0 } }, "readout.time"],
      [{ inputs: 6, readout: { exponent: 0, steps: 1.5 } }, "readout.steps"],
      [{ inputs: 6, readout: { exponent: 0, lambda: -1 } }, "readout.lambda"],
      [{ inputs: 6, readout: { exponent: 0, speed: 1 } }, "readout.speed"],
      [{ inputs: 6, readout, invariantSignal: 0 }, "invariantSignal"],
      [{ inputs: 6, readout, other: 1 }, "other"],
    ],
    badSizes: [1, 2.5, Number.NaN],
  });

  it("says what d/n really is", () => {
    const { realised, shape } = experiment.realise(experiment.parameters.parse({ phi: 0.3, readout }), 11);
    expect(shape).toEqual({ n: 11, d: 3 });
    expect(realised.phi).toBe(3 / 11);
  });

  it("gives the same readout at convergence for every exponent, with more samples than inputs", () => {
    const at = (exponent: number) => observe(experiment, { inputs: 6, readout: { exponent } }, 100, "end");
    for (const exponent of [-2, -1, 0.5]) {
      for (const name of ["margin", "oodMargin", "squaredError"]) {
        // The condition number of the preconditioned moments is below 10³ here.
        expect(Math.abs(at(exponent)[name] - at(0)[name])).toBeLessThan(1e5 * Number.EPSILON);
      }
    }
  });
});

describe("a trained readout", () => {
  const law = classLaw(task, 5);
  const sample = sampleOf(law, drawNoise(40, 5, createStream("sample")));
  const moments = trainingMoments(sample);
  const population = populationCovariance(law);
  const trained = readoutTrainer(population, moments);
  const rest = { lambda: 0, time: 4, steps: null } as const;

  it("is where gradient descent ends that is taken step by step, with powers of Σ by repeated products", () => {
    const square = multiply(population, population);
    const largestOf = (power: number) => {
      // The largest eigenvalue by the power method; the gap of these matrices is large.
      const matrix = power === 1 ? population : power === 2 ? square : multiply(square, population);
      let vector: DenseMatrix = { rows: 5, columns: 1, data: new Float64Array(5).fill(1) };
      let length = 0;
      for (let i = 0; i < 500; i++) {
        vector = multiply(matrix, vector);
        length = Math.hypot(...vector.data);
        for (let j = 0; j < 5; j++) vector.data[j] /= length;
      }
      return length;
    };
    for (const [exponent, preconditioner] of [
      [1, population],
      [2, square],
    ] as const) {
      const steps = 30;
      const rho = largestOf(1 + exponent);
      let weights = new Float64Array(5);
      for (let step = 0; step < steps; step++) {
        const fitted = multiply(moments.covariance, { rows: 5, columns: 1, data: weights }).data;
        const gradient = fitted.map((value, i) => value - moments.correlation[i]);
        const move = multiply(preconditioner, { rows: 5, columns: 1, data: gradient }).data;
        weights = weights.map((value, i) => value - (rest.time / steps / rho) * move[i]);
      }
      const closed = trained({ ...rest, exponent, steps });
      closed.forEach((value, i) => {
        expect(Math.abs(value - weights[i])).toBeLessThan(1e4 * Number.EPSILON * Math.hypot(...weights));
      });
    }
  });

  it("under a ridge solves Σ̂w + λρΣ^(−p)w = Xᵀy/n at convergence", () => {
    // p = 0 and p = −1: the ridge is on w and on Σ^½w.
    for (const [exponent, lambda] of [
      [0, 0.3],
      [-1, 0.2],
    ] as const) {
      const weights = trained({ exponent, lambda, time: "converged", steps: null });
      const column = { rows: 5, columns: 1, data: weights };
      const fitted = multiply(moments.covariance, column).data;
      const pulled = exponent === 0 ? weights : multiply(population, column).data;
      // ρ is λ_max(Σ) and 1.
      const rho = exponent === 0 ? largestEigenvalue() : 1;
      fitted.forEach((value, i) => {
        expect(Math.abs(value + lambda * rho * pulled[i] - moments.correlation[i])).toBeLessThan(1e3 * Number.EPSILON);
      });
    }

    function largestEigenvalue(): number {
      const [a, b, s1, s2] = [1.25, 2, 0.16, 0.5];
      const [first, second] = [s1 * s1 * (1 + a * a), s2 * s2 * (1 + b * b)];
      return (first + second) / 2 + Math.hypot((first - second) / 2, a * b * s1 * s2);
    }
  });

  it("without ridge and with fewer samples than inputs interpolates, and is finite", () => {
    const wide = classLaw(task, 30);
    const few = sampleOf(wide, drawNoise(10, 30, createStream("few")));
    for (const exponent of [0, -1.5]) {
      const training: ReadoutTraining = { exponent, lambda: 0, time: "converged", steps: null };
      const weights = readoutTrainer(populationCovariance(wide), trainingMoments(few))(training);
      const outputs = multiply(few.inputs, { rows: 30, columns: 1, data: weights }).data;
      outputs.forEach((value, i) => {
        expect(Math.abs(value - few.classes[i])).toBeLessThan(1e6 * Number.EPSILON);
      });
    }
  });
});

describe("the scores", () => {
  it("are those of samples: 40,000 of each kind", () => {
    const law = classLaw(task, 4);
    const weights = Float64Array.of(3, 0.4, -0.5, 0.2);
    const scores = readoutScores(weights, law);
    const noise = drawNoise(40_000, 4, createStream("scores"));
    for (const [means, accuracy, error] of [
      [law.means, scores.accuracy, scores.squaredError],
      [law.flippedMeans, scores.oodAccuracy, scores.oodSquaredError],
    ] as const) {
      const { inputs, classes } = sampleOf({ ...law, means }, noise);
      const outputs = multiply(inputs, { rows: 4, columns: 1, data: weights }).data;
      const right = outputs.reduce((sum, value, i) => sum + (value * classes[i] > 0 ? 1 : 0), 0) / 40_000;
      const squared = outputs.reduce((sum, value, i) => sum + (classes[i] - value) ** 2, 0) / 40_000;
      // Five and a half standard errors each, ½/200 at most for a share: a false alarm has the probability 4·4e-8.
      expect(Math.abs(right - accuracy)).toBeLessThan((5.5 * 0.5) / 200);
      // (y − f)² of a Gaussian f of variance v and mean m has the variance 2v² + 4v(1 − m)².
      const variance = weights.reduce((sum, weight, i) => sum + (weight * law.deviations[i]) ** 2, 0);
      const spread = Math.sqrt(2 * variance ** 2 + 4 * variance * (error - variance));
      expect(Math.abs(squared - error)).toBeLessThan((5.5 * spread) / 200);
    }
  });

  it("use Φ: values of mpmath", () => {
    expect(Math.abs(normalDistribution(1.25) - 0.8943502263331448)).toBeLessThan(2 * Number.EPSILON);
    expect(Math.abs(normalDistribution(-2) - 0.02275013194817921)).toBeLessThan(2 * Number.EPSILON);
    expect(normalDistribution(0)).toBe(0.5);
  });
});
