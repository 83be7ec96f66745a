import fc from "fast-check";
import { expect, test } from "vitest";
import { atomCounts } from "./atom-counts.ts";

const weightList = fc
  .array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.double({ min: 1e-6, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((positive) => {
    const total = positive.reduce((sum, weight) => sum + weight, 0);
    return positive.map((weight) => weight / total);
  });
const dimension = fc.oneof(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 1_000_000 }));

test.each([
  // Integer parts, then the largest fractional parts (quotas 1.4, 2.1, 3.5).
  [[0.2, 0.3, 0.5], 7, [1, 2, 4]],
  [[0.45, 0.1, 0.45], 2, [1, 0, 1]],
  [[0.62, 0.25, 0.13], 10, [6, 3, 1]],
  // Equal fractional parts go to the smaller atoms.
  [[0.5, 0.5], 7, [4, 3]],
  [[0.25, 0.25, 0.5], 6, [2, 1, 3]],
  [[0.15, 0.85], 10, [2, 8]],
  // … unless the distribution function would then be off by a whole eigenvalue: not 2, 2, 1, 1.
  [[0.25, 0.25, 0.25, 0.25], 6, [2, 1, 2, 1]],
  [[1], 5, [5]],
])("weights %o at dimension %i", (weights, d, counts) => {
  expect(atomCounts(weights, d)).toEqual(counts);
});

test("rounding errors of weights and quotas do not break ties or integers", () => {
  // 0.29·100 = 28.999999999999996 and 0.07·100 = 7.000000000000001 as doubles.
  expect(atomCounts([0.29, 0.64, 0.07], 100)).toEqual([29, 64, 7]);
  // 0.7 − 0.1·4 and the like: fractional parts that are ½ up to rounding.
  expect(atomCounts([0.1, 0.2, 0.7], 5)).toEqual([1, 1, 3]);
  expect(
    atomCounts(
      [0.7, 0.2, 0.1].map((weight) => weight / (0.7 + 0.2 + 0.1)),
      5,
    ),
  ).toEqual([4, 1, 0]);
});

test("counts sum to the dimension and are within 1 of their quotas", () => {
  fc.assert(
    fc.property(weightList, dimension, (weights, d) => {
      const counts = atomCounts(weights, d);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(d);
      for (const [atom, count] of counts.entries()) {
        expect(Number.isInteger(count) && count >= 0).toBe(true);
        // Fractions are read in steps of 2^−30.
        expect(Math.abs(count - weights[atom] * d)).toBeLessThan(1 + 2 ** -30);
      }
    }),
  );
});

test("the distribution functions differ by less than 1/d", () => {
  fc.assert(
    fc.property(weightList, dimension, (weights, d) => {
      const counts = atomCounts(weights, d);
      let excess = 0;
      let sum = 0;
      for (const [atom, count] of counts.entries()) {
        sum += weights[atom] * d;
        excess += count;
        // 60 additions of numbers up to d round by less than 60·ε·d.
        expect(Math.abs(excess - sum)).toBeLessThan(1 + 60 * Number.EPSILON * d);
      }
    }),
  );
});

test("many atoms that would all lose their fractions get cumulative rounding", () => {
  // Half of the mass in 50 atoms with quotas 0.5, half in 100 atoms with quotas 0.25: the largest remainders would
  // give all fifty eigenvalues to the first half.
  const weights = [...Array<number>(50).fill(0.01), ...Array<number>(100).fill(0.005)];
  const counts = atomCounts(weights, 50);
  expect(counts.slice(0, 50).reduce((sum, count) => sum + count, 0)).toBe(25);
  expect(Math.max(...counts)).toBe(1);
});

test("equal weights: each atom once at its own dimension, evenly spread below it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (d, factor) => {
      const weights = Array<number>(d * factor).fill(1 / (d * factor));
      expect(atomCounts(weights, d * factor)).toEqual(weights.map(() => 1));
      const counts = atomCounts(weights, d);
      if (d < 2) return;
      for (let block = 0; block < d; block++) {
        const inBlock = counts.slice(block * factor, (block + 1) * factor);
        expect(inBlock.reduce((sum, count) => sum + count, 0)).toBe(1);
      }
    }),
  );
});
