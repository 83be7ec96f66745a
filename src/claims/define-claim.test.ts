import { describe, expect, it } from "vitest";
import type { Claim } from "./claim.ts";
import { kinds, redefineClaim } from "./redefine-claim.ts";
import {
  claimOf,
  definitionOf,
  fewestSizes,
  manyObservables,
  refusalOf,
  testMembers,
  withTestOf,
} from "./testing/kind-definitions.ts";

const optionalParts = ["expected", "controls", "faults"];

describe.each(kinds)("a claim of kind %s", (kind) => {
  const { required, optional } = testMembers[kind];

  it("is its definition with points read, and tests of their kind", () => {
    const definition = definitionOf(kind);
    const claim = claimOf(kind, definition);
    expect(claim).toEqual({
      ...definition,
      grid: [
        { mean: 1, spread: 1 },
        { mean: 2, spread: 3 },
      ],
      test: { ...required, ...optional, kind },
      controls: [
        {
          id: "one",
          why: "one point alone",
          expected: "supported",
          grid: [{ mean: 3, spread: 1 }],
          test: { ...required, ...optional, kind },
        },
      ],
    });
    // Experiments are told apart by identity.
    expect(claim.experiment).toBe(manyObservables);
  });

  it("expects to be supported, has no controls and declares no faults, unless it says so", () => {
    const { expected: _, controls: __, faults: ___, ...least } = definitionOf(kind);
    const claim = claimOf(kind, least);
    expect([claim.expected, claim.controls]).toEqual(["supported", []]);
    expect("faults" in claim || "figure" in claim).toBe(false);
  });

  it("is a definition of itself, and can be made again with other sizes and points", () => {
    const claim = claimOf(kind, definitionOf(kind)) as unknown as Claim;
    expect(redefineClaim(claim, {})).toEqual(claim);
    const sizes = fewestSizes[kind].map((size) => 3 * size);
    expect(redefineClaim(claim, { sizes })).toEqual({ ...claim, sizes });
    expect(redefineClaim(claim, { grid: [{ mean: 7 }] }).grid).toEqual([{ mean: 7, spread: 1 }]);
    expect(() => redefineClaim(claim, { sizes: fewestSizes[kind].slice(1) })).toThrow(/^sizes must be /);
    expect(() => redefineClaim(claim, { grid: [{ mean: 7, spread: -1 }] })).toThrow(/^grid\[0\]\.spread must be /);
  });

  it.each(Object.keys(definitionOf(kind)))("says that %s means nothing, where it does", (member) => {
    const error = refusalOf(kind, definitionOf(kind, { [member]: "" }));
    expect(error).toMatchObject({ code: "invalid-input", field: member, value: "" });
    expect(error.message).toBe(`${member} must be ${error.accepted}, not ""`);
  });

  it.each(Object.keys(definitionOf(kind)).filter((member) => !optionalParts.includes(member)))(
    "misses %s",
    (member) => {
      const error = refusalOf(kind, definitionOf(kind, { [member]: undefined }));
      expect(error).toMatchObject({ code: "invalid-input", field: member });
      expect(error.message).toMatch(/, not absent$/);
    },
  );

  it.each(Object.keys({ ...required, ...optional }))("says that test.%s means nothing, where it does", (member) => {
    for (const nothing of ["", null, Number.NaN]) {
      const error = refusalOf(kind, withTestOf(kind, { [member]: nothing }));
      expect(error).toMatchObject({ code: "invalid-input", field: `test.${member}` });
      expect(error.message).toMatch(new RegExp(`^test\\.${member} must be .+, not `));
      const controls = [{ id: "c", why: "w", expected: "refuted", test: { [member]: nothing } }];
      expect(refusalOf(kind, definitionOf(kind, { controls }))).toMatchObject({
        code: "invalid-input",
        field: `controls[0].test.${member}`,
      });
    }
  });

  it("misses the members that its test must have, and no others", () => {
    for (const member of Object.keys(required)) {
      const error = refusalOf(kind, withTestOf(kind, { [member]: undefined }));
      expect(error).toMatchObject({ code: "invalid-input", field: `test.${member}` });
      expect(error.message).toMatch(/, not absent$/);
    }
    if (kind !== "law")
      expect(claimOf(kind, definitionOf(kind, { test: required })).test).toEqual({ ...required, kind });
  });

  it("knows no other members, by name", () => {
    for (const [field, definition] of [
      ["contorls", definitionOf(kind, { contorls: [] })],
      ["test.margn", withTestOf(kind, { margn: 1 })],
      [
        "controls[0].test.margn",
        definitionOf(kind, { controls: [{ id: "c", why: "w", expected: "refuted", test: { margn: 1 } }] }),
      ],
      ["faults.code", definitionOf(kind, { faults: { code: "non-finite" } })],
    ] as const) {
      expect(refusalOf(kind, definition)).toMatchObject({
        code: "invalid-input",
        field,
        accepted: expect.stringMatching(/^absent: known here are /),
      });
    }
  });

  it("has a figure if it is a limit", () => {
    const figure = { x: "mean", label: "mean", scale: "linear", series: [], yLabel: "a" };
    const definition = definitionOf(kind, { figure });
    if (kind === "limit") expect(claimOf(kind, definition).figure).toEqual(figure);
    else expect(refusalOf(kind, definition)).toMatchObject({ code: "invalid-input", field: "figure" });
  });

  it("takes the kind of its constructor and no other, even if it is one", () => {
    expect(claimOf(kind, withTestOf(kind, { kind })).test.kind).toBe(kind);
    for (const other of [...kinds.filter((name) => name !== kind), "limits", 1]) {
      expect(refusalOf(kind, withTestOf(kind, { kind: other }))).toMatchObject({
        code: "invalid-input",
        field: "test.kind",
        accepted: `"${kind}"`,
      });
    }
  });

  it("has as many ascending sizes as it takes", () => {
    const sizes = fewestSizes[kind];
    expect(claimOf(kind, definitionOf(kind, { sizes })).sizes).toEqual(sizes);
    for (const wrong of [
      [],
      sizes.slice(1),
      [...sizes].fill(10, 1).concat(10),
      [0, ...sizes],
      [...sizes, 1000.5],
      "10",
    ]) {
      expect(refusalOf(kind, definitionOf(kind, { sizes: wrong }))).toMatchObject({
        code: "invalid-input",
        field: "sizes",
        accepted: expect.stringMatching(/ascending whole numbers above 0/),
      });
    }
  });

  it("merges its test with what controls say of it, member by member", () => {
    const members = { ...required, ...optional };
    for (const [member, value] of Object.entries(members)) {
      const changed = typeof value === "number" ? value / 2 : value;
      const controls = [{ id: "c", why: "w", expected: "refuted", test: { [member]: changed } }];
      const [control] = claimOf(kind, definitionOf(kind, { controls })).controls;
      expect(control.test).toEqual({ ...members, [member]: changed, kind });
      expect(control.grid).toEqual([
        { mean: 1, spread: 1 },
        { mean: 2, spread: 3 },
      ]);
    }
  });
});

