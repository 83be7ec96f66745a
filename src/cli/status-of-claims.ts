import type { Stopped } from "../verification/plan/claim-plan.ts";
import type { ClaimResult } from "../verification/results/claim-result.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";

/** What of a claim's result the exit status depends on. */
type Outcome = Pick<ClaimResult, "verdict" | "expected"> & {
  readonly controls: readonly Pick<ClaimResult["controls"][number], "verdict" | "expected">[];
};

/**
 * The exit status after these claims. Controls count by themselves: a claim that is refuted, as expected, keeps its verdict
 * whatever becomes of them.
 */
export function statusOfClaims(claims: readonly Outcome[], stopped: Stopped, strict: boolean): ExitStatus {
  const opposite = claims
    .flatMap((claim) => [claim, ...claim.controls])
    .some(
      ({ verdict, expected }) =>
        verdict === "failed" || ((verdict === "supported" || verdict === "refuted") && verdict !== expected),
    );
  if (opposite) return exitStatus.againstExpectation;
  if (stopped === "interrupted") return exitStatus.interrupted;
  const open = claims.some(({ verdict }) => verdict === "undecided" || verdict === "incomplete");
  return open && strict ? exitStatus.undecided : exitStatus.asExpected;
}
