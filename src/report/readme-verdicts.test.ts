import { expect, it } from "vitest";
import { withVerdicts } from "./readme-verdicts.ts";
import { tableRows } from "./testing/read-markdown.ts";
import { run } from "./testing/run.ts";

it("puts a line for every claim and control between the marks, and nothing elsewhere", () => {
  const readme = "before\n<!-- verdicts -->\nold\n<!-- /verdicts -->\nafter\n";
  const filled = withVerdicts(readme, run());
  expect(filled).toMatch(/^before\n<!-- verdicts -->\n\| claim[\s\S]*\|\n<!-- \/verdicts -->\nafter\n$/);
  expect(filled).not.toContain("old");
  const rows = tableRows(filled);
  expect(rows[0]).toEqual(["claim", "kind", "verdict", "points", "finding", "resolution"]);
  expect(rows).toContainEqual([
    "[rate/mean](reports/rate/mean.md)",
    "rate",
    "supported",
    "2",
    "exponent 0.494 for 0.5 ± 0.05",
    "exponent ±0.026",
  ]);
  expect(rows).toContainEqual([
    "— control: The square of the rate.",
    "",
    "refuted",
    "1",
    "exponent 0.504 for at least 1, up to the margin 0.05 (below)",
    "",
  ]);
  expect(withVerdicts(filled, run())).toBe(filled);
  expect(withVerdicts("no marks", run())).toBe("no marks");
});
