import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Looks, nextLook } from "./looks.ts";

function looksUpTo(looks: Looks, most: number): readonly number[] {
  const found: number[] = [];
  for (let look = nextLook(looks, 0, most); found.at(-1) !== look; look = nextLook(looks, look, most)) found.push(look);
  return found;
}

describe("looks", () => {
  it("come at the first number, then at steps that grow by the factor, and at the last number", () => {
    expect(looksUpTo({ first: 64, growth: 1.25, step: 16 }, 250)).toEqual([64, 80, 112, 144, 192, 240, 250]);
    expect(looksUpTo({ first: 16, growth: 1.25, step: 8 }, 72)).toEqual([16, 24, 32, 40, 56, 72]);
  });

  it("are one, at the last number, where that is below the first", () => {
    expect(looksUpTo({ first: 64, growth: 1.25, step: 16 }, 40)).toEqual([40]);
    expect(looksUpTo({ first: 64, growth: 1.25, step: 16 }, 0)).toEqual([0]);
  });

  it("always go on until the last number, and are few", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        fc.integer({ min: 1, max: 32 }),
        fc.integer({ min: 1, max: 5000 }),
        (first, growth, step, most) => {
          const looks = looksUpTo({ first, growth, step }, most);
          expect(looks[0]).toBe(Math.min(first, most));
          expect(looks.at(-1)).toBe(most);
          looks.slice(1).forEach((look, i) => {
            expect(look).toBeGreaterThan(looks[i]);
            if (look === most) return;
            expect(look % step === 0 || look === looks[i] + 1).toBe(true);
            expect(look).toBeGreaterThanOrEqual(growth * looks[i]);
            expect(look).toBeLessThan(Math.max(growth * looks[i] + step, looks[i] + 2));
          });
        },
      ),
    );
  });
});
