import { describe, expect, it } from "vitest";
import { claimOf, definitionOf, refusalOf } from "./testing/kind-definitions.ts";

const test = { better: "a", worse: "b", criterion: "smaller" } as const;
const definition = (changes: object) => definitionOf("ordering", { test: { ...test, ...changes } });
const refusal = (changes: object) => refusalOf("ordering", definition(changes));

describe("an ordering claim", () => {
  it.each([
    ["criterion", ["less", true, "Smaller"], '"smaller" or "larger"'],
    ["by", ["0", Number.POSITIVE_INFINITY, Number.NaN, null], "a finite number"],
    ["differences", ["gaussian", true], '"bounded", "nearly-gaussian" or "any"'],
    ["better", [1, ""], "the name of an observable"],
  ] as const)("has a %s of its domain", (member, values, accepted) => {
    for (const value of values) {
      expect(refusal({ [member]: value })).toMatchObject({
        code: "invalid-input",
        field: `test.${member}`,
        accepted,
      });
    }
  });

  it("may be by any finite amount, on either side", () => {
    for (const by of [-1e9, 0, 0.25]) expect(claimOf("ordering", definition({ by })).test).toMatchObject({ by });
  });

  it("claims something: not a difference that the declared ranges leave anyway, or none of them", () => {
    const bounded = (by: number) => definition({ better: "hit", worse: "miss", by });
    for (const by of [-1, -1.5, 1.001]) {
      expect(refusalOf("ordering", bounded(by))).toMatchObject({
        code: "invalid-claim",
        field: "test.by",
        value: by,
        accepted: expect.stringMatching(/^above -1 and at most 1/),
      });
    }
    for (const by of [-0.999, 0, 1]) expect(claimOf("ordering", bounded(by)).test).toMatchObject({ by });
  });

  it("compares two observables of the experiment", () => {
    expect(refusal({ better: "z" })).toMatchObject({ code: "invalid-claim", field: "test.better", value: "z" });
    expect(refusal({ worse: "__proto__" })).toMatchObject({ code: "invalid-claim", field: "test.worse" });
    expect(refusal({ worse: "a" })).toMatchObject({
      code: "invalid-claim",
      field: "test.worse",
      value: "a",
      accepted: "another observable than better",
    });
  });

  it("has bounded differences only of observables that declare a range, both of them", () => {
    const bounded = { differences: "bounded" };
    expect(claimOf("ordering", definition({ better: "hit", worse: "miss", ...bounded })).test).toMatchObject(bounded);
    for (const [changes, names] of [
      [{}, "a and b"],
      [{ better: "hit" }, "b"],
      [{ worse: "miss" }, "a"],
    ] as const) {
      expect(refusal({ ...changes, ...bounded })).toMatchObject({
        code: "invalid-claim",
        field: "test.differences",
        value: "bounded",
        accepted: `"nearly-gaussian" or "any": the experiment declares no range of ${names}`,
      });
    }
    for (const differences of ["nearly-gaussian", "any", undefined]) {
      expect(claimOf("ordering", definition({ differences })).test).toMatchObject({ better: "a" });
    }
  });

  it("has controls of which the same is asked", () => {
    const controls = [{ id: "c", why: "w", expected: "refuted", test: { worse: "hit" } }];
    expect(refusalOf("ordering", definitionOf("ordering", { controls }))).toMatchObject({
      code: "invalid-claim",
      field: "controls[0].test.worse",
    });
  });
});
