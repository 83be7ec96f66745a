import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Looks, nextLook } from "./looks.ts";

const fixed: Looks = { first: 16, growth: 1.25, step: 8 };
const leaping: Looks = { ...fixed, leap: 4 };

function looksUntil(looks: Looks, most: number, expected: (count: number) => number): readonly number[] {
  const all: number[] = [];
  for (let count = 0; count < most; ) {
    const at = count;
    count = nextLook(looks, at, most, () => expected(at));
    all.push(count);
  }
  return all;
}

describe("looks", () => {
  it("grow by their factor, in whole steps, to the last one there is", () => {
    expect(looksUntil(fixed, 100, () => 1e6)).toEqual([16, 24, 32, 40, 56, 72, 96, 100]);
  });

  it("leap to where the decision is expected, by their largest factor at most", () => {
    expect(looksUntil(leaping, 500, () => 380)).toEqual([16, 64, 256, 384, 480, 500]);
    expect(looksUntil(leaping, 500, () => 60).slice(0, 3)).toEqual([16, 64, 80]);
  });

  it("go on as without a leap where nothing is expected", () => {
    for (const nothing of [Number.POSITIVE_INFINITY, 0]) {
      expect(looksUntil(leaping, 5000, () => nothing)).toEqual(looksUntil(fixed, 5000, () => nothing));
    }
  });

  it("never stand still, never pass the last one, and never come later than the leap allows", () => {
    const expectations = fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.constant(Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(3000), expectations, (count, beyond, expected) => {
        const most = count + 1 + beyond;
        const next = nextLook(leaping, count, most, () => expected);
        expect(next).toBeGreaterThan(count);
        expect(next).toBeLessThanOrEqual(most);
        // The step may round up.
        expect(next).toBeLessThan(4 * count + 8);
        expect(next).toBeGreaterThanOrEqual(Math.min(most, nextLook(fixed, count, most)));
      }),
    );
  });
});
