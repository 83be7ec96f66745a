import { allPoints } from "../report/all-points.ts";
import { kindPageOf } from "../report/kinds/index.ts";
import { formatCount } from "../report/numbers.ts";
import type { ClaimResult } from "../verification/results/claim-result.ts";
import { table } from "./output.ts";

/** The verdicts as a table for a terminal, controls below their claims. */
export function verdictTable(claims: readonly ClaimResult[]): string {
  const rows = claims.flatMap((claim) => {
    const kind = kindPageOf(claim);
    const most = (points: Parameters<typeof kind.replicates>[0]): string =>
      formatCount(Math.max(0, ...kind.replicates(points)));
    return [
      [
        claim.id,
        claim.kind,
        claim.verdict,
        claim.verdict === claim.expected ? "as expected" : `expected ${claim.expected}`,
        kind.finding(claim),
        kind.resolution(claim),
        most(claim.points),
      ],
      ...claim.controls.map((control) => [
        `  control ${control.id}`,
        "",
        control.verdict,
        control.verdict === control.expected ? "as expected" : `expected ${control.expected}`,
        kind.finding(control),
        "",
        most(control.points),
      ]),
    ];
  });
  const verdicts = table([["claim", "kind", "verdict", "", "finding", "resolution", "replicates"], ...rows]);
  return [verdicts, ...claims.flatMap(failures)].join("\n");
}

function failures(claim: ClaimResult): string[] {
  const messages = allPoints(claim).flatMap(({ failure }) => (failure === undefined ? [] : [failure.message]));
  return [...new Set(messages)].map((message) => `${claim.id}: ${message}`);
}
