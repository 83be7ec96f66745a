import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { commandLine } from "./reproducing-command.ts";

it("is read back by a shell as the words that it was made from", () => {
  const words = ["lp/*", "*", "./my claim.ts", "it's", "$HOME", "a;b", "", "–", "--seed", "1,2"];
  const read = execFileSync("sh", ["-c", `printf '%s\\n' ${commandLine(words)}`], { encoding: "utf8" });
  expect(read.split("\n").slice(0, -1)).toEqual(words);
});
