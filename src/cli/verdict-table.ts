import type { ClaimResult } from "../verification/result.ts";
import { table } from "./output.ts";

/** The verdicts as a table for a terminal, controls below their claims. */
export function verdictTable(claims: readonly ClaimResult[]): string {
  const rows = claims.flatMap((claim) => [
    [
      claim.id,
      claim.verdict,
      claim.verdict === claim.expected ? "as expected" : `expected ${claim.expected}`,
      `${claim.mutants.killed}/${claim.mutants.total}`,
      claim.resolution === null ? "–" : `${(100 * claim.resolution).toPrecision(2)} %`,
      String(Math.max(0, ...claim.points.map(({ replicates }) => replicates))),
    ],
    ...claim.controls.map((control) => [
      `  control ${control.id}`,
      control.verdict,
      control.verdict === control.expected ? "as expected" : `expected ${control.expected}`,
      "",
      "",
      String(Math.max(0, ...control.points.map(({ replicates }) => replicates))),
    ]),
  ]);
  const verdicts = table([["claim", "verdict", "", "mutants refuted", "resolution", "replicates"], ...rows]);
  return [verdicts, ...claims.flatMap(failures)].join("\n");
}

function failures(claim: ClaimResult): string[] {
  const messages = [...claim.points, ...claim.controls.flatMap(({ points }) => points)].flatMap(({ failure }) =>
    failure === undefined ? [] : [failure.message],
  );
  return [...new Set(messages)].map((message) => `${claim.id}: ${message}`);
}
