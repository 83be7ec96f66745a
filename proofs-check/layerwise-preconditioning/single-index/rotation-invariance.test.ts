import type { Claim } from "asymptopia";
import { describe, expect, it } from "vitest";
import type { LawClaimResult } from "../../../src/verification/law/law-result.ts";
import { verifyHere } from "../../../src/verification/testing/verify-here.ts";
import claim from "./rotation-invariance.ts";

describe("lp/rotation-invariance", () => {
  it("allows the proven rounding at every point", () => {
    for (const point of claim.grid) {
      const { n, d } = claim.experiment.realise(point, claim.sizes[0]).shape;
      const rotated = 1.2 * d ** 2.5 + (d + 1) * Math.sqrt(d);
      expect(claim.test.coupling?.factor).toBeGreaterThanOrEqual(5 * rotated + 2 * (n + 4 * d + 8));
    }
  });

  // Twice the margin takes a quarter of the draws. Each point errs with probability at most 1e-5, and the seed is fixed.
  it("is supported at a wider margin, and its controls are refuted", async () => {
    const margin = 0.2;
    const wider = {
      ...claim,
      test: { ...claim.test, margin },
      controls: claim.controls.map((control) => ({ ...control, test: { ...control.test, margin } })),
    };
    const result = await verifyHere<LawClaimResult>(wider as unknown as Claim, "law");
    expect(result.verdict).toBe("supported");
    expect(result.controls.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["aligned-teacher", "refuted"],
      ["teacher-not-rotated", "refuted"],
    ]);
    for (const { coupling, comparisons } of result.points.flatMap(({ sizes }) => sizes)) {
      expect(coupling?.exceptions).toBe(0);
      expect(coupling?.largestMultiple).toBeLessThan(10);
      for (const { interval } of comparisons) expect(interval[1]).toBeLessThanOrEqual(margin);
    }
    const [aligned, unrotated] = result.controls.map(({ points }) => points[0].sizes[0]);
    // It is the laws that refute the one, and the coupling that refutes the other.
    expect(aligned.coupling?.exceptions).toBe(0);
    expect(Math.max(...aligned.comparisons.map(({ interval }) => interval[0]))).toBeGreaterThan(margin);
    expect(unrotated.coupling?.exceptions).toBeGreaterThan(0);
  });
});
