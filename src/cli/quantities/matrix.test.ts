import { describe, expect, it } from "vitest";
import { parseWith } from "../../foundation/parse.ts";
import { findQuantity } from "./index.ts";
import { matrix } from "./matrix.ts";

describe("matrix", () => {
  it("reads rows", () => {
    const read = parseWith(matrix, [
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(read).toEqual({ rows: 2, columns: 3, data: Float64Array.of(1, 2, 3, 4, 5, 6) });
  });

  it.each([
    ["m", []],
    ["m", "1"],
    ["m", { rows: 1 }],
    ["m[0]", [[]]],
    ["m[1]", [[1, 2], [3]]],
    ["m[1]", [[1, 2], []]],
    ["m[1]", [[1, 2], 3]],
    ["m[0][1]", [[1, null]]],
    ["m[0][0]", [[Number.POSITIVE_INFINITY]]],
  ] as const)("names %s of what is none", (field, input) => {
    expect(() => parseWith(matrix, input, "m")).toThrow(
      expect.objectContaining({ code: "invalid-input", field, accepted: expect.stringMatching(/^a /) }),
    );
  });
});

describe("quantities of linear representations", () => {
  it("give beside the value what belongs to it", () => {
    const answer = (name: string, parameters: object) => findQuantity(name).evaluate(parameters);
    expect(answer("minimax-rate", { conditionNumber: 3 })).toMatchObject({
      value: 0.5,
      beside: { stepSize: 1.5, gap: 0.5 },
    });
    expect(answer("sgd-stability-limit", { eigenvalue: 4 }).value).toBe(0.5);
    const { value, beside } = answer("kfac-contraction", { sinTheta: 0.6, eta: 0.5, steps: 3 });
    expect(beside?.trajectory).toHaveLength(4);
    expect(beside?.trajectory).toHaveProperty("3", value);
    const sgd = answer("sgd-contraction", { theta: 0.6, eta: 0.5, eigenvalue: 1, steps: 2 });
    expect(sgd.beside?.trajectory).toHaveLength(3);
  });

  it("names rank deficiency", () => {
    const quantity = findQuantity("transfer-risk");
    const parameters = { ...quantity.example, teacherFeatures: [[0, 0, 0]] };
    expect(() => quantity.evaluate(parameters)).toThrow(/teacherFeatures must be a matrix of rank 1/);
  });
});
