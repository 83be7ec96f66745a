import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asJson } from "./as-json.ts";

describe("a value as JSON for showing", () => {
  it("is the value itself where JSON can carry it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(asJson(value)).toEqual(value);
      }),
    );
  });

  it.each([
    ["NaN", Number.NaN, "NaN"],
    ["an infinity", Number.NEGATIVE_INFINITY, "-Infinity"],
    ["nothing", undefined, "undefined"],
    ["a large integer", 10n ** 30n, "1000000000000000000000000000000"],
    ["a symbol", Symbol("phi"), "Symbol(phi)"],
    ["a typed array", Float64Array.of(0.5, Number.NaN), [0.5, "NaN"]],
    ["a map", new Map([[1, 2]]), "[object Map]"],
    ["an error", new RangeError("too far"), "RangeError: too far"],
    ["an absent member", { a: undefined, b: [undefined] }, { b: ["undefined"] }],
    ["an object without prototype", Object.create(null), {}],
    ["an own member of the name of the prototype", JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":1}')],
  ])("shows %s", (_, value, shown) => {
    expect(asJson(value)).toEqual(shown);
  });

  it("shows the members of an instance and not those of its class", () => {
    class Point {
      readonly phi = 1;
      method(): void {}
    }
    expect(asJson(new Point())).toEqual({ phi: 1 });
  });

  it("ends where an object holds itself, and repeats what is merely used twice", () => {
    const population = { kind: "ar1", rho: 0.5 };
    const point: Record<string, unknown> = { population, copy: [population] };
    point.self = point;
    expect(asJson(point)).toEqual({ population, copy: [population], self: "[circular]" });
  });

  it("ends 20 levels down", () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect(asJson(nested(20))).toEqual(nested(20));
    expect(JSON.stringify(asJson(nested(5000)))).toBe(`${"[".repeat(20)}"[…]"${"]".repeat(20)}`);
  });

  it("keeps 100,000 members in all and says that it dropped others", () => {
    const long = asJson(Float64Array.from({ length: 150_000 }, (_, i) => i)) as unknown[];
    expect(long).toHaveLength(100_001);
    expect(long.slice(-2)).toEqual([99_999, "[…]"]);
    const wide = Object.fromEntries(Array.from({ length: 100_001 }, (_, i) => [`k${i}`, i]));
    const kept = asJson(wide) as Record<string, unknown>;
    expect(Object.keys(kept)).toHaveLength(100_001);
    expect([kept.k99999, kept.k100000, kept["…"]]).toEqual([99_999, undefined, "[…]"]);
    // 2^k references to k objects: without a limit on the whole value this one would not end.
    let doubled: unknown = 1;
    for (let k = 0; k < 19; k += 1) doubled = [doubled, doubled];
    expect(JSON.stringify(asJson([doubled, doubled])).length).toBeLessThan(2_000_000);
  });
});
