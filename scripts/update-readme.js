// Copies the verdicts of reports/results.json into the README's table, which a test holds against them.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The README's table of a run. */
export function verdictTable({ claims }) {
  const rows = claims.flatMap((claim) => [
    `| [${claim.id}](reports/${claim.id}.md) | ${claim.verdict} | ${claim.points.length} | ${claim.mutants.killed} of ${claim.mutants.total} | ${(100 * claim.resolution).toPrecision(2)} % |`,
    ...claim.controls.map(
      (control) => `| — control: ${control.why} | ${control.verdict} | ${control.points.length} | | |`,
    ),
  ]);
  return ["| claim | verdict | points | mutants refuted | resolution |", "|---|---|---:|---:|---:|", ...rows].join(
    "\n",
  );
}

/** `readme` with the table between its two marks. */
export function withVerdicts(readme, results) {
  const mark = /(<!-- verdicts -->\n)[\s\S]*?(<!-- \/verdicts -->)/;
  return readme.replace(mark, (_, open, close) => `${open}${verdictTable(results)}\n${close}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const readme = join(root, "README.md");
  const results = JSON.parse(readFileSync(join(root, "reports", "results.json"), "utf8"));
  writeFileSync(readme, withVerdicts(readFileSync(readme, "utf8"), results));
}
