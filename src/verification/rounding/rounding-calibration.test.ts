import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { exactLooks } from "../sequential/exact-looks.ts";
import { countVerdicts } from "../testing/count-verdicts.ts";
import { unlikelyCount } from "../testing/unlikely-count.ts";
import { RoundingEvidence } from "./rounding-evidence.ts";

// α is far larger than in use, so that errors occur often enough to count.
const alpha = 0.05;
const test = { discrepancy: "difference", scale: "scale", factor: 8, exceptionalShare: 0.1 };
const statements = 1500;

/** Verdicts on identities that fail on a share of the instances; another share of them is too small to count. */
function judgeMany(label: string, count: number, exceptions: number, small: number) {
  const stream = createStream(["rounding calibration", label]);
  return countVerdicts(
    count,
    { looks: exactLooks, mostUnits: 400 },
    () => new RoundingEvidence(test, alpha),
    () => {
      const rounding = 8 * Number.EPSILON * stream.uniform();
      if (stream.uniform() < small) return { difference: 0, scale: 0 };
      return { difference: stream.uniform() < exceptions ? 1e-3 : rounding, scale: 1 };
    },
  );
}

describe("identities", () => {
  it("that are true are never refuted, and supported within the budget", () => {
    // 43 instances of 400 are needed to count; at half of them fewer with probability below 1e-60.
    expect(judgeMany("true", statements, 0, 0.5)).toEqual({ supported: statements, refuted: 0, undecided: 0 });
  });

  it("that are only just false are supported for a share α of them at most", () => {
    // A false alarm, if that share were α, has probability 1e-6 at most.
    const most = unlikelyCount(statements, alpha, 1e-6);
    expect(judgeMany("just false", statements, test.exceptionalShare, 0).supported).toBeLessThan(most);
    expect(judgeMany("just false, half of it seen", statements, test.exceptionalShare, 0.5).supported).toBeLessThan(
      most,
    );
  });

  it("that are clearly false are refuted", () => {
    // On half of the instances: that there is no exception among 43 has probability 2⁻⁴³, 300 times 4e-11.
    expect(judgeMany("false", 300, 0.5, 0)).toEqual({ supported: 0, refuted: 300, undecided: 0 });
  });
});
