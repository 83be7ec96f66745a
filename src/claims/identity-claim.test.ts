import { describe, expect, it } from "vitest";
import { claimOf, definitionOf, refusalOf, withTestOf } from "./testing/kind-definitions.ts";

describe("an identity claim", () => {
  it.each([
    ["factor", [0, -1, Number.POSITIVE_INFINITY, "1"], /^a finite number above 0$/],
    ["resolution", [0, 1, -0.1, 2], /^a number strictly between 0 and 1$/],
    ["exceptionalShare", [0, 1, -0.1, "0.1"], /^a number strictly between 0 and 1$/],
    ["discrepancy", [1, ["a"]], /^the name of an observable$/],
    ["scale", [1, ["a"]], /^the name of an observable$/],
    ["condition", [10, ["a"]], /^the name of an observable$/],
  ] as const)("has a %s of its domain", (member, values, accepted) => {
    for (const value of values) {
      expect(refusalOf("identity", withTestOf("identity", { [member]: value }))).toMatchObject({
        code: "invalid-input",
        field: `test.${member}`,
        accepted: expect.stringMatching(accepted),
      });
    }
  });

  it.each(["discrepancy", "scale", "condition"])("has for its %s an observable of the experiment", (member) => {
    for (const name of ["z", "toString", "__proto__"]) {
      const error = refusalOf("identity", withTestOf("identity", { [member]: name }));
      expect(error).toMatchObject({ code: "invalid-claim", field: `test.${member}`, value: name });
      expect(error.message).toBe(`test.${member} must be one of a, b, c, hit, miss, not "${name}"`);
    }
  });

  it("has a factor that some instance can meet: k·ε below the resolution, 1e-6 where none is given", () => {
    const test = { discrepancy: "a", scale: "b" };
    const definition = (changes: object) => definitionOf("identity", { test: { ...test, ...changes } });
    // 1e-6/ε = 4.5036e9.
    expect(claimOf("identity", definition({ factor: 4.5e9 })).test).toMatchObject({ factor: 4.5e9 });
    expect(refusalOf("identity", definition({ factor: 4.6e9 }))).toMatchObject({
      code: "invalid-claim",
      field: "test.factor",
      value: 4.6e9,
      accepted: "below 4.50e+9, where its ε is the resolution",
    });
    expect(refusalOf("identity", definition({ factor: 2, resolution: 2 * Number.EPSILON }))).toMatchObject({
      code: "invalid-claim",
      field: "test.factor",
    });
    const controls = [{ id: "c", why: "w", expected: "refuted", test: { factor: 1e12 } }];
    expect(refusalOf("identity", definitionOf("identity", { controls })).field).toBe("controls[0].test.factor");
  });
});
