import type { RunResult } from "../verification/result.ts";
import { inlineProse, table } from "./markdown.ts";
import { formatPercent } from "./numbers.ts";

const marks = /(<!-- verdicts -->\n)[\s\S]*?(<!-- \/verdicts -->)/;

/**
 * The text of a README with the verdicts of a run, a line each, between its marks `<!-- verdicts -->` and
 * `<!-- /verdicts -->`; links lead to the pages in `reports/`. Without the marks the text stays as it is.
 */
export function withVerdicts(readme: string, { claims }: RunResult): string {
  const rows = claims.flatMap((claim) => [
    [
      `[${claim.id}](reports/${claim.id}.md)`,
      claim.verdict,
      String(claim.points.length),
      `${claim.mutants.killed} of ${claim.mutants.total}`,
      formatPercent(claim.resolution),
    ],
    ...claim.controls.map(({ why, verdict, points }) => [
      `— control: ${inlineProse(why)}`,
      verdict,
      String(points.length),
      "",
      "",
    ]),
  ]);
  const columns = [
    { header: "claim", align: "left" },
    { header: "verdict", align: "left" },
    { header: "points", align: "right" },
    { header: "mutants refuted", align: "right" },
    { header: "resolution", align: "right" },
  ] as const;
  return readme.replace(marks, (_, open: string, close: string) => `${open}${table(columns, rows)}\n${close}`);
}
