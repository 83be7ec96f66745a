import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { denseMatrix } from "./dense-matrix.ts";
import { multiply } from "./multiply.ts";
import { symmetricProduct } from "./symmetric-product.ts";
import { matrixOf, sameBits } from "./testing/matrices.ts";

describe("symmetricProduct", () => {
  it("has the very bits of the full product, for every shape", () => {
    const dimension = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(255, 256, 257, 300));
    fc.assert(
      fc.property(dimension, dimension, fc.integer({ min: 0, max: 1000 }), (rows, columns, seed) => {
        const x = matrixOf(rows, columns, seed);
        const byColumns = multiply(x, x, { transposeA: true, alpha: 1 / rows });
        expect(sameBits(symmetricProduct(x, "columns", 1 / rows), byColumns)).toBe(true);
        const byRows = multiply(x, x, { transposeB: true, alpha: 1 / 7 });
        expect(sameBits(symmetricProduct(x, "rows", 1 / 7), byRows)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  // Wider than one block of 1152 rows and 1024 columns, so that tiles on both sides of the diagonal meet block borders.
  it("has the very bits of the full product beyond one block", () => {
    const x = matrixOf(6, 1163, 3);
    expect(sameBits(symmetricProduct(x, "columns"), multiply(x, x, { transposeA: true }))).toBe(true);
  });

  it("is exact for small integers", () => {
    const x = denseMatrix(2, 3, Float64Array.of(1, 2, 3, 4, 5, 6));
    expect([...symmetricProduct(x, "columns").data]).toEqual([17, 22, 27, 22, 29, 36, 27, 36, 45]);
    expect([...symmetricProduct(x, "rows", 0.5).data]).toEqual([7, 16, 16, 38.5]);
  });

  it("rejects an empty matrix", () => {
    const empty = { rows: 3, columns: 0, data: new Float64Array(0) };
    expect(() => symmetricProduct(empty, "columns")).toThrow(expect.objectContaining({ field: "x.columns" }));
  });
});
