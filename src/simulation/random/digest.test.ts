import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../foundation/json.ts";
import { extendDigest, keyDigest, stateOfDigest } from "./digest.ts";

const key = { experiment: "reference", replicate: 0, seed: "1", size: 100, streamParameters: { phi: 0.5 }, version: 1 };
const stateText = (digest: string): string => stateOfDigest(digest).join();

// Reference values from a separate program: SHA-256, then RC4 with its first 256 bytes dropped, four bytes a word.
test("a key's digest and state are SHA-256 of its canonical JSON and RC4 of that digest", () => {
  const digest = keyDigest(key);
  expect(digest).toBe("89e8f9fd9407ba16a9266411f1e869fde7541195dc0038f98613598d6e1fade3");
  expect(Array.from(stateOfDigest(digest), (half) => half >>> 0)).toEqual([
    3774546083, 1266022772, 661916321, 3037537275, 248965187, 1590540592, 1934980789, 2646570417,
  ]);
  expect(extendDigest(digest, "data")).toBe("8bde6c451bb81042cb5da30603f62cb83fecd80118391cf86c447e45580f0c4c");
});

test("the order of members does not matter, at any depth", () => {
  const reversed = Object.fromEntries(Object.entries({ ...key, streamParameters: { b: [1], a: null } }).reverse());
  expect(keyDigest(reversed)).toBe(keyDigest({ ...key, streamParameters: { a: null, b: [1] } }));
});

test("two values have the same digest exactly when they differ in the order of members at most", () => {
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom(0, "0", [0], ["0"], { 0: 0 }, [], {}, null, ""));
  fc.assert(
    fc.property(value, value, (one, other) => {
      const same = JSON.stringify(sorted(one as Json)) === JSON.stringify(sorted(other as Json));
      expect(keyDigest(one as Json) === keyDigest(other as Json)).toBe(same);
    }),
  );
  expect(keyDigest("1")).not.toBe(keyDigest(1));
  expect(keyDigest([1, 2])).not.toBe(keyDigest([[1], 2]));
  expect(keyDigest("\ud800")).not.toBe(keyDigest("\ud801"));
});

test("20,000 keys with adjacent replicates have 20,000 states", () => {
  const states = Array.from({ length: 20_000 }, (_, replicate) => stateText(keyDigest({ ...key, replicate })));
  expect(new Set(states).size).toBe(20_000);
  // Each word of the state tells them apart almost alone: 20,000 draws of 2³² repeat 0.047 times on average, and more
  // than 6 times with probability below 1e-12 (Poisson), so below 1e-11 for all eight words.
  for (let half = 0; half < 8; half++) {
    expect(new Set(states.map((state) => state.split(",")[half])).size).toBeGreaterThanOrEqual(20_000 - 6);
  }
});

test("labels never run into one another or into their parents' keys", () => {
  const root = keyDigest(key);
  const labels = ["", "a", "b", "ab", "a/b", "/", '"', "\ud800", "\udfff", "\ufffd", "é", "e\u0301", "1", "01"];
  const digests = [
    root,
    keyDigest(root),
    keyDigest({ ...key, label: "a" }),
    ...labels.map((label) => extendDigest(root, label)),
    ...labels.map((label) => extendDigest(keyDigest({ ...key, replicate: 1 }), label)),
    ...labels.map((label) => extendDigest(extendDigest(root, "a"), label)),
    ...Array.from({ length: 2000 }, (_, i) => extendDigest(root, `layer ${i}`)),
  ];
  expect(new Set(digests).size).toBe(digests.length);
  expect(new Set(digests.map(stateText)).size).toBe(digests.length);
});

test.each([Number.NaN, { a: [1, Number.POSITIVE_INFINITY] }, undefined, () => 1, { big: 1n }])(
  "%o is no key",
  (value) => {
    expect(() => keyDigest(value as Json)).toThrow(expect.objectContaining({ code: "invalid-input", field: "key" }));
  },
);

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value as { readonly [key: string]: Json });
  return {
    members: members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]),
  };
}
