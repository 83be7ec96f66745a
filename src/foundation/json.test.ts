import { isDeepStrictEqual } from "node:util";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, isPlain } from "./json.ts";

/** JSON has one zero; deep equality tells −0 from 0. */
function withoutNegativeZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** The same value with the members of every object in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, member]) => [key, reordered(member)]);
  return Object.fromEntries(entries.reverse());
}

describe("canonical JSON", () => {
  it.each([
    [{ b: 1, a: [true, null, "x"] }, '{"a":[true,null,"x"],"b":1}'],
    [{ a: undefined, b: 1 }, '{"b":1}'],
    [{ outer: { z: 1, y: { d: 1, c: 2 } } }, '{"outer":{"y":{"c":2,"d":1},"z":1}}'],
    [[3, 1, 2], "[3,1,2]"],
    [[], "[]"],
    [{}, "{}"],
    [-0, "0"],
    [1e21, "1e+21"],
    [0.1 + 0.2, "0.30000000000000004"],
    ["é\n\u2028\ud800", '"é\\n\u2028\\ud800"'],
  ])("of %j is %s", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it("sorts keys by code unit, whatever the language or the kind of key", () => {
    // U+FF5E comes before U+1F600 as a code point, but after its surrogates as a code unit; 10 before 9 as text.
    const keys = ["～", "😀", "é", "e", "Z", "a", "10", "9", "", "__proto__"];
    const value = Object.fromEntries(keys.map((key) => [key, 1]));
    expect(canonicalJson(value)).toBe(
      `{${['""', '"10"', '"9"', '"Z"', '"__proto__"', '"a"', '"e"', '"é"', '"😀"', '"～"'].map((key) => `${key}:1`).join(",")}}`,
    );
  });

  it("parses back to an equal value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, noUnicodeString: false }), (value) => {
        expect(isDeepStrictEqual(JSON.parse(canonicalJson(value)), withoutNegativeZero(value))).toBe(true);
      }),
    );
  });

  it("does not depend on the order of members, or on members that are undefined", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reordered(value))).toBe(text);
        const key = `${Object.keys(value).join()}more`;
        expect(canonicalJson({ [key]: undefined, ...value })).toBe(text);
      }),
    );
  });

  it("is equal exactly for deeply equal values", () => {
    // Few leaves and keys, so that equal pairs and pairs that differ only in structure both occur.
    const few = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.constantFrom(0, 1, "0", "", null, false, "null"),
        fc.array(tie("value"), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom("a", "b", "a,b"), tie("value"), { maxKeys: 2 }),
      ),
    })).value;
    let equal = 0;
    fc.assert(
      fc.property(few, few, (a, b) => {
        const same = isDeepStrictEqual(withoutNegativeZero(a), withoutNegativeZero(b));
        if (same) equal += 1;
        expect(canonicalJson(a) === canonicalJson(b)).toBe(same);
      }),
      { numRuns: 2000 },
    );
    expect(equal).toBeGreaterThan(20);
  });

  class Point {
    readonly phi = 1;
  }
  it.each([
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["-Infinity", Number.NEGATIVE_INFINITY],
    ["undefined", undefined],
    ["function", () => 1],
    ["symbol", Symbol("a")],
    ["bigint", 1n],
    ["Date", new Date(0)],
    ["Map", new Map()],
    ["Float64Array", Float64Array.of(1)],
    ["Number", Object(1)],
    ["Point", new Point()],
  ])("has no %s, by itself, in a list, or as a member", (name, value) => {
    expect(() => canonicalJson(value)).toThrow(new TypeError(`JSON has no ${name}`));
    expect(() => canonicalJson([1, [value]])).toThrow(TypeError);
    if (value !== undefined) expect(() => canonicalJson({ a: { b: value } })).toThrow(TypeError);
  });

  it("has no holes in a list", () => {
    const sparse: unknown[] = [1];
    sparse[2] = 3;
    expect(() => canonicalJson(sparse)).toThrow(new TypeError("JSON has no undefined"));
  });
});

describe("a plain object", () => {
  it("may come from another realm or have no prototype, but is no instance of a class", () => {
    expect([{}, Object.create(null), runInNewContext("({ a: 1 })")].map(isPlain)).toEqual([true, true, true]);
    expect([new Date(0), new Map(), new (class A {})(), Object.create({})].map(isPlain)).toEqual(Array(4).fill(false));
  });
});
