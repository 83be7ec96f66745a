import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import type { Stream } from "../stream.ts";
import { classCount, type Digits, pixelCount } from "./digits.ts";

/** Images for training and for the tests, one a row, with the classes of their digits and of their noise. */
export interface NoisyImages {
  readonly training: DenseMatrix;
  readonly trainingClasses: Uint8Array;
  /** Test digits with the noise of their own class, as in training. */
  readonly matched: DenseMatrix;
  /** The same digits with the noise of another class, each of the nine equally likely. */
  readonly permuted: DenseMatrix;
  readonly testClasses: Uint8Array;
  /** The classes whose noise `permuted` has. */
  readonly noiseClasses: Uint8Array;
}

export interface ImageSetting {
  readonly samples: number;
  readonly testSamples: number;
  /** Standard deviation of the noise. */
  readonly noise: number;
  /** Whether each class has a noise image of its own, or all have the same one. */
  readonly classNoise: "own" | "shared";
}

/**
 * Draws digits without replacement and adds to each the noise image of a class: one N(0, noise²) image per class, fixed
 * for the replicate. Pixels are cut off at 0 and 1.
 */
export function drawImages(digits: Digits, setting: ImageSetting, stream: Stream): NoisyImages {
  const { samples, testSamples } = setting;
  const chosen = withoutReplacement(digits.count, samples + testSamples, stream.child("digits"));
  const [training, test] = [chosen.subarray(0, samples), chosen.subarray(samples)];
  const noise = new Float64Array(classCount * pixelCount);
  stream.child("noise").fillNormal(noise);
  const classOf = (index: number) => digits.classes[index];
  const testClasses = Uint8Array.from(test, classOf);
  const others = stream.child("permutation");
  const noiseClasses = testClasses.map(
    (own) => (own + 1 + Math.floor((classCount - 1) * others.uniform())) % classCount,
  );
  const images = (indices: Uint32Array, noiseClass: (row: number) => number): DenseMatrix => {
    const matrix = denseMatrix(indices.length, pixelCount);
    indices.forEach((index, row) => {
      const image = setting.classNoise === "own" ? noiseClass(row) : 0;
      for (let j = 0; j < pixelCount; j++) {
        const pixel = digits.levels[index * pixelCount + j] / 255;
        const noisy = pixel + setting.noise * noise[image * pixelCount + j];
        matrix.data[row * pixelCount + j] = Math.min(1, Math.max(0, noisy));
      }
    });
    return matrix;
  };
  return {
    training: images(training, (row) => classOf(training[row])),
    trainingClasses: Uint8Array.from(training, classOf),
    matched: images(test, (row) => testClasses[row]),
    permuted: images(test, (row) => noiseClasses[row]),
    testClasses,
    noiseClasses,
  };
}

/** The first `count` of a random order of 0 … `total` − 1. */
function withoutReplacement(total: number, count: number, stream: Stream): Uint32Array {
  const order = Uint32Array.from({ length: total }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(stream.uniform() * (total - i));
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order.slice(0, count);
}
