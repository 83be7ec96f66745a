import erfc from "@stdlib/math-base-special-erfc";
import { expect, test } from "vitest";
import { createStream } from "./create-stream.ts";
import { sampleTail } from "./tail.ts";

const COUNT = 2 ** 19;
const aboveProbability = (threshold: number): number => erfc(threshold / Math.SQRT2) / 2;

/** sup |F_n − F| for the law of N(0, 1) above `start`. */
function distance(sample: Float64Array, start: number): number {
  const survival = sample.map((value) => aboveProbability(value) / aboveProbability(start)).sort();
  return survival.reduce(
    (sup, position, i) => Math.max(sup, Math.abs(position - i / COUNT), Math.abs(position - (i + 1) / COUNT)),
    0,
  );
}

// P(sup |F_n − F| > ε) ≤ 2·exp(−2nε²) (Dvoretzky, Kiefer, Wolfowitz; Massart) = 1e-7: ε = 0.004.
const LIMIT = Math.sqrt(Math.log(2e7) / (2 * COUNT));

test.each([1, 3.6541528853610088])("the tail above %d has its law", (start) => {
  const stream = createStream({ tail: start });
  const sample = Float64Array.from({ length: COUNT }, () => sampleTail(start, stream));
  expect(sample.every((value) => value >= start)).toBe(true);
  expect(distance(sample, start)).toBeLessThan(LIMIT);
});

test("an exponential without the thinning is noticed", () => {
  const stream = createStream("exponential");
  const start = 3.6541528853610088;
  const sample = Float64Array.from({ length: COUNT }, () => start - Math.log(1 - stream.uniform()) / start);
  expect(distance(sample, start)).toBeGreaterThan(LIMIT);
});

test("numbers at the ends of [0, 1) give finite values above the start", () => {
  const from = (...numbers: number[]): number => sampleTail(3, { uniform: () => numbers.shift() as number });
  expect(from(0, 0.5)).toBe(3);
  // The first pair is refused: the excess is 36.7/3, and its square above −2·log 0.5.
  expect(from(1 - 2 ** -53, 0.5, 0.5, 0.5)).toBe(3 + Math.LN2 / 3);
});
