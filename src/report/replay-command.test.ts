import { expect, it } from "vitest";
import { commandLine } from "../foundation/command-line.ts";
import { replayCommand } from "./replay-command.ts";

it("names the claim files of the run, but not its patterns and options, and the seed", () => {
  const words = ["verify", "lp/*", "./my claims/a.ts", "more/", "--budget", "quick", "--out", "./reports/mine"];
  const run = { command: commandLine(["npx", "asymptopia", ...words]), seed: "it's 1" };
  expect(replayCommand(run, "my/a~c:1:20:3")).toBe(
    "npx asymptopia replay 'my/a~c:1:20:3' './my claims/a.ts' more/ --seed 'it'\\''s 1'",
  );
});

it("needs no files for the shipped catalogue", () => {
  expect(replayCommand({ command: "npx asymptopia verify --seed 7", seed: "7" }, "lp/a:1:20:3")).toBe(
    "npx asymptopia replay lp/a:1:20:3 --seed 7",
  );
});