describe("faults that a claim declares", () => {
  const refused = (faults: unknown) => refusalOf("identity", definitionOf("identity", { faults }));

  it("may be of either code or both", () => {
    for (const codes of [["non-finite"], ["not-converged"], ["not-converged", "non-finite"]]) {
      const faults = { codes, why: "it may diverge" };
      expect(claimOf("identity", definitionOf("identity", { faults })).faults).toEqual(faults);
    }
  });

  it.each([
    ["faults.codes", { codes: [], why: "w" }, /^a list of codes$/],
    ["faults.codes", { codes: "non-finite", why: "w" }, /^a list of codes$/],
    ["faults.codes", { why: "w" }, /^a list of codes$/],
    ["faults.codes[1]", { codes: ["non-finite", "timed-out"], why: "w" }, /^"non-finite" or "not-converged"$/],
    ["faults.codes[0]", { codes: ["invalid-claim"], why: "w" }, /^"non-finite" or "not-converged"$/],
    ["faults.why", { codes: ["non-finite"] }, /^a phrase that says why/],
    ["faults.why", { codes: ["non-finite"], why: " " }, /^a phrase that says why/],
    ["faults", ["non-finite"], /^an object with codes and why$/],
  ])("are refused at %s: %j", (field, faults, accepted) => {
    expect(refused(faults)).toMatchObject({
      code: "invalid-input",
      field,
      accepted: expect.stringMatching(accepted),
    });
  });
});
