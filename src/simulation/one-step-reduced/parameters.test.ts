import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../foundation/json.ts";
import { parseReducedOneStepParameters } from "./parameters.ts";

const point = {
  population: { kind: "atoms", values: [0.5, 1.5], weights: [1, 1] },
  phi: 0.5,
  teacher: { kind: "relu" },
  noiseVariance: 0.25,
  lambda: 0.05,
};

describe("parseReducedOneStepParameters", () => {
  it("keeps a point as it is, and what it returns", () => {
    expect(parseReducedOneStepParameters(point)).toEqual(point);
    expect(canonicalJson(parseReducedOneStepParameters(parseReducedOneStepParameters(point)))).toBe(
      canonicalJson(point),
    );
    const { lambda: _, ...withoutRidge } = point;
    expect(Object.keys(parseReducedOneStepParameters(withoutRidge))).not.toContain("lambda");
  });

  it.each([
    ["phi", 0, "a number above 0"],
    ["phi", Number.NaN, "a number above 0"],
    ["phi", Number.POSITIVE_INFINITY, "a number above 0"],
    ["noiseVariance", -1e-9, "a number from 0"],
    ["lambda", 0, "a number above 0"],
    ["lambda", null, "a number above 0"],
    ["columns", 1, "absent: a point has population, phi, teacher, noiseVariance and lambda"],
  ])("rejects %s = %s", (field, value, accepted) => {
    expect(() => parseReducedOneStepParameters({ ...point, [field]: value })).toThrow(
      expect.objectContaining({ code: "invalid-input", field, accepted }),
    );
  });

  it("names what is wrong inside the population and the teacher", () => {
    const population = { ...point.population, values: [0.5, -1.5] };
    expect(() => parseReducedOneStepParameters({ ...point, population })).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "population.values[1]", value: -1.5 }),
    );
    expect(() => parseReducedOneStepParameters({ ...point, teacher: { kind: "rleu" } })).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "teacher.kind", value: "rleu" }),
    );
    expect(() => parseReducedOneStepParameters([])).toThrow(expect.objectContaining({ code: "invalid-input" }));
  });
});
