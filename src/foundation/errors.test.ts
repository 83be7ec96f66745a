import fc from "fast-check";
import { expect, describe as group, it } from "vitest";
import { AsymptopiaError, describe, fromFailure, invalidInput, toFailure, withFieldPrefix } from "./errors.ts";
import { canonicalJson } from "./json.ts";

/** The class of a second copy of the module: another one, of the same shape. */
function foreignClass(): typeof AsymptopiaError {
  class AsymptopiaError extends Error {
    readonly code: string;
    readonly field: string;
    readonly value: number;
    readonly accepted: string;
    constructor(code: string, message: string, details: { field: string; value: number; accepted: string }) {
      super(message);
      this.name = "AsymptopiaError";
      this.code = code;
      this.field = details.field;
      this.value = details.value;
      this.accepted = details.accepted;
    }
  }
  return AsymptopiaError as unknown as typeof import("./errors.ts").AsymptopiaError;
}

group("AsymptopiaError", () => {
  it("is an Error with a code, and knows only the details that it was given", () => {
    const cause = new RangeError("too far");
    const error = new AsymptopiaError("not-converged", "no root", { cause });
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.code, error.message, error.cause]).toEqual([
      "AsymptopiaError",
      "not-converged",
      "no root",
      cause,
    ]);
    expect([error.field, error.value, error.accepted]).toEqual([undefined, undefined, undefined]);
    expect("cause" in new AsymptopiaError("non-finite", "NaN")).toBe(false);
  });

  it("keeps a value as JSON: falsy ones too, NaN as its text, an absent one not at all", () => {
    const kept = (value: unknown) => new AsymptopiaError("invalid-input", "", { value }).value;
    expect([0, "", false, null].map(kept)).toEqual([0, "", false, null]);
    expect(kept(Number.NaN)).toBe("NaN");
    expect(kept([1, Number.POSITIVE_INFINITY])).toEqual([1, "Infinity"]);
    expect(kept(undefined)).toBeUndefined();
  });
});

group("invalid input", () => {
  it("is a sentence of field, accepted and value, and carries them", () => {
    const error = invalidInput("population.weights[1]", -0.5, "a number above 0");
    expect(error.message).toBe("population.weights[1] must be a number above 0, not -0.5");
    expect(toFailure(error)).toEqual({
      code: "invalid-input",
      message: error.message,
      field: "population.weights[1]",
      value: -0.5,
      accepted: "a number above 0",
    });
  });

  it("survives a value that cannot be written down whole", () => {
    const circular: unknown[] = [];
    circular.push(circular);
    expect(invalidInput("phi", circular, "a number").message).toBe('phi must be a number, not ["[circular]"]');
  });
});

group("a value in a message", () => {
  it.each([
    [undefined, "absent"],
    [null, "null"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    [0.1, "0.1"],
    ["NaN", '"NaN"'],
    ['say "1"\n', '"say \\"1\\"\\n"'],
    [[1, { a: true }], '[1,{"a":true}]'],
    [{ a: undefined }, "{}"],
  ])("%j is %s", (value, text) => {
    expect(describe(value)).toBe(text);
  });

  it("is whole at 80 characters and cut above", () => {
    expect(describe("x".repeat(78))).toBe(`"${"x".repeat(78)}"`);
    expect(describe("x".repeat(79))).toBe(`"${"x".repeat(76)}...`);
    expect(describe(new Float64Array(1e6))).toBe(`[${"0,".repeat(38)}...`);
  });

  it("is never more than 80 characters, nor cut through one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 30, maxLength: 120 }), (value) => {
        const text = describe(value);
        expect(text.length).toBeLessThanOrEqual(80);
        expect(text).not.toMatch(/\p{Surrogate}/u);
      }),
    );
    expect(describe(`${"x".repeat(75)}😀😀😀`)).toBe(`"${"x".repeat(75)}...`);
  });
});

