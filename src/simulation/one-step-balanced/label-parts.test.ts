import { describe, expect, it } from "vitest";
import { denseMatrix } from "../../linalg/dense-matrix.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import { createStream } from "../random/create-stream.ts";
import { teacherParts } from "./label-parts.ts";
import { rowSign } from "./row-sign.ts";

const projections = denseMatrix(40, 5);
createStream("projections").fillNormal(projections.data);

describe("teacherParts", () => {
  it.each([
    { kind: "relu" },
    { kind: "softplus", scale: 3 },
    { kind: "polynomial", coefficients: [1, 2, 3, 4] },
    { kind: "tanh" },
    { kind: "hermite", degree: 2 },
  ])("adds up to what the teacher says of inputs with flipped rows: $kind", (specification) => {
    const { value } = parseActivation(specification);
    const { odd, even } = teacherParts(parseActivation(specification), projections);
    for (let i = 0; i < projections.rows; i++) {
      for (let k = 0; k < projections.columns; k++) {
        const at = i * projections.columns + k;
        const z = projections.data[at];
        for (const sign of [1, -1]) {
          const flip = sign * rowSign(i, k);
          const expected = flip * value(flip * z);
          const actual = (odd?.data[at] ?? 0) + sign * (even?.data[at] ?? 0);
          const size = Math.abs(value(z)) + Math.abs(value(-z));
          expect(Math.abs(actual - expected)).toBeLessThanOrEqual(2 * Number.EPSILON * size);
        }
      }
    }
  });

  it("leaves out what is 0", () => {
    const parts = (specification: object) => Object.keys(teacherParts(parseActivation(specification), projections));
    expect(parts({ kind: "relu" })).toEqual(["odd", "even"]);
    expect(parts({ kind: "sin" })).toEqual(["odd"]);
    expect(parts({ kind: "polynomial", coefficients: [0, 0, 1] })).toEqual(["even"]);
    expect(parts({ kind: "polynomial", coefficients: [0] })).toEqual([]);
  });

  it("fails by name where the teacher has no value", () => {
    const cubic = parseActivation({ kind: "polynomial", coefficients: [0, 0, 0, 1e100] });
    expect(() => teacherParts(cubic, denseMatrix(1, 1, Float64Array.of(1e80)))).toThrow(
      expect.objectContaining({ code: "non-finite", field: "teacher" }),
    );
  });
});
