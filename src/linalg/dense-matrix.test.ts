import { describe, expect, it } from "vitest";
import { checkedSquareMatrix, denseMatrix } from "./dense-matrix.ts";

describe("denseMatrix", () => {
  it("is zero unless it is given entries, which it keeps without a copy", () => {
    expect([...denseMatrix(2, 2).data]).toEqual([0, 0, 0, 0]);
    const data = Float64Array.of(1, 2, 3);
    expect(denseMatrix(1, 3, data).data).toBe(data);
  });

  it.each([
    [0, 1, "matrix.rows"],
    [1, 0, "matrix.columns"],
    [-1, 1, "matrix.rows"],
    [1, 1.5, "matrix.columns"],
    [Number.NaN, 1, "matrix.rows"],
    [2, 2, "matrix.data.length"],
  ])("rejects %d × %d with three entries, naming %s", (rows, columns, field) => {
    expect(() => denseMatrix(rows, columns, new Float64Array(3))).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });

  it("knows a square matrix", () => {
    expect(() => checkedSquareMatrix("gram", denseMatrix(2, 3))).toThrow(
      "gram.columns must be 2, as many as there are rows",
    );
  });
});
