import fc from "fast-check";
import seedrandom from "seedrandom";
import { expect, test } from "vitest";
import { rc4Words } from "./rc4-words.ts";

const character = fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code));
const keys = fc.array(character, { minLength: 1, maxLength: 256 }).map((characters) => characters.join(""));

test("they are seedrandom's, for keys of every length and one after the other", () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 0, max: 40 }), (key, count) => {
      const generator = seedrandom(key);
      expect([...rc4Words(key, count)]).toEqual(Array.from({ length: count }, () => generator.int32()));
    }),
    { numRuns: 300 },
  );
});

test("they are the bytes of the cipher from the 257th on", () => {
  // RFC 6229, key 0x0102030405: the keystream at 256 and at 272.
  const key = String.fromCharCode(1, 2, 3, 4, 5);
  const bytes = [...rc4Words(key, 4)].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  expect(bytes).toBe("1cfcf62b03eddb641d77dfcf7f8d8c93");
});
