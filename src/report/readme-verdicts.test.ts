import { expect, it } from "vitest";
import { withVerdicts } from "./readme-verdicts.ts";
import { tableRows } from "./testing/read-markdown.ts";
import { run } from "./testing/run.ts";

it("counts claims, controls and mutants by kind between the marks, and nothing elsewhere", () => {
  const readme = "before\n<!-- verdicts -->\nold\n<!-- /verdicts -->\nafter\n";
  const made = run();
  const filled = withVerdicts(readme, made);
  expect(filled).toMatch(/^before\n<!-- verdicts -->\n\| kind[\s\S]*\|\n<!-- \/verdicts -->\nafter\n$/);
  expect(filled).not.toContain("old");
  const [head, ...rows] = tableRows(filled);
  expect(head).toEqual([
    "kind",
    "claims",
    "as expected",
    "points",
    "controls",
    "as they must",
    "mutants of formulas",
    "refuted",
  ]);
  const limits = made.claims.filter(({ kind }) => kind === "limit");
  const mutants = limits.flatMap((claim) => (claim.kind === "limit" ? [claim.mutants] : []));
  const expected = limits.filter((claim) => claim.verdict === claim.expected).length;
  const total = mutants.reduce((sum, one) => sum + one.total, 0);
  expect(total).toBeGreaterThan(0);
  const row = rows.find(([kind]) => kind === "limit") as string[];
  expect([row[1], row[2], row[6]]).toEqual([limits.length, expected, total].map(String));
  expect(row[7]).toBe(String(total - mutants.reduce((sum, one) => sum + one.survivors.length, 0)));
  const last = rows[rows.length - 1];
  expect(last[0]).toBe("[all](reports/README.md)");
  for (let column = 1; column < head.length; column++) {
    const sum = rows.slice(0, -1).reduce((total, each) => total + Number(each[column]), 0);
    expect(last[column]).toBe(String(sum));
  }
  expect(withVerdicts(filled, made)).toBe(filled);
  expect(withVerdicts("no marks", made)).toBe("no marks");
});

it("does not count a verdict against expectation as one", () => {
  const made = run();
  const [first, ...rest] = made.claims;
  const broken = { ...made, claims: [{ ...first, verdict: "undecided" as const }, ...rest] };
  const count = (of: typeof made): string => {
    const rows = tableRows(withVerdicts("<!-- verdicts -->\n<!-- /verdicts -->", of as typeof made));
    return rows[rows.length - 1][2];
  };
  expect(first.verdict).toBe(first.expected);
  expect(Number(count(broken as typeof made))).toBe(Number(count(made)) - 1);
});
