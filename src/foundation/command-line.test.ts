import fc from "fast-check";
import { expect, it } from "vitest";
import { commandLine, wordsOf } from "./command-line.ts";

it("quotes what a shell would take for its own", () => {
  expect(commandLine(["verify", "./it's mine.ts", "lp/*", ""])).toBe(`verify './it'\\''s mine.ts' 'lp/*' ''`);
});

it("reads back the words that were written", () => {
  const words = fc.array(fc.oneof(fc.string(), fc.constantFrom("it's", "''", "a b", "\\", "\n", "--seed", "é")));
  fc.assert(
    fc.property(words, (list) => {
      expect(wordsOf(commandLine(list))).toEqual(list);
    }),
  );
});
