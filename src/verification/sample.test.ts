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

it("has no standard error below two observations", () => {
  expect(sampleOf([]).standardError).toBeNaN();
  expect(sampleOf([3]).standardError).toBeNaN();
  expect(sampleOf([3])).toMatchObject({ count: 1, mean: 3, sumOfSquares: 0 });
});
