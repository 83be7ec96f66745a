import { invalidInput } from "../../foundation/errors.ts";
import { multiply } from "../../linalg/index.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { classCount, loadDigits, pixelCount } from "./digits.ts";
import { type NoisyDigitsParameters, parseNoisyDigitsParameters } from "./noisy-digits-parameters.ts";
import { drawImages, type NoisyImages } from "./noisy-images.ts";
import { gramPowers } from "./preconditioned-gram.ts";
import { drawStart, predictions, trainClassifier } from "./train-classifier.ts";

type NoisyDigitsProblem = Problem<NoisyDigitsParameters>;

/** Digits of the package there are, of which training and test images are drawn. */
const mostDigits = 10_000;

const shown = {
  Accuracy: "share of test digits named right, with the noise of their class",
  PermutedAccuracy: "share of test digits named right, with the noise of another class",
  SwappedAccuracy: "share of images named after their noise, whose digit is of another class",
};

/**
 * Digits with a class-specific noise image, and a two-layer ReLU network whose first layer is trained with a power of the
 * input covariance. Noise and digit both tell the class in training; the tests set them against one another.
 *
 * `size` is n, the number of training images. Training works on XPXᵀ alone, which is all of the inputs that the network
 * ever sees; P is made of the training images' own second moment, damped.
 *
 * A problem fails with `missing-dependency` where the package `mnist` is not installed.
 *
 * Source: the experiment on MNIST of Yoshida and Nitanda 2025, arXiv 2509.25637.
 */
export const experiment: Experiment<NoisyDigitsParameters> = {
  id: "noisy-digits",
  version: 1,
  module: import.meta.url,
  streamParameters: ["hidden", "testSamples"],
  parameters: { parse: parseNoisyDigitsParameters },
  observables: {
    ...observablesOf("", ""),
    ...observablesOf("reference", ", by the reference network"),
    loss: { meaning: "mean cross-entropy on the training images" },
    referenceLoss: { meaning: "mean cross-entropy on the training images, of the reference network" },
  },
  realise(point, size) {
    const most = mostDigits - point.testSamples;
    if (!Number.isSafeInteger(size) || size < classCount || size > most) {
      throw invalidInput(
        "size",
        size,
        `a whole number from ${classCount} to ${most}, the digits less the test samples`,
      );
    }
    return { point, size, realised: point, shape: { n: size, d: pixelCount, h: point.hidden } };
  },
  run,
  cost,
};

function observablesOf(which: string, whose: string) {
  return Object.fromEntries(
    Object.entries(shown).map(([name, meaning]) => [
      nameOf(which, name),
      { meaning: `${meaning}${whose}`, range: [0, 1] as const },
    ]),
  );
}

function nameOf(which: string, name: string): string {
  return which === "" ? name[0].toLowerCase() + name.slice(1) : which + name;
}

function run(problems: readonly NoisyDigitsProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const digits = loadDigits();
  const settings = new Map<string, ReturnType<typeof imagesOf>>();
  const trained = new Map<string, Record<string, number>>();
  const networkOf = (point: NoisyDigitsParameters, samples: number, exponent: number) => {
    const { noise, classNoise, damping, steps, stepSize, testSamples } = point;
    const setting = JSON.stringify([noise, classNoise, damping]);
    const images =
      settings.get(setting) ??
      imagesOf(drawImages(digits, { samples, testSamples, noise, classNoise }, stream), point, stream);
    settings.set(setting, images);
    const key = JSON.stringify([setting, steps, stepSize, exponent]);
    const known = trained.get(key) ?? images(exponent, { steps, stepSize });
    trained.set(key, known);
    return known;
  };
  return problems.map(({ point, size }) => {
    const [own, reference] = [point.exponent, point.reference].map((exponent) => networkOf(point, size, exponent));
    const named = (which: string, values: Record<string, number>) =>
      Object.keys(shown).map((name) => [nameOf(which, name), values[name]]);
    return {
      ...Object.fromEntries([...named("", own), ...named("reference", reference)]),
      loss: own.loss,
      referenceLoss: reference.loss,
    };
  });
}

/** Trains on images, and tests, for one exponent after the other. */
function imagesOf(images: NoisyImages, { hidden, damping }: NoisyDigitsParameters, stream: Stream) {
  const start = drawStart(pixelCount, hidden, stream.child("start"));
  const powers = gramPowers(images.training, damping);
  const preactivations = multiply(images.training, start.firstLayer);
  const tests = [images.matched, images.permuted].map((test) => ({
    start: multiply(test, start.firstLayer),
    products: multiply(test, images.training, { transposeB: true }),
  }));
  return (exponent: number, training: { readonly steps: number; readonly stepSize: number }) => {
    const { gram, outside } = powers(exponent);
    const network = trainClassifier(gram, preactivations, start.head, images.trainingClasses, training);
    const moved = multiply(outside, network.pulled);
    const [matched, permuted] = tests.map((test) => {
      const seen = multiply(test.products, moved, { alpha: -training.stepSize });
      for (let i = 0; i < seen.data.length; i++) seen.data[i] += test.start.data[i];
      return predictions(seen, network);
    });
    return {
      Accuracy: agreement(matched, images.testClasses),
      PermutedAccuracy: agreement(permuted, images.testClasses),
      SwappedAccuracy: agreement(permuted, images.noiseClasses),
      loss: network.loss,
    };
  };
}

function agreement(predicted: Uint8Array, classes: Uint8Array): number {
  return predicted.reduce((right, one, i) => right + (one === classes[i] ? 1 : 0), 0) / classes.length;
}

/**
 * Gram matrices of the images and one decomposition; for each of two networks the Gram matrix of its preconditioner, a
 * product with it and four with the head in every step, and the tests.
 */
function cost({ point: { hidden: h, steps, testSamples: t }, shape: { n, d } }: NoisyDigitsProblem): number {
  const images = 20 * d * (n + 2 * t) + n * n * d + 9 * n ** 3 + 2 * d * (n + 2 * t) * h + 4 * t * n * d;
  const network = 4 * n ** 3 + steps * n * h * (2 * n + 6 * classCount + 20) + 2 * n * h * (n + 2 * t);
  return 5 * streamCost + (images + 2 * network) / 1e6;
}
