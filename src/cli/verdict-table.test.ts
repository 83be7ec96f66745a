import { expect, it } from "vitest";
import { run } from "../report/testing/run.ts";
import { verdictTable } from "./verdict-table.ts";

it("has a line for every claim and control, and one for every failure", () => {
  const { claims } = run();
  const lines = verdictTable(claims).split("\n");
  const cells = (line: string): string[] => line.trim().split(/ {2,}/);
  expect(cells(lines[0])).toEqual(["claim", "kind", "verdict", "finding", "resolution", "replicates"]);
  expect(lines).toHaveLength(
    1 + claims.length + claims.flatMap(({ controls }) => controls as readonly unknown[]).length + 1,
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
  expect(lines.at(-1)).toMatch(/^pf\/theorem-2: theory gives NaN/);
});