group("failures", () => {
  const failure = fc.record(
    {
      code: fc.constantFrom("invalid-input", "unknown-name", "non-finite", "worker-failure"),
      message: fc.string(),
      field: fc.string(),
      value: fc.jsonValue(),
      accepted: fc.string(),
    },
    { requiredKeys: ["code", "message"], noNullPrototype: true },
  ) as fc.Arbitrary<ReturnType<typeof toFailure>>;

  it("are the same after a way through an error and JSON", () => {
    fc.assert(
      fc.property(failure, (before) => {
        const after = toFailure(fromFailure(before), "unreadable-file");
        expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
        expect(canonicalJson(after)).toBe(canonicalJson(before));
        expect(canonicalJson(toFailure(fromFailure(JSON.parse(JSON.stringify(after)))))).toBe(canonicalJson(before));
      }),
    );
  });

  it("are errors of the class again", () => {
    const error = fromFailure({ code: "non-finite", message: "NaN", field: "x" });
    expect(error).toBeInstanceOf(AsymptopiaError);
    expect(error).toMatchObject({ code: "non-finite", message: "NaN", field: "x" });
  });

  it("know an error of another copy of the class by its name", () => {
    const Foreign = foreignClass();
    const thrown = new Foreign("unknown-name", "no such claim", { field: "id", value: 3, accepted: "an id" });
    expect(thrown).not.toBeInstanceOf(AsymptopiaError);
    expect(toFailure(thrown, "worker-failure")).toEqual({
      code: "unknown-name",
      message: "no such claim",
      field: "id",
      value: 3,
      accepted: "an id",
    });
  });

  it("take a system error's message and not its code, which is none of ours", () => {
    const system = Object.assign(new Error("no such file"), { code: "ENOENT" });
    expect(toFailure(system, "unreadable-file")).toEqual({ code: "unreadable-file", message: "no such file" });
    expect(toFailure(system)).toEqual({ code: "worker-failure", message: "no such file" });
  });

  it.each([
    ["text", "text"],
    [3, "3"],
    [undefined, "undefined"],
    [null, "null"],
    [{ phi: 1 }, '{"phi":1}'],
    [Object.create(null), "{}"],
  ])("describe whatever else was thrown: %j", (thrown, message) => {
    expect(toFailure(thrown, "non-finite")).toEqual({ code: "non-finite", message });
  });
});

group("a prefix of the field", () => {
  const cause = new Error("inner");
  const error = new AsymptopiaError("invalid-claim", "phi must be above 0, not 0", {
    field: "phi",
    value: 0,
    accepted: "above 0",
    cause,
  });

  it("goes before the field and before the message, and changes nothing else", () => {
    const prefixed = withFieldPrefix(error, "grid[3]");
    expect(prefixed).toBeInstanceOf(AsymptopiaError);
    expect(toFailure(prefixed)).toEqual({
      code: "invalid-claim",
      message: "grid[3].phi must be above 0, not 0",
      field: "grid[3].phi",
      value: 0,
      accepted: "above 0",
    });
    expect(prefixed.cause).toBe(cause);
    expect([error.field, error.message]).toEqual(["phi", "phi must be above 0, not 0"]);
  });

  it("can be put on again and again", () => {
    const twice = withFieldPrefix(withFieldPrefix(error, "grid[3]"), "controls[0]");
    expect([twice.field, twice.message]).toEqual([
      "controls[0].grid[3].phi",
      "controls[0].grid[3].phi must be above 0, not 0",
    ]);
  });

  it("joins a field that begins with a bracket without a dot", () => {
    const item = withFieldPrefix(invalidInput("[1]", -1, "above 0"), "weights");
    expect([item.field, item.message]).toEqual(["weights[1]", "weights[1] must be above 0, not -1"]);
  });

  it("reaches a longer path that the message begins with", () => {
    const member = new AsymptopiaError("invalid-input", "population.values[0] must be above 0", {
      field: "population",
    });
    expect(withFieldPrefix(member, "grid[0]").message).toBe("grid[0].population.values[0] must be above 0");
  });

  it.each(["m1", "moments diverge", "mʹ is not finite", "μ and m differ"])(
    "leaves a message alone that only begins like it: %s",
    (message) => {
      const other = new AsymptopiaError("non-finite", message, { field: "m" });
      expect(withFieldPrefix(other, "inputs")).toMatchObject({ field: "inputs.m", message });
    },
  );

  it("is the field, and stands before the message, where there was none", () => {
    const bare = withFieldPrefix(new AsymptopiaError("not-converged", "no root"), "grid[0]");
    expect(toFailure(bare)).toEqual({ code: "not-converged", message: "grid[0]: no root", field: "grid[0]" });
  });

  it("keeps null as a value, and no value as none", () => {
    expect(withFieldPrefix(invalidInput("phi", null, "a number"), "grid[0]").value).toBeNull();
    expect(toFailure(withFieldPrefix(invalidInput("phi", undefined, "a number"), "grid[0]"))).not.toHaveProperty(
      "value",
    );
  });
});

group("an error with a code that there is none of", () => {
  it("becomes a failure with the fallback's code, and says which it was", () => {
    const thrown = new AsymptopiaError("diverged" as never, "the loss is 1e9", { field: "loss" });
    expect(toFailure(thrown, "invalid-claim")).toMatchObject({
      code: "invalid-claim",
      field: "loss",
      message: expect.stringMatching(/^the loss is 1e9 \(code "diverged", where there are invalid-input, /),
    });
  });
});
