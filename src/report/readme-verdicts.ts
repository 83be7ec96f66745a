import type { ClaimResult } from "../verification/results/claim-result.ts";
import type { RunResult } from "../verification/results/run-result.ts";
import { left, right, table } from "./markdown.ts";

const marks = /(<!-- verdicts -->\n)[\s\S]*?(<!-- \/verdicts -->)/;

/**
 * The text of a README with the verdicts of a run, a line for each kind of claim, between its marks `<!-- verdicts -->` and
 * `<!-- /verdicts -->`; the link leads to the list of claims in `reports/`. Without the marks the text stays as it is.
 */
export function withVerdicts(readme: string, { claims }: RunResult): string {
  const kinds = [...new Set(claims.map(({ kind }) => kind))];
  const rows = [
    ...kinds.map((kind) => [kind, ...counts(claims.filter((claim) => claim.kind === kind))]),
    ["[all](reports/README.md)", ...counts(claims)],
  ];
  const columns = [
    left("kind"),
    right("claims"),
    right("as expected"),
    right("points"),
    right("controls"),
    right("as they must"),
    right("mutants of formulas"),
    right("refuted"),
  ];
  return readme.replace(marks, (_, open: string, close: string) => `${open}${table(columns, rows)}\n${close}`);
}

function counts(claims: readonly ClaimResult[]): readonly string[] {
  const controls = claims.flatMap((claim): readonly { verdict: string; expected: string }[] => claim.controls);
  const mutants = claims.flatMap((claim) => (claim.kind === "limit" ? [claim.mutants] : []));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  return [
    claims.length,
    claims.filter(({ verdict, expected }) => verdict === expected).length,
    sum(claims.map(({ points }) => points.length)),
    controls.length,
    controls.filter(({ verdict, expected }) => verdict === expected).length,
    sum(mutants.map(({ total }) => total)),
    sum(mutants.map(({ killed }) => killed)),
  ].map(String);
}
