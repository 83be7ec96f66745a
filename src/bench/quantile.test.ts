import { describe, expect, it } from "vitest";
import { quantile } from "./quantile.ts";

describe("quantile", () => {
  it("is linear between order statistics, whatever their order", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
    expect(quantile([10, 30, 20], 0.5)).toBe(20);
    expect([0, 0.3, 1].map((level) => quantile([7], level))).toEqual([7, 7, 7]);
    expect([quantile([2, 9, 5], 0), quantile([2, 9, 5], 1)]).toEqual([2, 9]);
  });

  it("orders numbers by size, not by their texts", () => {
    expect(quantile([100, 9, 20], 0.5)).toBe(20);
  });

  it("leaves its argument as it was", () => {
    const values = [3, 1, 2];
    quantile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });

  it.each([[[]], [[1, Number.NaN]], [[Number.POSITIVE_INFINITY]]])("has nothing to say of %j", (values) => {
    expect(() => quantile(values, 0.5)).toThrow(expect.objectContaining({ code: "invalid-input", field: "values" }));
  });
});
