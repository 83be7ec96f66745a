import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { above, add, below, type Column, interval, multiply, reciprocal, subtract, weightedSum } from "./interval.ts";

const anyNumber = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.1, 1e-310, -5e-324, 1e308, -1e200),
  fc.integer({ min: -2000, max: 2000 }).map((k) => k / 617),
);

/** Intervals with a number in each. */
const anyPair = fc
  .tuple(fc.array(anyNumber, { minLength: 3, maxLength: 3 }), fc.array(anyNumber, { minLength: 3, maxLength: 3 }))
  .map((triples) => triples.map((triple) => [...triple].sort((a, b) => a - b) as [number, number, number]));

const only = ({ low, high }: Column): [number, number] => [low[0], high[0]];

/** A double rounded to nearest is in an interval whose ends are doubles if the exact number is; and never beyond. */
function expectInside(value: number, column: Column): void {
  const [low, high] = only(column);
  expect(low).toBeLessThanOrEqual(Math.max(-Number.MAX_VALUE, Math.min(value, Number.MAX_VALUE)));
  expect(high).toBeGreaterThanOrEqual(Math.max(-Number.MAX_VALUE, Math.min(value, Number.MAX_VALUE)));
}

describe("interval arithmetic", () => {
  it("contains what it is of", () => {
    fc.assert(
      fc.property(anyPair, ([[a, x, b], [c, y, d]]) => {
        const [left, right] = [interval(a, b), interval(c, d)];
        expectInside(x + y, add(left, right));
        expectInside(x - y, subtract(left, right));
        expectInside(x * y, multiply(left, right));
        const inverse = reciprocal(right);
        if (y !== 0) {
          expect(inverse.defined).toBe(c > 0 || d < 0 ? "everywhere" : "partly");
          expectInside(1 / y, inverse);
        }
      }),
    );
  });

  it("rounds outwards: the exact sum and product of two thirds lie strictly inside", () => {
    // 1/3 as a double is 2^-54·6004799503160661; its square, and its sum with 1e-20, are no doubles.
    const third = interval(1 / 3);
    const [low, high] = only(multiply(third, third));
    const scaled = (x: number): bigint => BigInt(x * 2 ** 57);
    const exact = 6004799503160661n * 6004799503160661n;
    expect(scaled(low) << 51n).toBeLessThan(exact);
    expect(scaled(high) << 51n).toBeGreaterThan(exact);
    const [least, most] = only(add(interval(1), interval(1e-20)));
    expect(least).toBeLessThan(1);
    expect(most).toBeGreaterThan(1);
  });

  it("keeps 0 exact, and infinite ends", () => {
    expect(only(multiply(interval(0), interval(-Infinity, Infinity)))).toEqual([0, 0]);
    expect(only(add(interval(0, Infinity), interval(0)))).toEqual([0, Infinity]);
    expect(only(reciprocal(interval(0, Infinity)))).toEqual([0, Infinity]);
    expect(reciprocal(interval(0)).defined).toBe("nowhere");
    expect(below(Infinity)).toBe(Number.MAX_VALUE);
    expect(above(-Infinity)).toBe(-Number.MAX_VALUE);
  });

  it("sums columns with all their roundings, narrowly", () => {
    // 0.1 as a double is 3602879701896397/2^55: so 1,000 of them with weight 2^-10 sum to 1000·3602879701896397/2^65.
    const rows = new Float64Array(1000).fill(0.1);
    const [low, high] = only(weightedSum(new Float64Array(1000).fill(2 ** -10), { low: rows, high: rows }));
    const exact = 1000n * 3602879701896397n;
    expect(BigInt(low * 2 ** 65)).toBeLessThanOrEqual(exact);
    expect(BigInt(high * 2 ** 65)).toBeGreaterThanOrEqual(exact);
    // 2 + 32 + 32 roundings either way.
    expect(high - low).toBeLessThan(140 * Number.EPSILON * 0.1);
  });
});
