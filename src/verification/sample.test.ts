import fc from "fast-check";
import { expect, it } from "vitest";
import { RunningSample } from "./sample.ts";

function sampleOf(values: readonly number[]): RunningSample {
  const sample = new RunningSample();
  for (const value of values) sample.add(value);
  return sample;
}

it("agrees with the two-pass formulas, far from the origin as well", () => {
  const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 50 });
  fc.assert(
    fc.property(values, fc.constantFrom(0, 1e6), (near, offset) => {
      const data = near.map((value) => offset + value);
      const n = data.length;
      const sample = sampleOf(data);
      const mean = data.reduce((sum, value) => sum + (value - offset), 0) / n;
      const squares = data.reduce((sum, value) => sum + (value - offset - mean) ** 2, 0);
      // Every step rounds numbers of size offset + 10, and a square of size 20² sees such an error 40-fold.
      const rounding = 4 * n * Number.EPSILON * (offset + 20);
      expect(sample.count).toBe(n);
      expect(Math.abs(sample.mean - offset - mean)).toBeLessThan(rounding);
      expect(Math.abs(sample.sumOfSquares - squares)).toBeLessThan(40 * n * rounding);
      expect(sample.standardError).toBe(Math.sqrt(sample.sumOfSquares / (n - 1) / n));
    }),
  );
});

it("knows the standard error of 1, 2, 3, 4: √(5/3)/2", () => {
  const sample = sampleOf([1, 2, 3, 4]);
  expect(sample).toMatchObject({ count: 4, mean: 2.5, sumOfSquares: 5 });
  expect(Math.abs(sample.standardError - 0.6454972243679028)).toBeLessThan(2 * Number.EPSILON);
});

it("knows the skewness of two values, one of which is rare", () => {
  // A share p of ones among zeros: (1 − 2p)/√(p(1 − p)).
  for (const [ones, zeros] of [
    [1, 9],
    [3, 1],
    [5, 5],
  ]) {
    const p = ones / (ones + zeros);
    const values = [...Array.from({ length: ones }, () => 1), ...Array.from({ length: zeros }, () => 0)];
    for (const [shift, scale] of [
      [0, 1],
      [-7, -3],
    ]) {
      const { skewness } = sampleOf(values.map((value) => shift + scale * value));
      const expected = Math.sign(scale) * ((1 - 2 * p) / Math.sqrt(p * (1 - p)));
      // Sums of ten terms of size 10³ at most, of which digits of size 10 are left.
      expect(Math.abs((skewness as number) - expected)).toBeLessThan(1e4 * Number.EPSILON);
    }
  }
});

it("has a skewness that does not depend on the order, and none without variation", () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 30 });
  fc.assert(
    fc.property(values, (data) => {
      const forth = sampleOf(data).skewness;
      const back = sampleOf([...data].reverse()).skewness;
      expect(forth === null).toBe(new Set(data).size === 1);
      if (forth !== null && back !== null) expect(Math.abs(forth - back)).toBeLessThan(1e-9);
    }),
  );
  expect(sampleOf([]).skewness).toBeNull();
  expect(sampleOf([4, 4]).skewness).toBeNull();
});

it("has no standard error below two observations", () => {
  expect(sampleOf([]).standardError).toBeNaN();
  expect(sampleOf([3]).standardError).toBeNaN();
  expect(sampleOf([3])).toMatchObject({ count: 1, mean: 3, sumOfSquares: 0 });
});
