import { describe, expect, it } from "vitest";
import { oneStepShape } from "./shape.ts";

describe("oneStepShape", () => {
  it.each([
    [0.18, 200, { n: 1111, d: 200 }],
    [0.18, 900, { n: 5000, d: 900 }],
    [0.5, 50, { n: 100, d: 50 }],
    [1, 50, { n: 50, d: 50 }],
    [1.001, 50, { n: 50, d: 50 }],
    [2, 50, { n: 50, d: 100 }],
    [3.7, 3, { n: 3, d: 11 }],
  ])("at φ = %d has the smaller side %i", (phi, size, shape) => {
    expect(oneStepShape(phi, size, 64)).toEqual(shape);
  });

  it.each([1, 0, -3, 2.5, Number.NaN, 2 ** 20])("rejects the size %d", (size) => {
    expect(() => oneStepShape(0.5, size, 64)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "size" }),
    );
  });

  it("rejects shapes that no array can hold", () => {
    const tooLarge = expect.objectContaining({ code: "invalid-input", field: "size" });
    expect(() => oneStepShape(1e-300, 10, 64)).toThrow(tooLarge);
    expect(() => oneStepShape(1e300, 10, 64)).toThrow(tooLarge);
    expect(() => oneStepShape(0.5, 100, 2 ** 24)).toThrow(tooLarge);
  });
});
