import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AsymptopiaError } from "../foundation/errors.ts";
import { canonicalJson } from "../foundation/json.ts";
import { grid } from "./grid.ts";

describe("a grid", () => {
  it("has all combinations, the last name fastest", () => {
    expect(grid({ phi: [1, 2], lambda: [0.1, 1, 10] })).toEqual([
      { phi: 1, lambda: 0.1 },
      { phi: 1, lambda: 1 },
      { phi: 1, lambda: 10 },
      { phi: 2, lambda: 0.1 },
      { phi: 2, lambda: 1 },
      { phi: 2, lambda: 10 },
    ]);
  });

  it("takes values of every kind as they are", () => {
    const population = { kind: "ar1", rho: 0.5 };
    const points = grid({ population: [population], list: [[1, 2]], none: [null] });
    expect(points).toEqual([{ population, list: [1, 2], none: null }]);
    expect(points[0].population).toBe(population);
  });

  it("of no names is one point of no parameters", () => {
    expect(grid({})).toEqual([{}]);
  });

  it("has as many points as the product of the lists, all different if the values are", () => {
    const axis = fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), axis, { maxKeys: 4 }), (axes) => {
        const points = grid(axes);
        const count = Object.values(axes).reduce((product, values) => product * values.length, 1);
        expect(points).toHaveLength(count);
        expect(new Set(points.map(canonicalJson)).size).toBe(count);
        for (const point of points) {
          expect(Object.keys(point)).toEqual(Object.keys(axes));
          for (const [name, values] of Object.entries(axes)) expect(values).toContain(point[name]);
        }
      }),
    );
  });

  it.each([[[]], [0.5], ["relu"], [undefined], [null]])("needs a list of values under each name, not %j", (values) => {
    const axes = { phi: [1], lambda: values } as unknown as Parameters<typeof grid>[0];
    expect(() => grid(axes)).toThrow(AsymptopiaError);
    expect(() => grid(axes)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "lambda", accepted: "a list of at least one value" }),
    );
  });
});
