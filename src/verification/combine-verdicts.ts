import type { Verdict } from "./results/verdict.ts";

/**
 * The verdict on a statement about all points: refuted at one is refuted, supported needs every one. A point that failed
 * comes before all: what broke down is to be mended, even if another point refutes.
 */
export function verdictOverPoints(verdicts: readonly Verdict[]): Verdict {
  const worst = (["failed", "refuted", "incomplete", "undecided"] as const).find((verdict) =>
    verdicts.includes(verdict),
  );
  if (worst !== undefined) return worst;
  // A gate with no data fails.
  return verdicts.length === 0 ? "failed" : "supported";
}

/** A control's verdict beside the one it must have. */
export interface ControlOutcome {
  readonly verdict: Verdict;
  readonly expected: "supported" | "refuted";
}

/**
 * The verdict on a claim from that on its own points and its controls. What the claim's points say stands unless it is
 * `supported`; that needs every control as expected. A control with the opposite verdict, or one that failed, shows
 * that the check does not check; one without a decision leaves the claim without one.
 */
export function verdictWithControls(own: Verdict, controls: readonly ControlOutcome[]): Verdict {
  if (own !== "supported") return own;
  const open = controls.map(({ verdict, expected }): Verdict => {
    if (verdict === expected) return "supported";
    return verdict === "undecided" || verdict === "incomplete" ? verdict : "failed";
  });
  return open.length === 0 ? "supported" : verdictOverPoints(open);
}
