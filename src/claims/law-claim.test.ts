import { describe, expect, it } from "vitest";
import { claimOf, definitionOf, refusalOf, withTestOf } from "./testing/kind-definitions.ts";

const coupling = { discrepancy: "a", scale: "b", factor: 10 };
const projection = { name: "first", left: "a", right: "b" };
const definition = (test: object) => definitionOf("law", { test });
const refusal = (test: object) => refusalOf("law", definition(test));

describe("a law claim", () => {
  it.each([
    ["a coupling alone", { coupling }],
    ["projections alone", { projections: [projection, { ...projection, right: "c" }], margin: 0.1 }],
    ["a classifier alone", { classifier: projection, margin: 0.9 }],
  ])("may have %s", (_, test) => {
    expect(claimOf("law", definition(test)).test).toEqual({ ...test, kind: "law" });
  });

  it("compares something", () => {
    for (const test of [{}, { margin: 0.1 }, { coupling: undefined, projections: undefined }]) {
      expect(refusal(test)).toMatchObject({
        code: "invalid-claim",
        field: "test",
        accepted: "a test with a coupling, projections or a classifier",
      });
    }
    expect(refusal({ projections: [], margin: 0.1 })).toMatchObject({
      code: "invalid-input",
      field: "test.projections",
      accepted: "a list of at least one projection",
    });
  });

  it("has a margin beside samples, and none beside a coupling alone", () => {
    for (const test of [
      { projections: [projection] },
      { classifier: projection },
      { coupling, classifier: projection },
    ]) {
      expect(refusal(test)).toMatchObject({ code: "invalid-claim", field: "test.margin" });
      for (const margin of [0, 1, -0.1, "0.1"]) {
        expect(refusal({ ...test, margin })).toMatchObject({
          code: "invalid-input",
          field: "test.margin",
          accepted: "a number strictly between 0 and 1",
        });
      }
    }
    expect(refusal({ coupling, margin: 0.1 })).toMatchObject({
      code: "invalid-claim",
      field: "test.margin",
      value: 0.1,
      accepted: "absent: a coupling has the margin of rounding",
    });
  });

  it.each([
    ["test.projections[1].left", { projections: [projection, { ...projection, left: "z" }] }],
    ["test.projections[0].right", { projections: [{ ...projection, right: "z" }] }],
    ["test.classifier.left", { classifier: { ...projection, left: "z" } }],
    ["test.classifier.right", { classifier: { ...projection, right: "toString" } }],
    ["test.coupling.discrepancy", { coupling: { ...coupling, discrepancy: "z" } }],
    ["test.coupling.scale", { coupling: { ...coupling, scale: "z" } }],
    ["test.coupling.condition", { coupling: { ...coupling, condition: "z" } }],
    ["test.coupling.factor", { coupling: { ...coupling, factor: 1e12 } }],
  ])("names observables of the experiment, and a factor that can be met: %s", (field, changes) => {
    expect(refusalOf("law", withTestOf("law", changes))).toMatchObject({ code: "invalid-claim", field });
  });

  it("compares two observables and not one with itself", () => {
    expect(refusal({ projections: [{ ...projection, right: "a" }], margin: 0.1 })).toMatchObject({
      code: "invalid-claim",
      field: "test.projections[0].right",
      value: "a",
      accepted: "another observable than left",
    });
    expect(refusal({ classifier: { ...projection, right: "a" }, margin: 0.1 }).field).toBe("test.classifier.right");
  });

  it.each([
    ["test.coupling.factor", { coupling: { ...coupling, factor: 0 } }],
    ["test.coupling.resolution", { coupling: { ...coupling, resolution: 1 } }],
    ["test.coupling.tolerance", { coupling: { ...coupling, tolerance: 1 } }],
    ["test.coupling.kind", { coupling: { ...coupling, kind: "identity" } }],
    ["test.projections[0].name", { projections: [{ ...projection, name: " " }] }],
    ["test.projections[0].middle", { projections: [{ ...projection, middle: "c" }] }],
    ["test.projections", { projections: projection }],
    ["test.classifier.left", { classifier: { name: "all", right: "b" } }],
    ["test.classifier", { classifier: "all" }],
  ])("has parts of their shape: %s", (field, changes) => {
    expect(refusalOf("law", withTestOf("law", changes))).toMatchObject({ code: "invalid-input", field });
  });
});
