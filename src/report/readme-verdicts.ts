import type { RunResult } from "../verification/results/run-result.ts";
import { kindPageOf } from "./kinds/index.ts";
import { inlineProse, left, plainText, right, table } from "./markdown.ts";

const marks = /(<!-- verdicts -->\n)[\s\S]*?(<!-- \/verdicts -->)/;

/**
 * The text of a README with the verdicts of a run, a line each, between its marks `<!-- verdicts -->` and
 * `<!-- /verdicts -->`; links lead to the pages in `reports/`. Without the marks the text stays as it is.
 */
export function withVerdicts(readme: string, { claims }: RunResult): string {
  const rows = claims.flatMap((claim) => {
    const kind = kindPageOf(claim);
    return [
      [
        `[${claim.id}](reports/${claim.id}.md)`,
        claim.kind,
        claim.verdict,
        String(claim.points.length),
        plainText(kind.finding(claim)),
        plainText(kind.resolution(claim)),
      ],
      ...claim.controls.map((control) => [
        `— control: ${inlineProse(control.why)}`,
        "",
        control.verdict,
        String(control.points.length),
        plainText(kind.finding(control)),
        "",
      ]),
    ];
  });
  const columns = [left("claim"), left("kind"), left("verdict"), right("points"), left("finding"), left("resolution")];
  return readme.replace(marks, (_, open: string, close: string) => `${open}${table(columns, rows)}\n${close}`);
}
