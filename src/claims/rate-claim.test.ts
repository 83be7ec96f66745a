import { describe, expect, it } from "vitest";
import { claimOf, definitionOf, refusalOf } from "./testing/kind-definitions.ts";

const test = { observable: "a", exponent: 0.5, margin: 0.1, residualBias: 0.02 };
const definition = (changes: object) => definitionOf("rate", { test: { ...test, ...changes } });
const refusal = (changes: object) => refusalOf("rate", definition(changes));

describe("a rate claim", () => {
  it.each([
    ["exponent", ["1", Number.NaN, Number.POSITIVE_INFINITY], "a finite number"],
    ["logPower", ["1", Number.NEGATIVE_INFINITY], "a finite number"],
    ["margin", [0, -0.1, Number.POSITIVE_INFINITY, { absolute: 0.1 }], "a finite number above 0"],
    ["residualBias", [-1e-9, Number.NaN, { absolute: 0 }], "a finite number of at least 0"],
    ["sense", ["at-most", true], '"equal" or "at-least"'],
    ["observable", [1, " "], "the name of an observable"],
  ] as const)("has a %s of its domain", (member, values, accepted) => {
    for (const value of values) {
      expect(refusal({ [member]: value })).toMatchObject({ code: "invalid-input", field: `test.${member}`, accepted });
    }
  });

  it("may be of any exponent, a growing observable's among them, and without a bias", () => {
    for (const exponent of [-2, 0, 0.5]) {
      const members = { exponent, residualBias: 0, logPower: -exponent, sense: "equal" };
      expect(claimOf("rate", definition(members)).test).toMatchObject(members);
    }
  });

  it("is about an observable of the experiment", () => {
    expect(refusal({ observable: "z" })).toMatchObject({ code: "invalid-claim", field: "test.observable" });
  });

  it("leaves room: a residual bias of the margin or more could never be supported", () => {
    expect(claimOf("rate", definition({ residualBias: 0.0999 })).test).toMatchObject({ residualBias: 0.0999 });
    for (const residualBias of [0.1, 0.2]) {
      expect(refusal({ residualBias })).toMatchObject({
        code: "invalid-claim",
        field: "test.residualBias",
        value: residualBias,
        accepted: "below the margin, which is 0.1",
      });
    }
    const controls = [{ id: "c", why: "w", expected: "refuted", test: { margin: 0.01 } }];
    expect(refusalOf("rate", definitionOf("rate", { controls })).field).toBe("controls[0].test.residualBias");
  });

  it("divides by no power of the logarithm of 1", () => {
    const sizes = [1, 2, 4, 8];
    const of = (logPower: number) => definitionOf("rate", { sizes, test: { ...test, logPower } });
    expect(refusalOf("rate", of(0.5))).toMatchObject({ code: "invalid-claim", field: "test.logPower", value: 0.5 });
  });

  it("needs four sizes to tell a power from a line", () => {
    expect(refusalOf("rate", definitionOf("rate", { sizes: [10, 20, 40] }))).toMatchObject({
      code: "invalid-input",
      field: "sizes",
      accepted: "at least four ascending whole numbers above 0: fewer do not tell a power from a line",
    });
  });
});
