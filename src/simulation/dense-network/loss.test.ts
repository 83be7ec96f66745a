import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import { parseLoss } from "./loss.ts";

const column = (...entries: readonly number[]): DenseMatrix =>
  denseMatrix(entries.length, 1, Float64Array.from(entries));
const row = (...entries: readonly number[]): DenseMatrix => denseMatrix(1, entries.length, Float64Array.from(entries));

describe("a loss", () => {
  it("is ½ of the mean square", () => {
    const { value, gradient } = parseLoss({ kind: "squared" }).at(row(3, 1), row(1, 1));
    expect(value).toBe(1);
    expect([...gradient.data]).toEqual([1, 0]);
  });

  it("of Huber has slopes of at most its threshold, which is 1 where none is given", () => {
    const loss = parseLoss({ kind: "huber" });
    expect(loss.specification).toEqual({ kind: "huber", threshold: 1 });
    const { value, gradient } = loss.at(row(3, -0.5), row(0, 0));
    expect(value).toBe((2.5 + 0.125) / 2);
    expect([...gradient.data]).toEqual([0.5, -0.25]);
  });

  it("of a logistic regression is finite at any output, with the slope −y/(1 + e^{yf})", () => {
    const { value, gradient } = parseLoss({ kind: "logistic" }).at(row(0, 800, -800, 800), row(1, 1, 1, -1));
    expect(value).toBe((Math.LN2 + 800 + 800) / 4);
    expect([...gradient.data].map((slope) => slope + 0)).toEqual([-0.125, 0, -0.25, 0.25]);
  });

  it("of cross-entropy is the logarithm of a share, whatever is added to all outputs", () => {
    const loss = parseLoss({ kind: "cross-entropy" });
    for (const shift of [0, 1e3, -1e3]) {
      const outputs = column(Math.log(3) + shift, shift);
      const { value, gradient } = loss.at(outputs, column(1, 0));
      // Adding the shift rounds by 1e3·ε.
      expect(Math.abs(value - Math.log(4 / 3))).toBeLessThan(2e3 * Number.EPSILON);
      expect(Math.abs(gradient.data[0] + 0.25)).toBeLessThan(2e3 * Number.EPSILON);
      expect(Math.abs(gradient.data[1] - 0.25)).toBeLessThan(2e3 * Number.EPSILON);
    }
  });

  it.each([
    [{ kind: "square" }, "loss.kind"],
    [{ kind: "huber", threshold: 0 }, "loss.threshold"],
    [{ kind: "squared", threshold: 1 }, "loss.threshold"],
    ["squared", "loss"],
  ])("is refused by name: %j", (input, field) => {
    expect(() => parseLoss(input)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });

  it("refuses labels of another shape", () => {
    expect(() => parseLoss({ kind: "squared" }).at(row(1, 2), row(1))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "labels" }),
    );
  });
});
