import { describe, expect, it } from "vitest";
import { claimOf, definitionOf, formulaOfMu, refusalOf, withTestOf } from "./testing/kind-definitions.ts";

const refusal = (changes: Readonly<Record<string, unknown>>) => refusalOf("bound", withTestOf("bound", changes));

describe("a bound claim", () => {
  it.each([
    ["direction", ["below", "at most", 1], /^"at-most" or "at-least"$/],
    ["failureRate", [-0.1, 1, 1.5, "0"], /^a number from 0 to below 1$/],
    ["exceptionalShare", [0, 1, -1], /^a number strictly between 0 and 1$/],
    ["rounding", [{ relative: -1 }, {}, { absolute: 1, relative: 1 }, 1e-12, { absolute: "1" }], /of at least 0$/],
    ["bound", ["mu", [formulaOfMu]], /^an object with expression, symbols and inputs/],
  ] as const)("has a %s of its domain", (member, values, accepted) => {
    for (const value of values) {
      expect(refusal({ [member]: value })).toMatchObject({
        code: "invalid-input",
        field: `test.${member}`,
        accepted: expect.stringMatching(accepted),
      });
    }
  });

  it("may allow no failure at all, nearly any, and no rounding", () => {
    for (const failureRate of [0, 0.999]) {
      const test = {
        observable: "a",
        direction: "at-least",
        bound: formulaOfMu,
        failureRate,
        rounding: { absolute: 0 },
      };
      expect(claimOf("bound", definitionOf("bound", { test })).test).toEqual({ ...test, kind: "bound" });
    }
  });

  it.each([
    ["test.bound.expression", { ...formulaOfMu, expression: " " }, /^a formula as text$/],
    ["test.bound.symbols", { ...formulaOfMu, symbols: [] }, /^an object of symbols/],
    ["test.bound.inputs", { ...formulaOfMu, inputs: {} }, /^a function from parameters/],
    ["test.bound.observed", { ...formulaOfMu, observed: "a" }, /^an object from symbols to names/],
    ["test.bound.observed.mu", { ...formulaOfMu, observed: { mu: 1 } }, /^the name of an observable$/],
  ])("has a formula: %s", (field, bound, accepted) => {
    expect(refusal({ bound })).toMatchObject({
      code: "invalid-input",
      field,
      accepted: expect.stringMatching(accepted),
    });
  });

  it("has no wrong variants that would go untested", () => {
    const bound = { ...formulaOfMu, variants: [{ why: "twice", expression: "2 * mu" }] };
    expect(refusal({ bound })).toMatchObject({ code: "invalid-claim", field: "test.bound.variants" });
  });

  it("is about observables of the experiment, in the bound as well", () => {
    expect(refusal({ observable: "z" })).toMatchObject({ code: "invalid-claim", field: "test.observable" });
    expect(refusal({ bound: { ...formulaOfMu, observed: { mu: "z" } } })).toMatchObject({
      code: "invalid-claim",
      field: "test.bound.observed.mu",
      value: "z",
      accepted: "one of a, b, c, hit, miss",
    });
  });

  it("observes symbols of the bound alone", () => {
    for (const symbol of ["nu", "toString"]) {
      expect(refusal({ bound: { ...formulaOfMu, observed: { [symbol]: "b" } } })).toMatchObject({
        code: "invalid-claim",
        field: "test.bound.observed",
        value: symbol,
        accepted: "symbols of the bound: mu",
      });
    }
  });

  it("says how many exceptions there may be once: by the failure rate or by the exceptional share", () => {
    expect(refusal({ failureRate: 0.1 })).toMatchObject({
      code: "invalid-claim",
      field: "test.exceptionalShare",
      accepted: expect.stringMatching(/^absent where failureRate is above 0/),
    });
    expect(claimOf("bound", withTestOf("bound", { failureRate: 0.1, exceptionalShare: undefined })).test).toMatchObject(
      {
        failureRate: 0.1,
      },
    );
  });
});
