import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneStepShape } from "../one-step/shape.ts";
import { reducedOneStepShape, reducedRows } from "./shape.ts";

describe("reducedOneStepShape", () => {
  it("is the literal experiment's", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), fc.integer({ min: 2, max: 1000 }), (phi, size) => {
        expect(reducedOneStepShape(phi, size, true)).toEqual(oneStepShape(phi, size, 1));
      }),
    );
  });

  it("goes beyond it", () => {
    expect(() => oneStepShape(0.5, 1e6, 1)).toThrow();
    expect(reducedOneStepShape(0.5, 1e6, false)).toEqual({ n: 2e6, d: 1e6 });
    expect(() => oneStepShape(1e-3, 1e4, 1)).toThrow();
    expect(reducedOneStepShape(1e-3, 1e4, true)).toEqual({ n: 1e7, d: 1e4 });
  });

  it.each([1, 0, -3, 2.5, Number.NaN])("rejects the size %d", (size) => {
    expect(() => reducedOneStepShape(0.5, size, false)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "size" }),
    );
  });

  it("rejects shapes that no array can hold", () => {
    const tooLarge = expect.objectContaining({ code: "invalid-input", field: "size" });
    expect(() => reducedOneStepShape(0.5, 2 ** 24, false)).toThrow(tooLarge);
    expect(() => reducedOneStepShape(1e-300, 10, false)).toThrow(tooLarge);
    expect(() => reducedOneStepShape(1e300, 10, false)).toThrow(tooLarge);
    expect(() => reducedOneStepShape(0.5, 2 ** 14, true)).toThrow(tooLarge);
    expect(reducedOneStepShape(0.5, 2 ** 14, false)).toEqual({ n: 2 ** 15, d: 2 ** 14 });
  });
});

describe("reducedRows", () => {
  it("is n while n is small, and d + 2 from there on", () => {
    expect([2, 4, 5, 6, 7, 8, 1000].map((n) => reducedRows({ n, d: 5 }))).toEqual([2, 4, 5, 6, 7, 7, 7]);
  });
});
