import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { trainKernelClassifier } from "./kernel-classifier.ts";

type Draw = (z: Float64Array) => readonly number[];

/** `count` points made of normals, the same for every call with the same label. */
function points(label: string, count: number, draw: Draw): readonly Float64Array[] {
  const stream = createStream(["kernel classifier", label]);
  const z = new Float64Array(4);
  return Array.from({ length: count }, () => {
    stream.fillNormal(z);
    return Float64Array.from(draw(z));
  });
}

const tests = 2000;

/** P(right on left) + P(right on right) − 1 of the classifier trained on 256 points each, from 2000 fresh ones. */
function advantage(left: Draw, right: Draw, training = 256): number {
  const score = trainKernelClassifier(points("left", training, left), points("right", training, right));
  const mean = (label: string, draw: Draw) =>
    points(label, tests, draw).reduce((sum, point) => sum + Math.sign(score(point)), 0) / tests;
  return (mean("fresh left", left) - mean("fresh right", right)) / 2;
}

/** Hoeffding: 4000 numbers in [−1, 1], whose sum is divided by 4000, are this far from their mean with probability 1e-6. */
const noise = Math.sqrt((2 * Math.log(2e6)) / (2 * tests));

const standard: Draw = (z) => [z[0], z[1], z[2]];

describe("what it tells apart", () => {
  // The best classifier of N(0, I) and N(shift·e, I) has the advantage 2Φ(shift/2) − 1; covariances and signs as stated.
  it.each<[string, Draw, Draw, number]>([
    ["a shift of the mean by 1: .383 at best", standard, (z) => [z[0] + 1, z[1], z[2]], 0.25],
    [
      "a shift by 3, .866 at best, on scales that differ by 10⁶",
      (z) => [1e6 * z[0], z[1]],
      (z) => [1e6 * z[0], z[1] + 3],
      0.7,
    ],
    [
      "a doubled spread: .32 at best in one dimension, more in three",
      standard,
      (z) => [2 * z[0], 2 * z[1], 2 * z[2]],
      0.3,
    ],
    [
      "the sign of a correlation of .9: .713 at best, with equal margins",
      (z) => [z[0], 0.9 * z[0] + Math.sqrt(0.19) * z[1]],
      (z) => [z[0], -0.9 * z[0] + Math.sqrt(0.19) * z[1]],
      0.5,
    ],
    [
      "an atom of .95 and one of .65, so that most pairs of points coincide",
      (z) => [z[0] > -1.645 ? 0 : z[1]],
      (z) => [z[0] > -0.385 ? 0 : z[1]],
      0.15,
    ],
    ["two atoms", () => [1], () => [2], 0.99],
  ])("%s", (_, left, right, least) => {
    expect(advantage(left, right)).toBeGreaterThan(least);
  });

  it("is the same law not at all", () => {
    // Any score has the mean 0 here.
    expect(Math.abs(advantage(standard, standard))).toBeLessThan(noise);
  });

  it("never seems more than the total variation distance allows", () => {
    // N(0, 1) and N(.2, 1): 2Φ(.1) − 1.
    expect(
      Math.abs(
        advantage(
          (z) => [z[0]],
          (z) => [z[0] + 0.2],
        ),
      ),
    ).toBeLessThan(0.07966 + noise);
  });
});

it("takes its threshold from the points that the witness is not made of", () => {
  // The left law has the values 0 and .6 alike, the right one 1. The witness is made of zeros and ones, and where it
  // changes sign, at .5, half of the left law lies on the wrong side; the other points say that it begins above .6.
  const alternating = (values: readonly number[]) =>
    Array.from({ length: 16 }, (_, i) => Float64Array.of(values[i % values.length]));
  const isLeft = (score: (point: Float64Array) => number) => [0, 0.6, 1].map((x) => score(Float64Array.of(x)) > 0);
  const [mixed, single] = [alternating([0, 0.6]), alternating([1])];
  expect(isLeft(trainKernelClassifier(mixed, single))).toEqual([true, true, false]);
  expect(isLeft((point) => -trainKernelClassifier(single, mixed)(point))).toEqual([true, true, false]);
});

describe("degenerate training points", () => {
  it("in one place tell nothing", () => {
    const score = trainKernelClassifier(
      points("a", 8, () => [3, 4]),
      points("b", 8, () => [3, 4]),
    );
    expect(score(Float64Array.of(3, 4))).toBe(0);
    expect(score(Float64Array.of(-7, 1e9))).toBe(0);
  });

  it("that differ by rounding alone tell nothing, in one coordinate or in all", () => {
    // Sums of tenths in another order: .6 and .6000000000000001.
    const [first, second] = [0.3 + 0.2 + 0.1, 0.1 + 0.2 + 0.3];
    expect(first).not.toBe(second);
    const all = trainKernelClassifier(
      points("a", 8, () => [first]),
      points("b", 8, () => [second]),
    );
    expect(all(Float64Array.of(first))).toBe(0);
    const one = advantage(
      (z) => [first, z[0]],
      (z) => [second, z[0]],
    );
    expect(Math.abs(one)).toBeLessThan(noise);
  });

  it("as few as two of each law give finite scores", () => {
    const score = trainKernelClassifier(points("a", 2, standard), points("b", 2, standard));
    for (const point of points("c", 20, standard)) expect(Number.isFinite(score(point))).toBe(true);
  });

  it("as large as observations may be give finite scores", () => {
    const score = trainKernelClassifier(
      points("a", 8, (z) => [1e99 * z[0]]),
      points("b", 8, (z) => [1e99 * z[0] + 1e100]),
    );
    for (const point of points("c", 20, (z) => [1e99 * z[0]])) expect(score(point)).toBeGreaterThan(-Infinity);
    expect(score(Float64Array.of(0))).toBeGreaterThan(0);
    expect(score(Float64Array.of(1e100))).toBeLessThan(0);
  });
});

it("does not change the points, and gives the same score each time", () => {
  const [left, right] = [points("a", 16, standard), points("b", 16, standard)];
  const score = trainKernelClassifier(left, right);
  expect(left).toEqual(points("a", 16, standard));
  const again = trainKernelClassifier(points("a", 16, standard), points("b", 16, standard));
  for (const point of points("c", 5, standard)) expect(again(point)).toBe(score(point));
});
