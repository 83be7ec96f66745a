import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { denseMatrix, unwrittenMatrix } from "./dense-matrix.ts";
import { multiply } from "./multiply.ts";
import { unwritten, withScratch, zeros } from "./scratch.ts";
import { matrixOf } from "./testing/matrices.ts";

describe("withScratch", () => {
  it("gives the same memory again, zeroed where zeros are asked for", () => {
    const first = withScratch(() => unwritten(1000).fill(7));
    const second = withScratch(() => zeros(1000));
    expect(second.buffer).toBe(first.buffer);
    expect(second.byteOffset).toBe(first.byteOffset);
    expect(second.every((entry) => entry === 0)).toBe(true);
  });

  it("never gives the same memory twice while it works, nested or not", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 0, max: 9 })), { maxLength: 12 }),
        fc.nat({ max: 12 }),
        (lengths, nested) => {
          withScratch(() => {
            const take = (length: number, i: number): Float64Array => unwritten(length).fill(i);
            const kept = lengths.slice(0, nested).map(take);
            withScratch(() => lengths.slice(nested).map(take));
            kept.push(...lengths.slice(nested).map((length, i) => take(length, nested + i)));
            kept.forEach((numbers, i) => {
              expect(numbers.length).toBe(lengths[i]);
              expect(numbers.every((entry) => entry === i)).toBe(true);
            });
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  it("lends nothing after it returns or throws", () => {
    const lent = withScratch(() => zeros(10));
    expect(() =>
      withScratch(() => {
        throw new Error("inside");
      }),
    ).toThrow("inside");
    expect(zeros(10).buffer).not.toBe(lent.buffer);
    expect(unwritten(10).buffer).not.toBe(lent.buffer);
  });

  it("gives small arrays parts of one buffer outside, of which none is given twice", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 40 }), (lengths) => {
        const kept = lengths.map((length, i) => (i % 2 === 0 ? zeros(length) : unwritten(length)));
        kept.forEach((numbers, i) => {
          expect(numbers.length).toBe(lengths[i]);
          expect(numbers.every((entry) => entry === 0)).toBe(true);
        });
        kept.forEach((numbers, i) => {
          numbers.fill(i + 1);
        });
        kept.forEach((numbers, i) => {
          expect(numbers.every((entry) => entry === i + 1)).toBe(true);
        });
      }),
      { numRuns: 30 },
    );
  });

  it("leaves products their bits, and matrices their shape", () => {
    const [a, b] = [matrixOf(30, 20, 1), matrixOf(20, 9, 2)];
    const alone = multiply(a, b);
    withScratch(() => {
      unwritten(5000).fill(Number.NaN);
    });
    withScratch(() => {
      expect(multiply(a, b)).toEqual(alone);
      expect(denseMatrix(3, 2)).toEqual({ rows: 3, columns: 2, data: new Float64Array(6) });
    });
    expect(() => unwrittenMatrix(0, 2)).toThrow(expect.objectContaining({ field: "matrix.rows" }));
  });
});
