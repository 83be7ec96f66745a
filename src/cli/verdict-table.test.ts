import { expect, it } from "vitest";
import { rateClaim, ratePoint } from "../report/testing/kinds.ts";
import { run } from "../report/testing/run.ts";
import { failureLines, verdictTable } from "./verdict-table.ts";

it("has a line for every claim and control", () => {
  const { claims } = run();
  const lines = verdictTable({ claims }).split("\n");
  const cells = (line: string): string[] => line.trim().split(/ {2,}/);
  expect(cells(lines[0])).toEqual(["claim", "kind", "verdict", "finding", "resolution", "replicates"]);
  expect(lines).toHaveLength(
    1 + claims.length + claims.flatMap(({ controls }) => controls as readonly unknown[]).length,
  );
  const of = (id: string): string[] => cells(lines.find((line) => line.startsWith(`${id} `)) as string);
  expect(of("rate/mean")).toEqual([
    "rate/mean",
    "rate",
    "supported",
    "as expected",
    "exponent 0.494 for 0.5 ± 0.05",
    "exponent ±0.026",
    "640",
  ]);
  expect(of("pf/theorem-3")).toEqual([
    "pf/theorem-3",
    "limit",
    "incomplete",
    "expected supported",
    "no estimate",
    "–",
    "0",
  ]);
});

it("says what broke down, once, and how to run that replicate again with the run's claim files", () => {
  const failure = { code: "non-finite", message: "the loss is NaN", key: "my/rate:1:20:7" } as const;
  const points = [ratePoint(0.5, { failure }), ratePoint(0.5, { failure: { ...failure, key: "my/rate:2:20:0" } })];
  const claims = [...run().claims, rateClaim({ id: "my/rate", verdict: "failed", points })];
  const lines = failureLines(run({ claims, command: "npx asymptopia verify ./mine.ts --seed 3", seed: "3" }));
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^pf\/theorem-2: theory gives NaN/);
  expect(lines.slice(1)).toEqual([
    "my/rate: the loss is NaN",
    "  run it again: npx asymptopia replay my/rate:1:20:7 ./mine.ts --seed 3",
  ]);
});
