import { allPoints } from "../report/all-points.ts";
import { kindPageOf } from "../report/kinds/index.ts";
import { formatCount } from "../report/numbers.ts";
import { replayCommand } from "../report/replay-command.ts";
import type { RunResult } from "../verification/results/run-result.ts";
import { table } from "./output.ts";

/** The verdicts as a table for a terminal, controls below their claims. */
export function verdictTable({ claims }: Pick<RunResult, "claims">): string {
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
  return table([["claim", "kind", "verdict", "", "finding", "resolution", "replicates"], ...rows]);
}

/** What broke down, each message once, and how the replicate that it happened in is run again. */
export function failureLines(run: RunResult): string[] {
  return run.claims.flatMap((claim) => {
    const failures = new Map<string, string | undefined>();
    for (const { failure } of allPoints(claim)) {
      if (failure !== undefined && !failures.has(failure.message)) failures.set(failure.message, failure.key);
    }
    return [...failures].flatMap(([message, key]) => [
      `${claim.id}: ${message}`,
      ...(key === undefined ? [] : [`  run it again: ${replayCommand(run, key)}`]),
    ]);
  });
}
