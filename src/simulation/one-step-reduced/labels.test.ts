import { describe, expect, it } from "vitest";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import { createStream } from "../random/create-stream.ts";
import { labelCoordinates } from "./labels.ts";

const identity = parseActivation({ kind: "identity" }, "teacher");
const relu = parseActivation({ kind: "relu" }, "teacher");

describe("labelCoordinates", () => {
  it("splits the labels along and across the projections", () => {
    // g = (3, 4), labels 2·(3, 4) + (4, −3): 10 along and 5 across.
    const { along, across } = labelCoordinates(
      { teacher: identity, scale: 2, deviation: 1 },
      Float64Array.of(3, 4),
      Float64Array.of(4, -3),
    );
    expect(Math.abs(along - 10)).toBeLessThanOrEqual(8 * 2 ** -52 * 10);
    expect(Math.abs(across - 5)).toBeLessThanOrEqual(8 * 2 ** -52 * 10);
  });

  it("keeps the length of the labels", () => {
    const projections = new Float64Array(101);
    createStream("labels").fillNormal(projections);
    const { along, across } = labelCoordinates({ teacher: relu, scale: 0.7, deviation: 0 }, projections, undefined);
    const square = projections.reduce((sum, g) => sum + Math.max(0, 0.7 * g) ** 2, 0);
    expect(Math.abs((along ** 2 + across ** 2) / square - 1)).toBeLessThanOrEqual(200 * 2 ** -52);
    // Half the labels are 0: both parts are there.
    expect(across).toBeGreaterThan(0.5 * along);
  });

  it("finds nothing across where labels are a multiple of the projections", () => {
    const projections = new Float64Array(1000);
    createStream("linear").fillNormal(projections);
    const model = { teacher: identity, scale: 3, deviation: 0 };
    const { along, across } = labelCoordinates(model, projections, undefined);
    expect(along).toBeGreaterThan(80);
    expect(across).toBeLessThanOrEqual(1000 * 2 ** -52 * along);
    // Noise that is drawn for others is not looked at.
    expect(labelCoordinates(model, projections, projections)).toEqual({ along, across });
  });

  it("fails by name where the teacher has no value", () => {
    const steep = parseActivation({ kind: "polynomial", coefficients: [0, 0, 1e100] }, "teacher");
    expect(() =>
      labelCoordinates({ teacher: steep, scale: 1e110, deviation: 0 }, Float64Array.of(1, 2), undefined),
    ).toThrow(expect.objectContaining({ code: "non-finite", field: "teacher" }));
  });
});
