import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../foundation/json.ts";
import { parseOneStepParameters } from "./parameters.ts";

const point = {
  population: { kind: "atoms", values: [0.5, 1.5], weights: [1, 1] },
  phi: 0.5,
  teacher: { kind: "relu" },
  noiseVariance: 0.25,
  lambda: 0.05,
  columns: 8,
};

const without = (key: keyof typeof point) => Object.fromEntries(Object.entries(point).filter(([name]) => name !== key));

describe("parseOneStepParameters", () => {
  it("keeps a complete point as it is, and what it returns", () => {
    expect(parseOneStepParameters(point)).toEqual(point);
    expect(canonicalJson(parseOneStepParameters(parseOneStepParameters(point)))).toBe(canonicalJson(point));
  });

  it("fills in columns and leaves an absent lambda absent", () => {
    expect(parseOneStepParameters(without("columns"))).toEqual({ ...point, columns: 64 });
    expect(Object.keys(parseOneStepParameters(without("lambda")))).not.toContain("lambda");
  });

  it.each([
    ["phi", 0, "a number above 0"],
    ["phi", Number.NaN, "a number above 0"],
    ["phi", Number.POSITIVE_INFINITY, "a number above 0"],
    ["phi", "1", "a number above 0"],
    ["noiseVariance", -1e-9, "a number from 0"],
    ["lambda", 0, "a number above 0"],
    ["lambda", null, "a number above 0"],
    ["columns", 0, "a whole number from 1"],
    ["columns", 1.5, "a whole number from 1"],
  ])("rejects %s = %s", (field, value, accepted) => {
    expect(() => parseOneStepParameters({ ...point, [field]: value })).toThrow(
      expect.objectContaining({ code: "invalid-input", field, accepted }),
    );
  });

  it.each(["population", "phi", "teacher", "noiseVariance"] as const)("misses %s", (key) => {
    expect(() => parseOneStepParameters(without(key))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: expect.stringMatching(new RegExp(`^${key}`)) }),
    );
  });

  it("names the member of a population or teacher that is wrong", () => {
    const population = { kind: "atoms", values: [0.5, -1.5], weights: [1, 1] };
    expect(() => parseOneStepParameters({ ...point, population })).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "population.values[1]", value: -1.5 }),
    );
    expect(() => parseOneStepParameters({ ...point, teacher: { kind: "leaky-relu", slope: 2 } })).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "teacher.slope", value: 2 }),
    );
    expect(() => parseOneStepParameters({ ...point, teacher: { kind: "rleu" } })).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "teacher.kind", value: "rleu" }),
    );
  });

  it("rejects members that it does not know, and what is no object", () => {
    expect(() => parseOneStepParameters({ ...point, lamda: 1 })).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "lamda", value: 1 }),
    );
    expect(() => parseOneStepParameters(3)).toThrow(expect.objectContaining({ code: "invalid-input", value: 3 }));
  });
});
